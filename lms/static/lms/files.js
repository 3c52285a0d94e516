// Files on a form, made lighter before they go over a thin network. Without this module the choosers work as they are.
// <input type="file" data-scale="1600"> scales photos down on the device;
// <input type="file" data-record> gets a button to record with, where the device can.

const QUALITY = 0.82;

const scaled = async (file, longest) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const factor = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * factor);
  canvas.height = Math.round(picture.height * factor);
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  // What is already small is left as it is.
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
};

const put = (input, files) => {
  const holder = new DataTransfer();
  for (const file of files) holder.items.add(file);
  input.files = holder.files;
};

// What this browser cannot read, such as HEIC on most, goes as it is: the server reads it.
const lighter = (file, longest) => scaled(file, longest).catch(() => file);

for (const input of document.querySelectorAll("input[type=file][data-scale]")) {
  let scaling;
  input.addEventListener("change", () => {
    const longest = Number(input.dataset.scale);
    const mine = Promise.all([...input.files].map((file) => lighter(file, longest))).then((files) => {
      // Who chose others meanwhile means those.
      if (scaling !== mine) return;
      put(input, files);
      scaling = undefined;
    });
    scaling = mine;
  });
  // Who is quicker than her phone waits until the photos are light.
  input.form.addEventListener("submit", (event) => {
    if (!scaling) return;
    event.preventDefault();
    // In a task of its own: while this event is still heard, a form does not submit again.
    scaling.then(() => setTimeout(() => input.form.requestSubmit(event.submitter)));
  });
}

const ENDINGS = [["audio/mp4", "m4a"], ["audio/webm", "webm"], ["audio/ogg", "ogg"]];

const words = (id) => document.getElementById(id).content.textContent;

const recorder = (input) => {
  const [type, ending] = ENDINGS.find(([one]) => MediaRecorder.isTypeSupported(one)) ?? ENDINGS[1];
  const controls = document.getElementById("recorder").content.cloneNode(true).firstElementChild;
  const [start, stop, status, player] = controls.children;
  let recording;

  const show = (runs) => {
    start.hidden = runs;
    stop.hidden = !runs;
    player.hidden = runs || !player.src;
  };
  const keep = (pieces) => {
    const file = new File(pieces, `${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.${ending}`, { type });
    put(input, [file]);
    URL.revokeObjectURL(player.src);
    player.src = URL.createObjectURL(file);
    status.textContent = words("recorded");
    show(false);
  };
  start.addEventListener("click", async () => {
    let sound;
    try {
      sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      status.textContent = words("no-microphone");
      return;
    }
    const pieces = [];
    recording = new MediaRecorder(sound, { mimeType: type, audioBitsPerSecond: 32000 });
    recording.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    recording.addEventListener("stop", () => {
      sound.getTracks().forEach((track) => track.stop());
      keep(pieces);
    });
    recording.start();
    status.textContent = words("recording");
    show(true);
    stop.focus();
  });
  stop.addEventListener("click", () => recording.stop());
  input.after(controls);
};

if ("MediaRecorder" in window && navigator.mediaDevices) {
  for (const input of document.querySelectorAll("input[type=file][data-record]")) recorder(input);
}
