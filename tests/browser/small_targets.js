// What a thumb could miss: things to press that are less than 44 px high and do not stand inside a line of text.
() => {
  const LEAST = 43.5;

  // Words between which a link may stand: text of the same block that is not the link's own.
  const insideText = (element) => {
    if (getComputedStyle(element).display !== "inline") return false;
    const block = element.closest("p, li, td, dd, dt, nav, small, h1, h2, h3, h4");
    return Boolean(block) && block.innerText.replace(element.innerText, "").trim().length > 1;
  };

  // A radio or a checkbox is pressed by its label.
  const pressed = (element) => (element.matches("[type=radio], [type=checkbox]") ? element.closest("label") ?? element : element);

  const things = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary");
  return [...new Set([...things].map(pressed))]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(".skip"))
    .filter((element) => element.getBoundingClientRect().height < LEAST && !insideText(element))
    .map((element) => `${element.tagName} “${(element.innerText || element.name || "").trim()}”: ${element.getBoundingClientRect().height.toFixed(1)} px`);
}
