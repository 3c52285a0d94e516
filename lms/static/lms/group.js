// A lesson in a group: whose turn it is, and how long it has taken.

const turns = document.querySelector("[data-turns]");
const [status, next] = [turns.querySelector(".turn"), turns.querySelector("button")];
const people = [...turns.querySelectorAll(".turns li")];
let now = 0;

const show = () => {
  status.firstElementChild.textContent = people[now].textContent;
  for (const [place, person] of people.entries()) person.toggleAttribute("aria-current", place === now);
};

next.addEventListener("click", () => {
  now = (now + 1) % people.length;
  show();
});
status.hidden = next.hidden = false;
show();

const clock = document.querySelector("[data-since]");
const minutes = document.querySelector("input[name=minutes]");
const began = new Date(clock.dataset.since);
let typed = minutes.value !== "";
minutes.addEventListener("input", () => (typed = true));

const tick = () => {
  const passed = Math.max(0, Math.floor((Date.now() - began) / 1000));
  const [whole, rest] = [Math.floor(passed / 60), passed % 60];
  clock.textContent = `${whole}:${String(rest).padStart(2, "0")}`;
  // A page opened again the next day must not count the night.
  if (!typed && whole < Number(minutes.max)) minutes.value = Math.max(1, whole);
};
setInterval(tick, 1000);
tick();
