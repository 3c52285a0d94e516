// Attendance on a phone: counts that follow each touch, a roster that narrows while one types, and marks that survive
// a lost connection. Only what was touched here is kept on the device: what others marked meanwhile is never undone.

const form = document.querySelector("form[data-marks]");
const key = `kept:${form.dataset.marks}`;
const radios = () => [...form.querySelectorAll(".mark input[type=radio]")];

const counts = [...form.querySelectorAll("[data-count]")];
const stored = Object.fromEntries(counts.map((count) => [count.dataset.count, Number(count.textContent)]));
const was = (name) => form.elements.namedItem(`was-${name}`).value;
const touched = () => radios().filter((radio) => radio.checked && radio.value !== was(radio.name));

const tally = () => {
  const now = { ...stored };
  for (const { name, value } of touched()) {
    now[was(name)] -= 1;
    now[value] += 1;
  }
  for (const count of counts) count.textContent = now[count.dataset.count];
};

// What has arrived is forgotten by forms.js, which runs first.
const kept = JSON.parse(localStorage.getItem(key) ?? "[]");
for (const radio of radios()) {
  if (kept.some(([name, value]) => name === radio.name && value === radio.value)) radio.checked = true;
}
tally();

form.addEventListener("change", () => {
  localStorage.setItem(key, JSON.stringify(touched().map(({ name, value }) => [name, value])));
  tally();
});

const search = form.elements.namedItem("q");
search.addEventListener("input", () => {
  const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  for (const mark of form.querySelectorAll(".mark")) {
    const name = mark.querySelector("legend").textContent.toLocaleLowerCase();
    mark.hidden = !words.every((word) => name.includes(word));
  }
});
// Enter in the search narrows the list; it does not send it.
search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
