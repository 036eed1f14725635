// Beside the writing box: counts the words, says when they are not saved, and asks before they would be lost.
const form = document.querySelector("form[data-write]");
const box = form?.querySelector("textarea");

if (box) {
  const counter = form.querySelector("[data-count]");
  const notice = form.querySelector("[data-unsaved]");
  const submit = form.querySelector("[data-submit]");
  const saved = form.hasAttribute("data-dirty") ? null : box.value;
  let leaving = false;

  const isUnsaved = () => !leaving && box.value !== saved;

  const show = () => {
    const words = box.value.split(/\s+/).filter(Boolean).length;
    counter.textContent = `${words} ${words === 1 ? "word" : "words"}`;
    notice.textContent = isUnsaved() ? notice.dataset.words : "";
    notice.classList.toggle("not", isUnsaved());
  };

  box.addEventListener("input", show);
  form.addEventListener("submit", () => {
    leaving = true;
  });
  form.querySelector("[data-leave]")?.addEventListener("click", () => {
    leaving = true;
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      leaving = false;
    }
    show();
  });
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved()) {
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
  show();
}
