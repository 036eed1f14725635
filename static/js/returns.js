// The month's returns as a spreadsheet: a row is saved as it is left, a column can be pasted.
// The server renders each row; this file never works out a figure. Without it the same form is sent whole.
const form = document.querySelector("form[data-returns]");

const RETRY_AFTER = 10_000;
const NUMBER = /^[-\u2212]?(\d[\d,]*\.?\d*|\.\d+)\s*%?$/;

const rowOf = (element) => element.closest?.("[data-row]");
const rows = () => [...form.querySelectorAll("[data-row]")];
const rowBy = (pk) => document.getElementById(`row-${pk}`);
const cellOf = (row) => row.querySelector(".ed .cell");
const fields = (row) => [...row.querySelectorAll("[data-saved]")];
const plain = (text) => text.replace(/[,\s]/g, "").replace("\u2212", "-").replace(/%$/, "");
const isSame = (one, other) => one.trim() === other || (NUMBER.test(one.trim()) && NUMBER.test(other) && Number(plain(one)) === Number(plain(other)));
const isChanged = (row) => fields(row).some((field) => !isSame(field.value, field.dataset.saved));
const typedIn = (row) => Object.fromEntries([...row.querySelectorAll("[name]")].filter((each) => each.matches("input, select")).map((each) => [each.name, each.value]));

const status = form.querySelector("[data-status]");
const pastedBar = form.querySelector("[data-pasted]");
const pastedReason = pastedBar.querySelector("[name=pasted-reason]");
const queue = [];
const failed = new Set();
let before = new Map(); // what stood in pasted cells, by row
let pasted = ""; // what is said of them
let here = null; // the row somebody was in last
let working = false;
let replacing = false;
let retry = null;

function tell(words, isBad = false) {
  status.textContent = [words, pasted].filter(Boolean).join(" ");
  status.classList.toggle("not", isBad);
}

function say(row, words) {
  const place = row.querySelector(".said");
  place.replaceChildren();
  const bold = document.createElement("b");
  bold.className = "bad";
  bold.textContent = words;
  place.append(bold);
}

function mark(row) {
  for (const field of fields(row)) {
    field.classList.toggle("chg", !isSame(field.value, field.dataset.saved));
  }
}

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
  before.delete(row.dataset.row);
  failed.delete(row.dataset.row);
  mark(row);
  showPasted();
  if (row.dataset.state === "unsaved" || row.querySelector("[aria-invalid]") || row.hasAttribute("data-told")) {
    refresh(row);
  }
}

// Saving: one row a request, one request at a time.

function save(row, extra = {}) {
  const pk = row.dataset.row;
  if (!queue.some((each) => each.pk === pk && !each.read)) {
    queue.push({ pk, extra });
  }
  work();
}

function refresh(row) {
  queue.push({ pk: row.dataset.row, read: true });
  work();
}

async function work() {
  if (working) {
    return;
  }
  working = true;
  while (queue.length) {
    const task = queue.shift();
    const row = rowBy(task.pk);
    if (row) {
      await send(row, task);
    }
  }
  working = false;
  showPasted();
}

async function send(row, task) {
  const sent = typedIn(row);
  if (!task.read && !isChanged(row)) {
    return;
  }
  if (!task.read) {
    row.setAttribute("aria-busy", "true");
    row.querySelector(".said").textContent = "Saving …";
  }
  try {
    let answer = await ask(row, task.read ? null : sent, task.extra);
    if (answer.status === 403 && !isPlain(answer)) {
      // The token may be from before a sign-in: take a fresh one along with the row.
      const fresh = await ask(row, null);
      if (isOurs(fresh) && fresh.ok) {
        form.elements.csrfmiddlewaretoken.value = fragment(await fresh.text()).querySelector("[name=csrfmiddlewaretoken]").value;
        answer = await ask(row, task.read ? null : sent, task.extra);
      }
    }
    await take(row, answer, sent, task);
  } catch (problem) {
    if (!(problem instanceof TypeError)) {
      throw problem;
    }
    notSaved(row, "there is no connection");
  }
  row.removeAttribute("aria-busy");
}

