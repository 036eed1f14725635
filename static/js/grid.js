// Makes a grid of text cells quicker to fill in. Without it the same form is typed and sent.
// Enter, up and down move within a column, Escape brings back what is saved, a column can be pasted.

const cells = (table) =>
  [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => [...row.querySelectorAll(".cell")]).filter((row) => row.length);

function place(rows, cell) {
  const row = rows.findIndex((each) => each.includes(cell));
  return { row, column: row < 0 ? -1 : rows[row].indexOf(cell) };
}

function move(table, cell, by) {
  const rows = cells(table);
  const { row, column } = place(rows, cell);
  const next = rows[row + by]?.[column];
  if (next) {
    next.focus();
    next.select();
  }
}

function mark(table) {
  let changed = 0;
  for (const cell of table.querySelectorAll(".cell")) {
    const isChanged = cell.value.trim() !== cell.dataset.saved;
    cell.classList.toggle("chg", isChanged);
    changed += isChanged;
  }
  for (const select of table.querySelectorAll("select")) {
    changed += ![...select.options].some((option) => option.defaultSelected && option.selected);
  }
  return changed;
}

function tell(form, count, extra = "") {
  const status = form.querySelector("[data-unsaved]");
  const words = count ? `${count} ${count === 1 ? "change" : "changes"} not saved yet.` : "";
  const text = [extra, words].filter(Boolean).join(" ");
  if (status && status.textContent !== text) {
    status.textContent = text;
  }
}

function paste(table, cell, text) {
  const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  const rows = cells(table);
  const start = place(rows, cell);
  let pasted = 0;
  lines.forEach((line, down) => {
    line.forEach((value, right) => {
      const target = rows[start.row + down]?.[start.column + right];
      if (target) {
        target.value = value.trim();
        pasted += 1;
      }
    });
  });
  return pasted;
}

for (const table of document.querySelectorAll("table[data-grid]")) {
  const form = table.closest("form");
  let sending = false;

  tell(form, mark(table));

  table.addEventListener("keydown", (event) => {
    if (!event.target.matches(".cell") || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const by = { ArrowUp: -1, ArrowDown: 1, Enter: event.shiftKey ? -1 : 1 }[event.key];
    if (by) {
      event.preventDefault();
      move(table, event.target, by);
    } else if (event.key === "Escape") {
      event.target.value = event.target.dataset.saved;
      tell(form, mark(table));
    }
  });

  table.addEventListener("input", () => tell(form, mark(table)));
  table.addEventListener("change", () => tell(form, mark(table)));

  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!event.target.matches(".cell") || !/[\n\t]/.test(text.replace(/\n$/, ""))) {
      return;
    }
    event.preventDefault();
    const pasted = paste(table, event.target, text);
    tell(form, mark(table), `${pasted} pasted.`);
  });

  form.addEventListener("submit", () => {
    sending = true;
  });

  window.addEventListener("beforeunload", (event) => {
    if (!sending && mark(table)) {
      event.preventDefault();
    }
  });
}
