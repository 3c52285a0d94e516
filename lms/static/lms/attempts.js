// A try at a quiz that is under way: its answers are kept on the server as one goes, and its time is counted down.
// Without this the page says until when there is time, and "Keep for later" keeps the answers.

const PAUSE = 1500;
const WARNINGS = [[60, "last"], [300, "soon"]];

const newId = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
  );

// What the clock of the device says does not matter: only how long the page has been open.
const count = (clock) => {
  const end = performance.now() + 1000 * Number(clock.dataset.seconds);
  const left = clock.querySelector("[data-left]");
  const warning = document.querySelector("[data-warning]");
  let said = "";
  const tick = () => {
    const seconds = Math.max(Math.round((end - performance.now()) / 1000), 0);
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const [, due] = WARNINGS.find(([limit]) => seconds <= limit) ?? [];
    if (due && due !== said) {
      said = due;
      warning.textContent = clock.dataset[due];
      clock.classList.add("soon");
    }
    if (seconds) return;
    clearInterval(timer);
    const button = document.querySelector("[data-at-the-end]");
    button.form.requestSubmit(button);
  };
  const timer = setInterval(tick, 1000);
  tick();
};

const keep = async (form, state) => {
  const answers = new FormData(form);
  // Photos and recordings go once, when the page is sent.
  for (const chooser of form.querySelectorAll("input[type=file]")) answers.delete(chooser.name);
  answers.set("keep", "yes");
  answers.set("event_id", newId());
  answers.set("device_at", new Date().toISOString());
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: answers,
      headers: { Accept: "application/json" },
    });
    const reply = await response.json();
    state.textContent = reply.kept ? form.dataset.kept : reply.reason;
  } catch {
    state.textContent = form.dataset.notKept;
  }
};

for (const clock of document.querySelectorAll("[data-clock]")) count(clock);

for (const form of document.querySelectorAll("form[data-attempt]")) {
  const state = form.querySelector("[data-state]");
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(form, state), PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
