// Beside people who are behind: the button says how many of them are ticked.
for (const button of document.querySelectorAll("[data-remind]")) {
  const boxes = [...button.form.elements].filter((each) => each.name === "remind");
  const show = () => {
    const people = new Set(boxes.filter((each) => each.checked).map((each) => each.value.split("-")[1])).size;
    button.textContent = people ? `Remind ${people} ${people === 1 ? "person" : "people"}` : "Remind who is ticked";
  };
  for (const box of boxes) {
    box.addEventListener("change", show);
  }
  show();
}
