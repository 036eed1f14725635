// Beside the findings of a file: asks before decisions that were not saved would be lost.
const form = document.querySelector("form#decisions");
let changed = false;

form.addEventListener("change", () => {
  changed = true;
});
form.addEventListener("submit", () => {
  changed = false;
});
window.addEventListener("beforeunload", (event) => {
  if (changed) {
    event.preventDefault();
  }
});
