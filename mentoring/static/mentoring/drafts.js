// What a mentor types is also kept with us, as soon as there is network, so that no lost phone loses it.
// Private words (data-never-keep) stay out. After a refusal nothing is sent any more: the copy on the phone stays.

const form = document.querySelector("form[data-draft]");
const saved = document.querySelector("[data-draft-saved]");
const failed = document.querySelector("[data-draft-failed]");
const PAUSE = 3000;
const LONGEST_PAUSE = 300000;

let pause = PAUSE;
let timer;

const typed = () => {
  const fields = new FormData(form);
  for (const field of form.elements) if ("neverKeep" in field.dataset) fields.delete(field.name);
  fields.set("saved_at", new Date().toISOString());
  return fields;
};

const say = (kept) => {
  saved.hidden = !kept;
  failed.hidden = kept;
};

const send = async () => {
  let reply;
  try {
    reply = await fetch(form.dataset.draft, { method: "POST", body: typed() });
  } catch {
    reply = undefined;
  }
  say(Boolean(reply?.ok));
  if (reply?.ok) {
    pause = PAUSE;
  } else if (reply && reply.status < 500) {
    // Signed out, or not allowed: asking again would not help.
    form.removeEventListener("input", later);
  } else {
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    timer = setTimeout(send, pause);
  }
};

function later() {
  clearTimeout(timer);
  timer = setTimeout(send, pause);
}

form.addEventListener("input", later);
form.addEventListener("submit", () => clearTimeout(timer));
