// What somebody has typed survives a lost connection, a change of language and a closed browser.
// <form data-keep="name"> is kept on this device under its name until it has been sent: until a page says
// data-sent="name", as a message does whose extra tag is that name.
// A field with data-never-keep is left out: private words stay off the device.

const time = () => new Date().toISOString();

const keepable = (field) =>
  field.type !== "hidden" && field.type !== "password" && !("neverKeep" in field.dataset);

const values = (form) => {
  const names = new Set([...form.elements].filter(keepable).map((field) => field.name));
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && names.has(name));
};

// On a slow network somebody types before this script has come.
const touched = (field) =>
  field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : "defaultValue" in field && field.value !== field.defaultValue;

const restore = (form, kept) => {
  const typed = new Set([...form.elements].filter(touched).map((field) => field.name));
  const names = new Set(kept.map(([name]) => name).filter((name) => !typed.has(name)));
  for (const field of form.elements) {
    if (!names.has(field.name) || !keepable(field)) continue;
    const mine = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = mine.includes(field.value);
    // What was typed last wins over what the page proposes, such as today's date.
    else field.value = mine[0];
  }
};

// Where it was written, when and by whom goes with it: a phone is often shared. waiting.js lists it.
const draft = (form) => ({
  fields: values(form),
  at: time(),
  title: document.querySelector("h1")?.textContent.trim(),
  path: location.pathname,
  reader: document.body.dataset.reader,
});

// Nothing comes back silently: the page says when it was typed, and lets it be thrown away.
const offerToThrowAway = (key, at) => {
  const offer = document.querySelector("[data-kept]");
  if (!offer) return;
  const when = at ? new Date(at) : undefined;
  offer.querySelector("[data-kept-at]").textContent =
    when?.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }) ?? "";
  offer.hidden = false;
  document.querySelector("[data-server-draft]")?.remove();
  offer.querySelector("[data-throw-away]").addEventListener("click", () => {
    localStorage.removeItem(key);
    location.reload();
  });
};

// First forget what has arrived, then bring back the rest.
for (const gone of document.querySelectorAll("[data-sent]")) localStorage.removeItem(`kept:${gone.dataset.sent}`);

for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `kept:${form.dataset.keep}`;
  const kept = localStorage.getItem(key);
  if (kept) {
    const before = JSON.parse(kept);
    restore(form, before.fields);
    offerToThrowAway(key, before.at);
  }
  form.addEventListener("input", () => {
    localStorage.setItem(key, JSON.stringify(draft(form)));
    // So that the browser does not clear it by itself when the phone is full.
    navigator.storage?.persist?.();
  });
}

// What is not sent yet is said on every page, and before somebody signs out.
const unsent = Object.keys(localStorage).filter((key) => {
  if (!key.startsWith("kept:")) return false;
  const kept = JSON.parse(localStorage.getItem(key));
  return kept.reader === document.body.dataset.reader && kept.fields?.some(([, value]) => value);
}).length;
const count = document.querySelector("[data-unsent]");
if (count && unsent) {
  count.querySelector("b").textContent = unsent;
  count.hidden = false;
}
for (const form of document.querySelectorAll("form[data-warns]")) {
  form.addEventListener("submit", (event) => {
    if (unsent && !window.confirm(form.dataset.warns)) event.preventDefault();
  });
}

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", () => {
    const field = form.elements.namedItem("device_at");
    if (field) field.value = time();
  });
}
