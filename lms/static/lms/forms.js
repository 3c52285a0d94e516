// What somebody has typed survives a lost connection, a change of language and a closed browser.
// <form data-keep="name"> is kept on this device under its name until it has been sent.

const time = () => new Date().toISOString();

const values = (form) =>
  [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "event_id", "device_at"].includes(name),
  );

const restore = (form, kept) => {
  const names = new Set(kept.map(([name]) => name));
  for (const field of form.elements) {
    if (!names.has(field.name) || field.type === "hidden" || field.type === "password") continue;
    const mine = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = mine.includes(field.value);
    else if (!field.value) field.value = mine[0];
  }
};

for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `kept:${form.dataset.keep}`;
  const kept = localStorage.getItem(key);
  if (kept) restore(form, JSON.parse(kept));
  form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify(values(form))));
}

for (const gone of document.querySelectorAll("[data-sent]")) localStorage.removeItem(`kept:${gone.dataset.sent}`);

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", () => {
    const field = form.elements.namedItem("device_at");
    if (field) field.value = time();
  });
}
