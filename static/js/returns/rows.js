// The rows of the grid of returns: what stands in them, what is typed, and what is said of it.
export const form = document.querySelector("form[data-returns]");

// Commas stand between thousands, as the server reads them.
const NUMBER = /^[-\u2212]?((\d+|\d{1,3}(,\d{3})+)(\.\d*)?|\.\d+)\s*%?$/;
const status = form.querySelector("[data-status]");
let aside = "";

// Rows pasted into and not saved yet, with what stood in their cells.
export const held = new Map();

export const rowOf = (element) => element?.closest?.("[data-row]");
export const rows = () => [...form.querySelectorAll("[data-row]")];
export const rowBy = (pk) => document.getElementById(`row-${pk}`);
export const cellOf = (row) => row.querySelector(".ed .cell");
export const fields = (row) => [...row.querySelectorAll("[data-saved]")];
export const typedIn = (row) =>
  Object.fromEntries([...row.querySelectorAll("input[name], select[name]")].map((each) => [each.name, each.value]));

const plain = (text) => text.replace(/[,\s]/g, "").replace("\u2212", "-").replace(/%$/, "");
export const isNumber = (text) => NUMBER.test(text.trim());

// "15" is what is saved where "15.0%" stands.
function isSame(typed, saved) {
  const areNumbers = isNumber(typed) && isNumber(saved);
  return typed.trim() === saved || (areNumbers && Number(plain(typed)) === Number(plain(saved)));
}

export const isChanged = (row) => fields(row).some((field) => !isSame(field.value, field.dataset.saved));

export function mark(row) {
  for (const field of fields(row)) {
    field.classList.toggle("chg", !isSame(field.value, field.dataset.saved));
  }
}

/** Says something in the row, in the place of its checks, until it is rendered anew. */
export function say(row, words) {
  const bold = document.createElement("b");
  bold.className = "bad";
  bold.textContent = words;
  row.querySelector(".said").replaceChildren(bold);
  row.setAttribute("data-told", "");
}

/** Says something once, for everybody. What waits to be saved is said with it. */
export function tell(words, isBad = false) {
  status.textContent = [words, aside].filter(Boolean).join(" ");
  status.classList.toggle("not", isBad);
}

/** What waits to be saved, in words. */
export function wait(words) {
  if (words !== aside) {
    aside = words;
    if (words) {
      tell("");
    }
  }
}
