// What this person began on this device and has not handed in: how many answers, and the way back to each.

const box = document.querySelector("[data-waiting]");
const line = box.querySelector("template").content;
let answers = 0;

for (const key of Object.keys(localStorage)) {
  if (!key.startsWith("kept:")) continue;
  const kept = JSON.parse(localStorage.getItem(key));
  const given = kept.fields?.filter(([, value]) => value).length;
  if (kept.reader !== document.body.dataset.reader || !given) continue;
  const item = line.cloneNode(true);
  item.querySelector("a").href = kept.path;
  item.querySelector("a").textContent = kept.title;
  item.querySelector("b").textContent = given;
  box.querySelector("ul").append(item);
  answers += given;
}

box.querySelector("[data-answers]").textContent = answers;
box.hidden = !answers;
