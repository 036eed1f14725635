// A column pasted from a spreadsheet: shown in its cells first, saved or taken back as a whole.
import { cellOf, form, held, isChanged, isNumber, mark, rowBy, rowOf, rows, say, tell, wait } from "./rows.js";
import { refresh, remember, save } from "./saving.js";

const bar = form.querySelector("[data-pasted]");
const reasonBox = bar.querySelector("[name=pasted-reason]");

export function paste(cell, text) {
  const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((line) => line.split("\t")[0].trim());
  const all = rows();
  const start = all.indexOf(rowOf(cell));
  lines.forEach((value, down) => {
    const row = all[start + down];
    if (row && value) {
      const target = cellOf(row);
      if (!held.has(row.dataset.row)) {
        held.set(row.dataset.row, target.value);
      }
      target.value = value;
      mark(row);
    }
  });
  showPasted(Math.max(0, start + lines.length - all.length));
}

export function showPasted(over = 0) {
  const all = [...held.keys()].map(rowBy);
  const wrong = all.filter((row) => !isNumber(cellOf(row).value));
  const ready = all.filter((row) => !wrong.includes(row) && isChanged(row));
  for (const row of all) {
    cellOf(row).classList.toggle("wrn", wrong.includes(row));
    if (wrong.includes(row)) {
      say(row, "Not a number: not saved");
    } else {
      say(row, ready.includes(row) ? "Pasted, not saved yet" : "As saved already", "good");
    }
  }
  bar.hidden = !all.length;
  if (!all.length) {
    wait("");
    return;
  }
  const words = all.length > wrong.length ? [`${all.length - wrong.length} pasted`] : [];
  if (wrong.length) {
    words.push(`${wrong.length} not a number`);
  }
  const same = all.length - wrong.length - ready.length;
  if (same) {
    words.push(`${same} as saved already`);
  }
  if (over) {
    words.push(`${over} below the last row left out`);
  }
  wait(`${words.join(", ")}. Nothing of it is saved yet.`);
  const button = bar.querySelector("[data-save-pasted]");
  button.hidden = !ready.length;
  button.textContent = `Save ${ready.length}`;
  bar.querySelector("[data-pasted-why]").hidden = !ready.some((row) => cellOf(row).dataset.saved || row.querySelector("select")?.dataset.saved);
}

export function savePasted() {
  const reason = reasonBox.value.trim();
  if (reason) {
    remember(reason);
  }
  for (const pk of [...held.keys()]) {
    const row = rowBy(pk);
    if (!isChanged(row)) {
      held.delete(pk);
      refresh(row);
    } else if (isNumber(cellOf(row).value)) {
      held.delete(pk);
      save(row, reason ? { [`r${pk}-reason`]: reason } : {});
    }
  }
  showPasted();
}

export function undoPasted() {
  for (const [pk, value] of held) {
    const row = rowBy(pk);
    cellOf(row).value = value;
    cellOf(row).classList.remove("wrn");
    mark(row);
    if (row.hasAttribute("data-told")) {
      refresh(row);
    }
  }
  held.clear();
  showPasted();
  tell("The paste is undone.");
}
