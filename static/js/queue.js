// Single keys for the owner's queue. They act only outside fields, and can be switched off.
const panel = document.querySelector("[data-keys]");
const dialog = panel.querySelector("dialog");
const state = panel.querySelector("[data-keys-state]");
const change = panel.querySelector("[data-keys-switch]");
const STORED = "queue-keys";

// A second press must not sign the next commentary before it can have been read.
const PAUSE = 700;
let ready = false;
let busy = false;

const remembered = () => {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
};

let on = remembered() !== "off";

const show = () => {
  state.textContent = on ? state.dataset.on : state.dataset.off;
  change.textContent = on ? change.dataset.on : change.dataset.off;
  document.querySelectorAll(".kb").forEach((key) => {
    key.hidden = !on;
  });
};

const press = (key) => {
  const button = document.querySelector(`button[data-key="${key}"]`);
  if (button && !busy) {
    busy = true;
    button.form.requestSubmit(button);
  }
};

const unfold = (key) => {
  const part = document.querySelector(`details[data-key="${key}"]`);
  if (part) {
    part.open = true;
    part.querySelector("input:checked, textarea").focus();
  }
};

const actions = {
  a: () => ready && press("a"),
  j: () => press("j"),
  k: () => press("k"),
  r: () => unfold("r"),
  q: () => unfold("q"),
  "?": () => dialog.showModal(),
};

document.addEventListener("keydown", (event) => {
  const action = actions[event.key.toLowerCase()];
  const elsewhere = event.target.closest("input, textarea, select, [contenteditable], dialog");
  if (!on || !action || elsewhere || event.repeat || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  event.preventDefault();
  action();
});

change.addEventListener("click", () => {
  on = !on;
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing still switches them for this page.
  }
  show();
});

window.addEventListener("pageshow", () => {
  busy = false;
  ready = false;
  setTimeout(() => {
    ready = true;
    panel.dataset.keys = "ready";
  }, PAUSE);
});

panel.hidden = false;
show();
