// The month's returns as a spreadsheet: a row is saved as it is left, a column can be pasted.
// The server renders each row; nothing here works out a figure. Without it the same form is sent whole.
import { paste, savePasted, showPasted, undoPasted } from "./returns/pasting.js";
import { cellOf, fields, form, held, isChanged, mark, rowBy, rowOf, rows, tell } from "./returns/rows.js";
import { again, forget, isBusy, isReplacing, refresh, save } from "./returns/saving.js";

let here = null; // the row somebody was in last

// Moving

function move(cell, by) {
  const all = rows().map(cellOf);
  const next = all[all.indexOf(cell) + by];
  if (next) {
    next.focus();
    next.select();
  }
  return Boolean(next);
}

function restore(row) {
  for (const field of fields(row)) {
    field.value = field.dataset.saved;
  }
  held.delete(row.dataset.row);
  forget(row);
  mark(row);
  showPasted();
  if (row.dataset.state === "unsaved" || row.querySelector("[aria-invalid]") || row.hasAttribute("data-told")) {
    refresh(row);
  }
}

// Next empty cell, next to look at: from where the person is, and round again from the top.

function next(state) {
  const all = rows();
  const from = here ? all.indexOf(rowBy(here)) : all.length - 1;
  const found = [...all.slice(from + 1), ...all.slice(0, from + 1)].find((row) => row.dataset.state === state);
  const cell = found && cellOf(found);
  cell?.focus();
  cell?.select();
  cell?.scrollIntoView({ block: "center" });
  return Boolean(cell);
}

form.addEventListener("focusin", (event) => {
  here = rowOf(event.target)?.dataset.row ?? here;
});

form.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  if (!row || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  const isCell = event.target.matches(".ed .cell");
  const by = { ArrowUp: -1, ArrowDown: 1, Enter: event.shiftKey ? -1 : 1 }[event.key];
  if (by && isCell) {
    event.preventDefault();
    if (!move(event.target, by) && event.key === "Enter" && isChanged(row) && !held.has(row.dataset.row)) {
      save(row);
    }
  } else if (event.key === "Enter" && event.target.matches("input")) {
    event.preventDefault();
    save(row);
  } else if (event.key === "Escape" && event.target.matches("input, select")) {
    restore(row);
  }
});

form.addEventListener("input", (event) => {
  const row = rowOf(event.target);
  if (row) {
    mark(row);
    if (held.has(row.dataset.row)) {
      showPasted();
    }
  }
});

form.addEventListener("change", (event) => {
  const row = rowOf(event.target);
  if (row && event.target.matches("select") && event.target.value && !cellOf(row).value.trim()) {
    save(row);
  }
});

form.addEventListener("focusout", (event) => {
  const row = rowOf(event.target);
  const goes = event.relatedTarget;
  const staysInRow = goes && rowOf(goes) === row && goes.matches("input, select, button, summary");
  if (!row || isReplacing() || staysInRow || held.has(row.dataset.row)) {
    return;
  }
  if (!isChanged(row) && row.dataset.state === "unsaved") {
    // Typed back to what was saved.
    refresh(row);
  } else if (isChanged(row)) {
    // Asked for a reason that is not given yet, or in conflict: nothing new to send.
    const reason = row.querySelector("[name$=-reason]");
    if (row.dataset.state !== "unsaved" || !reason || reason.value.trim()) {
      save(row);
    }
  }
});

form.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (event.target.matches(".ed .cell") && /[\n\t]/.test(text.replace(/\s+$/, ""))) {
    event.preventDefault();
    paste(event.target, text);
  }
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const link = event.target.closest("[data-next]");
  if (link && next(link.dataset.next)) {
    event.preventDefault();
  } else if (button?.hasAttribute("data-save-pasted")) {
    savePasted();
  } else if (button?.hasAttribute("data-undo-pasted")) {
    undoPasted();
  } else if (button?.name === "keep") {
    event.preventDefault();
    const row = rowOf(button);
    cellOf(row).focus();
    restore(row);
    tell(`${row.dataset.ref}: what was saved is kept.`);
  } else if (button?.name === "use") {
    event.preventDefault();
    const row = rowOf(button);
    if (row.dataset.state === "unsaved") {
      save(row);
    }
  }
});

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("settled", () => showPasted());
window.addEventListener("online", again);
window.addEventListener("beforeunload", (event) => {
  if (isBusy() || rows().some(isChanged)) {
    event.preventDefault();
  }
});
rows().filter(isChanged).forEach(mark);
