// A phone goes from hand to hand: whoever goes back in the browser finds no scores of the one before her.
addEventListener("pageshow", () => {
  if (performance.getEntriesByType("navigation")[0]?.type !== "back_forward") return;
  for (const form of document.querySelectorAll("form[data-forget]")) form.reset();
});
addEventListener("pagehide", () => {
  for (const form of document.querySelectorAll("form[data-forget]")) form.reset();
});
