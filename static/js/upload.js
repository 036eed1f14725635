// Shows how much of a file is sent. Without it the same form is sent as it is.
const WORDS = {
  large: (name, most) => `${name} is larger than ${most} MB, which is all that is taken. It was not sent.`,
  sent: (percent) => `${percent}% sent.`,
  reading: "Sent. The file is being read…",
  cancelled: "Cancelled. Nothing was kept.",
  lost: "The connection broke off. Nothing was kept: send the file again.",
};

function start() {
  const form = document.querySelector("form[data-upload]");
  if (!form) {
    return;
  }
  const file = form.querySelector('input[type="file"]');
  const button = form.querySelector("button:not([type])");
  const place = form.querySelector("[data-sending]");
  const bar = place.querySelector("progress");
  const status = place.querySelector("[data-status]");
  const cancel = place.querySelector("[data-cancel]");
  const largest = Number(form.dataset.largest);

  const say = (text) => {
    place.hidden = false;
    status.textContent = text;
  };

  const stop = (text) => {
    bar.hidden = true;
    cancel.hidden = true;
    button.disabled = false;
    say(text);
  };

  form.addEventListener("submit", (event) => {
    const chosen = file.files[0];
    if (!chosen) {
      return;
    }
    event.preventDefault();
    if (chosen.size > largest) {
      stop(WORDS.large(chosen.name, largest / 1_000_000));
      file.focus();
      return;
    }
    send(form, { bar, cancel, button, say, stop });
  });
}

function send(form, { bar, cancel, button, say, stop }) {
  const request = new XMLHttpRequest();
  const address = form.action.split("#")[0];
  const abort = () => request.abort();

  bar.value = 0;
  bar.hidden = false;
  cancel.hidden = false;
  button.disabled = true;
  say(WORDS.sent(0));
  cancel.addEventListener("click", abort, { once: true });

  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) {
      bar.value = (100 * event.loaded) / event.total;
      say(WORDS.sent(Math.floor(bar.value)));
    }
  });
  request.upload.addEventListener("load", () => {
    cancel.hidden = true;
    bar.removeAttribute("value");
    say(WORDS.reading);
  });
  request.addEventListener("load", () => {
    cancel.removeEventListener("click", abort);
    if (request.status === 201) {
      window.location.assign(request.getResponseHeader("Location"));
    } else if (request.responseURL !== address) {
      window.location.assign(request.responseURL);
    } else {
      show(request.responseText);
    }
  });
  request.addEventListener("error", () => stop(WORDS.lost));
  request.addEventListener("abort", () => {
    stop(WORDS.cancelled);
    button.focus();
  });

  request.open("POST", address);
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  request.send(new FormData(form));
}

// The server's page in the place of this one: it says what is wrong, as it does without a script.
function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  const summary = document.querySelector(".govuk-error-summary") ?? document.querySelector("main");
  summary.tabIndex = -1;
  summary.focus();
  start();
}

start();
