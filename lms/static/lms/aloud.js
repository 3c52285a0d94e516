// "Read to me": the readings of a lesson one after the other, with a mark on the part that is being read.

const button = document.querySelector("[data-aloud]");
const readings = [...document.querySelectorAll("audio[data-reading]")];
// Stopped in the middle, now or the last time: then its address says from which second on.
const left = (reading) => !reading.ended && (reading.currentTime > 0 || reading.getAttribute("src").includes("#t="));
let whole = false;

const show = () => {
  const playing = readings.find((reading) => !reading.paused);
  button.setAttribute("aria-pressed", String(whole && Boolean(playing)));
  for (const reading of readings) reading.closest("[data-part]").classList.toggle("being-read", reading === playing);
};

const play = (reading) => {
  reading.closest("[data-part]").scrollIntoView({ block: "nearest" });
  reading.play();
};

readings.forEach((reading, number) => {
  reading.addEventListener("play", () => {
    for (const other of readings) if (other !== reading) other.pause();
    show();
  });
  reading.addEventListener("pause", show);
  reading.addEventListener("ended", () => {
    const next = readings[number + 1];
    if (whole && next) play(next);
    else whole = false;
    show();
  });
});

button.hidden = false;
button.addEventListener("click", () => {
  const playing = readings.find((reading) => !reading.paused);
  whole = !playing;
  if (playing) playing.pause();
  else play(readings.find(left) || readings[0]);
});
