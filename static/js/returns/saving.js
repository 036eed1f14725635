// Saves rows, one a request and one request at a time, and puts what the server renders in their place.
import { cellOf, form, held, isChanged, mark, rowBy, say, tell, typedIn } from "./rows.js";

const RETRY_AFTER = 10_000;
const queue = [];
const failed = new Set();
let working = false;
let replacing = false;
let retry = null;

export const isReplacing = () => replacing;
export const isBusy = () => working || failed.size > 0;
export const forget = (row) => failed.delete(row.dataset.row);

export function save(row, extra = {}) {
  const pk = row.dataset.row;
  if (!queue.some((each) => each.pk === pk && !each.read)) {
    queue.push({ pk, extra });
  }
  work();
}

export function refresh(row) {
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
  form.dispatchEvent(new Event("settled"));
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
  let answer = await ask(row, task.read ? null : sent, task.extra);
  if (answer?.status === 403 && !answer.isPlain) {
    // The token may be from before a sign-in: take a fresh one along with the row.
    const fresh = await ask(row, null);
    if (isOurs(fresh)) {
      form.elements.csrfmiddlewaretoken.value = tokenIn(fragment(fresh.text));
      answer = await ask(row, task.read ? null : sent, task.extra);
    }
  }
  take(row, answer, task.read ? null : sent);
  row.removeAttribute("aria-busy");
}

/** What the portal answers; null where there is no answer. */
async function ask(row, sent, extra = {}) {
  const body = sent && new URLSearchParams({ ...sent, ...extra, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  try {
    const response = await fetch(row.dataset.url, sent ? { method: "POST", body } : {});
    const isPlain = (response.headers.get("Content-Type") ?? "").startsWith("text/plain");
    return { status: response.status, redirected: response.redirected, isPlain, text: await response.text() };
  } catch {
    return null;
  }
}

const isOurs = (answer) => answer && !answer.redirected && [200, 409, 422].includes(answer.status);

function take(row, answer, sent) {
  const pk = row.dataset.row;
  if (isOurs(answer)) {
    failed.delete(pk);
    const reason = sent?.[`r${pk}-reason`];
    if (reason && answer.status === 200) {
      remember(reason);
    }
    put(answer.text, pk, sent, answer.status === 200);
  } else if (sent && answer?.isPlain) {
    failed.delete(pk);
    refused(row, answer.text);
  } else if (sent) {
    notSaved(row, why(answer));
  }
}

function why(answer) {
  if (!answer) {
    return "there is no connection";
  }
  if (answer.redirected) {
    return "you are signed out. Sign in again in another tab";
  }
  return answer.status < 500 ? "the portal refused it. Open the page again in another tab" : "the portal did not answer";
}

function refused(row, words) {
  say(row, `Not saved: ${words}`);
  tell(`${row.dataset.ref} not saved. ${words}`, true);
}

function notSaved(row, because) {
  failed.add(row.dataset.row);
  say(row, `Not saved: ${because}. It is kept here and will be tried again.`);
  tell(`${failed.size} not saved: ${because}. Kept here, and tried again.`, true);
  clearTimeout(retry);
  retry = setTimeout(again, RETRY_AFTER);
}

export function again() {
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

const tokenIn = (came) => came.querySelector("[name=csrfmiddlewaretoken]").value;

function put(html, pk, sent, isSaved) {
  const came = fragment(html);
  for (const fresh of came.querySelectorAll("[data-row]")) {
    const old = rowBy(fresh.dataset.row);
    const isOwn = sent !== null && fresh.dataset.row === pk;
    // What somebody is typing elsewhere stays; that row is rendered anew when it is saved.
    if (old && (isOwn || (!isChanged(old) && !held.has(fresh.dataset.row)))) {
      replace(old, fresh, isOwn ? sent : null);
    }
  }
  for (const fresh of came.querySelectorAll("[data-fill]")) {
    document.querySelector(`[data-fill="${fresh.dataset.fill}"]`)?.replaceWith(fresh);
  }
  form.elements.csrfmiddlewaretoken.value = tokenIn(came);
  if (sent) {
    tell(came.querySelector("[data-said]").textContent, !isSaved);
  }
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

export function remember(reason) {
  const list = document.getElementById("reasons");
  if (![...list.options].some((option) => option.value === reason)) {
    list.append(new Option(reason, reason));
  }
}
