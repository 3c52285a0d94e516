// How far the reader has come in a lesson, told when she leaves it: the part on the screen, and where each recording stopped.
// What cannot be told is lost, and nothing else with it.

const form = document.querySelector("form[data-place]");
const parts = [...document.querySelectorAll("[data-part]")];
const recordings = [...document.querySelectorAll(".lesson :is(audio, video)")];

const place = () => {
  const above = parts.filter((part) => part.getBoundingClientRect().top < innerHeight * 0.4);
  const seconds = {};
  for (const recording of recordings) {
    const [address, mark] = recording.getAttribute("src").split("#t=");
    const left = recording.ended ? 0 : recording.played.length ? recording.currentTime : Number(mark);
    if (left) seconds[address] = Math.floor(left);
  }
  return { part: above.length ? above.pop().dataset.part : "0", seconds: JSON.stringify(seconds) };
};

let told = JSON.stringify(place());

const tell = () => {
  const here = place();
  if (JSON.stringify(here) === told) return;
  told = JSON.stringify(here);
  const said = new FormData(form);
  said.set("part", here.part);
  said.set("seconds", here.seconds);
  said.set("device_at", new Date().toISOString());
  navigator.sendBeacon(form.action, said);
};

document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && tell());
addEventListener("pagehide", tell);
