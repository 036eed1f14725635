// Beside the writing box: what the checks say of the words, once they are kept. Nothing in the box is touched.
const NOT_CHECKED = "Not checked just now. What you typed is still in the box.";

const form = document.querySelector("form[data-write]");
const box = form.querySelector("textarea[name=text]");
const part = form.querySelector("[data-checks]");
const count = form.querySelector("[data-checks-count]");
const problem = form.querySelector("[data-checks-problem]");
let looked = box.defaultValue;
let asked = null;
let waiting = null;

const typedReasons = () => [...part.querySelectorAll("textarea")].filter((each) => each.value);

function say(element, words) {
  if (element.textContent !== words) {
    element.textContent = words;
  }
}

function showProblem(words) {
  say(problem, words);
  say(count, words);
  problem.hidden = !words;
}

async function look() {
  asked?.abort();
  asked = new AbortController();
  const text = box.value;
  looked = text;
  const body = new URLSearchParams({ text, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  try {
    const answer = await fetch(part.dataset.checks, { method: "POST", body, signal: asked.signal });
    const said = await answer.text();
    if (answer.status === 422) {
      showProblem(`Not checked. ${said}`);
    } else if (!answer.ok || answer.redirected) {
      showProblem(NOT_CHECKED);
    } else if (box.value === text) {
      showProblem("");
      waiting = said;
      show();
    }
  } catch (error) {
    if (error.name !== "AbortError") {
      showProblem(NOT_CHECKED);
    }
  }
}

/** Puts what came in its place, unless somebody is at work there: then once they have left. */
function show() {
  if (waiting === null || part.contains(document.activeElement)) {
    return;
  }
  const reasons = typedReasons();
  const echoes = part.querySelector("[data-echo]")?.open;
  part.innerHTML = waiting;
  waiting = null;
  for (const old of reasons) {
    const now = document.getElementById(old.id);
    if (now) {
      now.value = old.value;
      now.closest("details").open = true;
    }
  }
  const echo = part.querySelector("[data-echo]");
  if (echo && echoes) {
    echo.open = true;
  }
  prepare();
  const open = Number(part.querySelector("[data-open]").dataset.open);
  say(count, open ? `${open} ${open === 1 ? "check" : "checks"} to look at.` : "Nothing to look at.");
}

function prepare() {
  for (const button of part.querySelectorAll("[data-show]")) {
    button.hidden = false;
  }
}

/** Selects the words in the box. Places are of the text without the space around it, and in characters. */
function select(button) {
  const words = button.dataset.words;
  const lead = box.value.length - box.value.trimStart().length;
  const near = lead + [...box.value.slice(lead)].slice(0, Number(button.dataset.start)).join("").length;
  const start = box.value.startsWith(words, near) ? near : box.value.indexOf(words);
  if (start >= 0) {
    box.focus();
    box.setSelectionRange(start, start + words.length);
  }
}

// One pause and one order: the words are kept, then they are checked. See write.js.
form.addEventListener("settled", () => {
  if (box.value !== looked && !("leaving" in form.dataset) && !form.querySelector("[data-said].not")) {
    look();
  }
});
part.addEventListener("focusout", () => window.setTimeout(show));
part.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show]");
  if (button) {
    select(button);
  }
});
form.querySelector("[data-check]")?.addEventListener("click", (event) => {
  event.preventDefault();
  look();
});
prepare();
