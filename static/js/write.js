// Beside the writing box: keeps the words as they are typed, counts them, and says what becomes of them.
import { take } from "./writing/copies.js";
import { keeper, same, sendOthers } from "./writing/keeping.js";
import { counted, spoken } from "./writing/words.js";

const SLOW = 700;
const form = document.querySelector("form[data-write]");
const left = document.querySelector("[data-kept]");

if (form) {
  const box = form.elements.text;
  const line = form.querySelector("[data-said]");
  const trouble = form.querySelector("[data-trouble]");
  const panel = form.querySelector("[data-window]");
  const counter = form.querySelector("[data-count]");
  const submit = form.querySelector("[data-submit]");
  const origin = form.querySelector("[data-origin]");
  let savedAt = form.dataset.saved ?? "";
  let saving = 0;
  let leaving = false;

  // A page that is come back to shows what the server has.
  form.autocomplete = "off";

  function tell(answer) {
    clearTimeout(saving);
    if (answer.state === "saving") {
      saving = setTimeout(() => write("Saving …"), SLOW);
      return;
    }
    savedAt = answer.at ?? savedAt;
    const said = spoken(answer, savedAt);
    write(said.line, answer.state !== "kept");
    notice(said, answer);
    if (answer.state === "window") {
      panel.innerHTML = answer.panel;
    }
  }

  function write(words, isBad = false) {
    line.classList.toggle("not", isBad);
    if (line.textContent !== words) {
      line.textContent = words;
    }
  }

  function notice({ title, text, link, signIn }, { state }) {
    trouble.hidden = !title;
    trouble.className = `ban ${state === "signed_out" ? "info" : state === "offline" ? "grey" : "warn"}`;
    const words = trouble.querySelector("p");
    words.replaceChildren();
    if (title) {
      const bold = document.createElement("b");
      bold.textContent = title;
      words.append(bold, ` ${text} `);
    }
    if (link) {
      words.append(anchor(...link));
    }
    if (signIn) {
      words.append(anchor("Sign in again in a new tab", form.dataset.signIn, "_blank"), ", then come back.");
    }
  }

  function anchor(words, address, target = "") {
    const made = document.createElement("a");
    made.href = address;
    made.target = target;
    made.rel = target ? "noopener" : "";
    made.textContent = words;
    return made;
  }

  function show() {
    const { said, problem } = counted(box.value);
    counter.textContent = problem ? `${said}. ${problem}` : said;
    counter.classList.toggle("bad", Boolean(problem));
    if (origin) {
      const { origin: begins } = origin.dataset;
      origin.hidden = begins ? !box.value.startsWith(begins) : !same(box.value, box.defaultValue);
    }
  }

  const keeping = keeper(form, box, tell);

  box.addEventListener("input", () => {
    leaving = false;
    delete form.dataset.leaving;
    show();
    if (keeping.isUnsent() && !line.classList.contains("not")) {
      write("");
    }
    keeping.typed();
  });
  box.addEventListener("blur", () => keeping.again());
  document.addEventListener("visibilitychange", () => keeping.again());
  window.addEventListener("pagehide", () => leaving || keeping.again());
  window.addEventListener("focus", () => keeping.again());
  window.addEventListener("online", () => keeping.again());

  form.addEventListener("submit", (event) => {
    if (keeping.isWorking()) {
      // What is under way would reach the server beside the form.
      event.preventDefault();
      form.dataset.leaving = "";
      keeping.settled().then(() => form.requestSubmit(event.submitter));
      return;
    }
    leaving = true;
    form.dataset.leaving = "";
    keeping.stop({ forget: event.submitter?.value === "discard" });
  });
  form.querySelector("a[data-leave]")?.addEventListener("click", () => {
    leaving = true;
    keeping.stop({ forget: true });
  });
  panel.addEventListener("click", (event) => {
    const { choose } = event.target.dataset;
    if (choose) {
      panel.replaceChildren();
      write("");
      keeping.choose(choose);
      box.focus();
      show();
    }
  });
  document.querySelector("form[data-sign-out]")?.addEventListener("submit", (event) => {
    if (keeping.isUnsent() && !window.confirm("Some of your words are not saved yet. Sign out and lose them?")) {
      event.preventDefault();
    } else {
      leaving = true;
      keeping.stop({ forget: true });
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && keeping.isLosing()) {
      event.preventDefault();
    }
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && submit) {
      event.preventDefault();
      if (window.confirm("Submit this commentary to the owner?")) {
        form.requestSubmit(submit);
      }
    }
  });

  if (keeping.restore()) {
    write("");
    notice(
      { title: "These words were kept in this browser.", text: "The portal had not got them. They are being saved now." },
      { state: "offline" },
    );
    keeping.keep();
  } else if (box.value !== box.defaultValue || "dirty" in form.dataset) {
    keeping.keep();
  }
  show();
  sendOthers(form.dataset.who, form.dataset.draft);
} else if (left) {
  const copy = take(left.dataset.who, left.dataset.draft);
  sendOthers(left.dataset.who, "").then(() => {
    // Where they were saved after all, there is nothing to show.
    if (copy && take(left.dataset.who, left.dataset.draft)) {
      left.hidden = false;
      left.querySelector("[data-kept-text]").textContent = copy.text;
    }
  });
}
