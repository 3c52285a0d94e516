// With a script the empty rows of actions wait behind a button, so that the form is short on a phone.

const rows = [...document.querySelectorAll("[data-row]")];
const next = document.querySelector("[data-next-row]");

const empty = (row) => [...row.querySelectorAll("input, select, textarea")].every((field) => !field.value);
const waiting = () => rows.filter((row) => row.hidden);
const offer = () => { next.hidden = waiting().length === 0; };

for (const row of rows) row.hidden = empty(row);
next.addEventListener("click", () => {
  const [row] = waiting();
  row.hidden = false;
  row.querySelector("input").focus();
  offer();
});
offer();

for (const words of document.querySelectorAll("[data-with-script]")) words.hidden = false;
