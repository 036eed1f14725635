// Reads a chart month by month: by the arrow keys or a finger on the range below it, or by pointing at it.

/** The range under the months and the line that says what the chosen one is. */
export function reader(figure, data) {
  const range = figure.querySelector(".reader input");
  const line = figure.querySelector(".reader .read");
  let chart;

  function say(place) {
    range.value = place;
    range.setAttribute("aria-valuetext", data.months[place]);
    line.textContent = data.sentences[place];
  }

  range.addEventListener("input", () => {
    const place = Number(range.value);
    say(place);
    const active = data.values[place] === null ? [] : [{ datasetIndex: 0, index: place }];
    chart.setActiveElements(active);
    chart.tooltip.setActiveElements(active, { x: 0, y: 0 });
    chart.update("none");
  });
  range.setAttribute("aria-valuetext", data.months[data.latest]);

  return {
    for: (made) => {
      chart = made;
    },
    pointedAt: (place) => {
      if (place < data.values.length) say(place);
    },
    /** The range's thumb runs under the points. */
    fit: ({ scales }) => {
      const thumb = 16;
      const [first, last] = [scales.x.getPixelForValue(0), scales.x.getPixelForValue(data.latest)];
      range.style.marginLeft = `${first - thumb / 2}px`;
      range.style.width = `${Math.max(last - first, 24) + thumb}px`;
    },
  };
}