function ask(row, sent, extra = {}) {
  if (sent === null) {
    return fetch(row.dataset.url, { headers: { "X-Requested-With": "fetch" } });
  }
  const body = new URLSearchParams({ ...sent, ...extra, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  return fetch(row.dataset.url, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
}

const isOurs = (answer) => !answer.redirected && [200, 409, 422].includes(answer.status);
const isPlain = (answer) => (answer.headers.get("Content-Type") ?? "").startsWith("text/plain");

async function take(row, answer, sent, task) {
  if (isOurs(answer)) {
    failed.delete(row.dataset.row);
    if (answer.ok && !task.read && sent[`r${row.dataset.row}-reason`]) {
      remember(sent[`r${row.dataset.row}-reason`]);
    }
    put(await answer.text(), row.dataset.row, task.read ? null : sent, answer.ok);
  } else if (isPlain(answer)) {
    failed.delete(row.dataset.row);
    refused(row, await answer.text());
  } else if (answer.redirected) {
    notSaved(row, "you are signed out. Sign in again in another tab");
  } else {
    notSaved(row, answer.status < 500 ? "the portal refused it. Open the page again in another tab" : "the portal did not answer");
  }
}

function refused(row, words) {
  row.setAttribute("data-told", "");
  say(row, `Not saved: ${words}`);
  tell(`${row.dataset.ref} not saved. ${words}`, true);
}

function notSaved(row, why) {
  failed.add(row.dataset.row);
  row.setAttribute("data-told", "");
  say(row, `Not saved: ${why}. It is kept here and will be tried again.`);
  tell(`${failed.size} not saved: ${why}. Kept here, and tried again.`, true);
  clearTimeout(retry);
  retry = setTimeout(again, RETRY_AFTER);
}

function again() {
  clearTimeout(retry);
  for (const pk of failed) {
    save(rowBy(pk));
  }
}

// Putting what the server rendered in its place.

function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

function put(html, pk, sent, isSaved) {
  const came = fragment(html);
  for (const fresh of came.querySelectorAll("[data-row]")) {
    const old = rowBy(fresh.dataset.row);
    const isOwn = fresh.dataset.row === pk;
    // What somebody is typing elsewhere stays; that row is rendered anew when it is saved.
    if (old && (isOwn || (!isChanged(old) && !before.has(fresh.dataset.row)))) {
      replace(old, fresh, isOwn ? sent : null);
    }
  }
  for (const fresh of came.querySelectorAll("[data-fill]")) {
    form.ownerDocument.querySelector(`[data-fill="${fresh.dataset.fill}"]`)?.replaceWith(fresh);
  }
  form.elements.csrfmiddlewaretoken.value = came.querySelector("[name=csrfmiddlewaretoken]").value;
  if (isSaved) {
    before.delete(pk);
  }
  tell(came.querySelector("[data-said]").textContent, !isSaved);
}

function replace(old, fresh, sent) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const selection = focused?.matches("input") ? [focused.selectionStart, focused.selectionEnd] : null;
  if (sent) {
    // Typed while the answer was on its way.
    for (const field of fresh.querySelectorAll("[data-saved]")) {
      const now = old.querySelector(`[name="${field.name}"]`);
      if (now && now.value !== sent[field.name]) {
        field.value = now.value;
      }
    }
  }
  replacing = true;
  old.replaceWith(fresh);
  if (focused) {
    const again = (focused.id && document.getElementById(focused.id)) || cellOf(fresh);
    again.focus({ preventScroll: true });
    if (selection && again.matches("input")) {
      again.setSelectionRange(...selection);
    }
  }
  replacing = false;
  if (isChanged(fresh)) {
    mark(fresh);
  }
}

function remember(reason) {
  const list = document.getElementById("reasons");
  if (![...list.options].some((option) => option.value === reason)) {
    list.append(new Option(reason, reason));
  }
}

// Pasting

function paste(cell, text) {
  const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((line) => line.split("\t")[0].trim());
  const all = rows();
  const start = all.indexOf(rowOf(cell));
  lines.forEach((value, down) => {
    const row = all[start + down];
    if (row && value) {
      const target = cellOf(row);
      if (!before.has(row.dataset.row)) {
        before.set(row.dataset.row, target.value);
      }
      target.value = value;
      mark(row);
    }
  });
  showPasted(Math.max(0, start + lines.length - all.length));
}

const isNumber = (row) => NUMBER.test(cellOf(row).value.trim());

function showPasted(over = 0) {
  const held = [...before.keys()].map(rowBy);
  const wrong = held.filter((row) => !isNumber(row));
  const ready = held.filter((row) => isNumber(row) && isChanged(row));
  for (const row of held) {
    cellOf(row).classList.toggle("wrn", wrong.includes(row));
    if (wrong.includes(row)) {
      say(row, "Not a number: not saved");
      row.setAttribute("data-told", "");
    }
  }
  pastedBar.hidden = !held.length;
  if (!held.length) {
    pasted = "";
    return;
  }
  const words = held.length > wrong.length ? [`${held.length - wrong.length} pasted`] : [];
  if (wrong.length) {
    words.push(`${wrong.length} not a number`);
  }
  const same = held.length - wrong.length - ready.length;
  if (same) {
    words.push(`${same} as saved already`);
  }
  if (over) {
    words.push(`${over} below the last row left out`);
  }
  const said = `${words.join(", ")}. Nothing of it is saved yet.`;
  if (said !== pasted) {
    pasted = said;
    tell("");
  }
  const button = pastedBar.querySelector("[data-save-pasted]");
  button.hidden = !ready.length;
  button.textContent = `Save ${ready.length}`;
  pastedBar.querySelector("[data-pasted-why]").hidden = !ready.some((row) => cellOf(row).dataset.saved || row.querySelector("select")?.dataset.saved);
}

function savePasted() {
  const reason = pastedReason.value.trim();
  if (reason) {
    remember(reason);
  }
  for (const pk of [...before.keys()]) {
    const row = rowBy(pk);
    if (!isChanged(row)) {
      before.delete(pk);
    } else if (isNumber(row)) {
      before.delete(pk);
      save(row, reason ? { [`r${pk}-reason`]: reason } : {});
    }
  }
  showPasted();
}

function undoPasted() {
  for (const [pk, value] of before) {
    const row = rowBy(pk);
    cellOf(row).value = value;
    cellOf(row).classList.remove("wrn");
    mark(row);
    if (row.hasAttribute("data-told")) {
      refresh(row);
    }
  }
  before = new Map();
  showPasted();
  tell("The paste is undone.");
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
    if (!move(event.target, by) && event.key === "Enter" && isChanged(row) && !before.has(row.dataset.row)) {
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
    if (before.has(row.dataset.row)) {
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
  if (!row || replacing || staysInRow || before.has(row.dataset.row)) {
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
  } else if (button?.name === "use") {
    event.preventDefault();
    const row = rowOf(button);
    if (row.dataset.state === "unsaved") {
      save(row);
    }
  }
});

form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("online", again);
window.addEventListener("beforeunload", (event) => {
  if (working || failed.size || rows().some(isChanged)) {
    event.preventDefault();
  }
});
rows().filter(isChanged).forEach(mark);
