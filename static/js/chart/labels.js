// The words at the ends of a chart's lines, and beside its latest point.
import { NARROW, SHAPES, colour, font } from "./look.js";

const LINE_HEIGHT = 17;

/** Moves the labels (sorted by y) apart until none is nearer to the next than a line's height. */
function pushApart(labels, bottom) {
  labels.sort((one, other) => one.y - other.y);
  for (const label of labels) label.at = label.y;
  for (let round = 0; round < 60; round += 1) {
    for (let below = 1; below < labels.length; below += 1) {
      const short = LINE_HEIGHT - (labels[below].at - labels[below - 1].at);
      if (short > 0) {
        labels[below].at += short / 2;
        labels[below - 1].at -= short / 2;
      }
    }
  }
  const over = labels.length ? Math.max(labels.at(-1).at - bottom, 0) : 0;
  for (const label of labels) label.at -= over;
}

/** The room that the labels at the right end need. */
export function labelsWidth(data) {
  const context = document.createElement("canvas").getContext("2d");
  const width = (label, weight) => {
    context.font = font(14, weight);
    return context.measureText(label).width;
  };
  const named = data.endsInside ? data.levels : [...data.levels, ...data.ends];
  const widths = named.map(({ label }) => width(label, "normal"));
  if (data.target) widths.push(width(data.target.label, "bold"));
  return widths.length ? Math.ceil(Math.max(...widths)) + 18 : 12;
}

/** Text that stays readable where it crosses a line. */
function write(ctx, text, x, y) {
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = colour("white");
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

/** What each benchmark, the target and, where they reach so far, mean and limits are. */
export const endLabels = {
  id: "endLabels",
  afterDatasetsDraw(chart, _, { data }) {
    if (chart.width < NARROW) return;
    const { ctx, chartArea, scales } = chart;
    const place = (value) => scales.y.getPixelForValue(value);
    const labels = data.levels.map(({ label, value }) => ({ label, y: place(value), ink: "secondary" }));
    if (!data.endsInside) {
      labels.push(...data.ends.map(({ label, value }) => ({ label, y: place(value), ink: "text" })));
    }
    if (data.target && data.target.values.at(-1) !== null) {
      labels.push({ label: data.target.label, y: place(data.target.values.at(-1)), ink: "text", weight: "bold" });
    }
    pushApart(labels, chartArea.bottom);
    ctx.save();
    ctx.textBaseline = "middle";
    for (const { label, y, at, ink, weight } of labels) {
      ctx.strokeStyle = colour("rule-strong");
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(chartArea.right + 1, y);
      ctx.lineTo(chartArea.right + 10, at);
      ctx.stroke();
      ctx.font = font(14, weight);
      ctx.fillStyle = colour(ink);
      ctx.fillText(label, chartArea.right + 14, at);
    }
    ctx.restore();
  },
};

/** Where on the screen each of the values is, null for a missing one. */
function spots({ x, y }, values) {
  return values.map((value, place) =>
    value === null ? null : { x: x.getPixelForValue(place), y: y.getPixelForValue(value) },
  );
}

/** The heights of a line's points from `left` to `right`, and where the line enters there. */
function heights(line, left, right) {
  const found = [];
  line.forEach((spot, place) => {
    const next = line[place + 1];
    if (spot && spot.x >= left && spot.x <= right) found.push(spot.y);
    if (spot && next && spot.x < left && next.x > left) {
      found.push(spot.y + ((next.y - spot.y) * (left - spot.x)) / (next.x - spot.x));
    }
  });
  return found;
}

/** A height for the label that ends before the latest point: clear of the line and of the target's. */
function clearOfLine({ ctx, chartArea, scales }, data, x, y) {
  const left = x - 21 - ctx.measureText(data.latestLabel).width;
  const beside = heights(spots(scales, data.values), left, x);
  const target = data.target ? heights(spots(scales, data.target.values), left, x) : [];
  const hitsTarget = (at) => target.some((height) => Math.abs(height - at) < 14);
  const above = Math.min(...beside) - 18;
  const below = Math.max(...beside) + 18;
  if (below > chartArea.bottom - 8) return above;
  if (above < chartArea.top || hitsTarget(above)) return below;
  return below - y < y - above && !hitsTarget(below) ? below : above;
}

/** Mean and limits where they end inside the frame; gives the height left for the latest figure. */
function inside({ ctx, width, chartArea, scales }, data, x, y) {
  if (!data.endsInside || width < NARROW) return y;
  const labels = data.ends.map(({ label, value }) => ({ label, y: scales.y.getPixelForValue(value) }));
  const latest = { y, latest: true };
  if (data.latestLabel) labels.push(latest);
  pushApart(labels, chartArea.bottom - 10);
  ctx.font = font(14);
  ctx.fillStyle = colour("text");
  ctx.textAlign = "left";
  for (const label of labels.filter((each) => !each.latest)) write(ctx, label.label, x + 20, label.at);
  return latest.at;
}

/** The latest figure beside its point. */
export const latestLabel = {
  id: "latestLabel",
  afterDatasetsDraw(chart, _, { data }) {
    const { ctx, chartArea, scales } = chart;
    const x = scales.x.getPixelForValue(data.latest);
    const value = data.values[data.latest];
    const y = scales.y.getPixelForValue(value ?? data.ends[0]?.value ?? 0);
    ctx.save();
    ctx.textBaseline = "middle";
    ctx.font = font(16, "bold");
    const isLate = x > chartArea.left + (chartArea.right - chartArea.left) * 0.6;
    const fits = (label) => x + 13 + ctx.measureText(label).width <= chart.width;
    // Where there is no room for the month the figure alone stands beside its point.
    const text = isLate || fits(data.latestLabel) ? data.latestLabel : data.latestLabel.split(" in ")[0];
    const isLeft = isLate || !fits(text);
    const beside = inside(chart, isLeft ? { ...data, latestLabel: "" } : data, x, y);
    ctx.font = font(16, "bold");
    ctx.textAlign = isLeft ? "right" : "left";
    const shape = data.shapes[data.latest];
    ctx.fillStyle = colour(shape ? SHAPES[shape].colour : "text");
    const at = isLeft ? clearOfLine(chart, data, x, y) : (beside ?? y);
    if (text) write(ctx, text, x + (isLeft ? -13 : 13), at);
    ctx.restore();
  },
};
