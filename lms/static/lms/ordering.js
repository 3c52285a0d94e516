// Lines put in order with buttons. The numbers stay beside them and are what is sent; without this script one sets them.

const lines = (list) => [...list.children];
const number = (line) => line.querySelector("select");

const renumber = (list) => {
  lines(list).forEach((line, place) => { number(line).value = String(place + 1); });
  list.dispatchEvent(new Event("input", { bubbles: true }));
};

// An order that was kept or chosen shows as that order.
const arrange = (list) => {
  const places = lines(list).map((line) => number(line).value);
  if (places.includes("") || new Set(places).size < places.length) return;
  list.append(...lines(list).sort((one, other) => number(one).value - number(other).value));
};

const prepare = () => {
  for (const list of document.querySelectorAll("[data-ordering]")) {
    arrange(list);
    for (const moves of list.querySelectorAll(".moves")) moves.hidden = false;
  }
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-move]");
  if (!button) return;
  const line = button.closest("li");
  const list = line.parentElement;
  if (button.dataset.move === "up") line.previousElementSibling?.before(line);
  else line.nextElementSibling?.after(line);
  renumber(list);
  button.focus();
  list.nextElementSibling.textContent = `${list.dataset.moved}: ${number(line).value}`;
});

prepare();
document.addEventListener("htmx:afterSwap", prepare);
