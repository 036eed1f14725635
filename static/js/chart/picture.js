// A chart as a picture to keep: what is on the screen, with its title above and its note below.
import { colour, font } from "./look.js";

const MARGIN = 24;

function lines(context, text, width) {
  const found = [];
  for (const word of text.split(" ")) {
    const longer = found.length ? `${found.at(-1)} ${word}` : word;
    if (found.length && context.measureText(longer).width <= width) found[found.length - 1] = longer;
    else found.push(word);
  }
  return found;
}

/** A canvas with white behind it: a picture without a background is black in some programs. */
function framed(canvas, { title, note }) {
  const scale = canvas.width / canvas.clientWidth;
  const width = canvas.clientWidth;
  const picture = document.createElement("canvas");
  const context = picture.getContext("2d");
  context.font = font(18, "bold");
  const head = lines(context, title, width);
  context.font = font(13);
  const foot = lines(context, note, width);
  const top = MARGIN + head.length * 24 + 12;
  const height = top + canvas.clientHeight + 12 + foot.length * 18 + MARGIN;
  picture.width = (width + 2 * MARGIN) * scale;
  picture.height = height * scale;
  context.scale(scale, scale);
  context.fillStyle = colour("white");
  context.fillRect(0, 0, width + 2 * MARGIN, height);
  context.textBaseline = "top";
  context.fillStyle = colour("text");
  context.font = font(18, "bold");
  head.forEach((line, place) => context.fillText(line, MARGIN, MARGIN + place * 24));
  context.drawImage(canvas, MARGIN, top, width, canvas.clientHeight);
  context.fillStyle = colour("secondary");
  context.font = font(13);
  foot.forEach((line, place) => context.fillText(line, MARGIN, top + canvas.clientHeight + 12 + place * 18));
  return picture;
}

/** The button for it stays hidden where no script runs. */
export function offerPicture(figure, chart) {
  const button = document.querySelector(`[data-picture-of="${figure.dataset.chart}"]`);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    chart.setActiveElements([]);
    chart.tooltip.setActiveElements([], { x: 0, y: 0 });
    chart.update("none"); // without the month that is being read
    framed(chart.canvas, button.dataset).toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = button.dataset.file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    }, "image/png");
  });
}
