// What lies under and beside a chart's points: limits and mean, marks of what happened, the month being read.
import { colour, font } from "./look.js";

const BEYOND = 0.4;

/** Where a place between two months is. */
function across({ chartArea, scales }, place) {
  const [first, second] = [scales.x.getPixelForValue(0), scales.x.getPixelForValue(1)];
  const step = Number.isFinite(second) && second > first ? second - first : 0;
  return Math.min(Math.max(first + place * step, chartArea.left), chartArea.right);
}

function rule(ctx, colourName, from, to, dash = []) {
  ctx.strokeStyle = colour(colourName);
  ctx.lineWidth = 1;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Each baseline has its own band; neighbours meet half way between their months. */
export const bands = {
  id: "bands",
  beforeDraw(chart, _, { data }) {
    const { ctx, scales } = chart;
    ctx.save();
    ctx.fillStyle = colour("band");
    for (const { first, last, lower, upper } of data.stretches) {
      if (lower === null || upper === null) continue;
      const [left, right] = ends(chart, data, first, last);
      const top = scales.y.getPixelForValue(upper);
      ctx.fillRect(left, top, right - left, scales.y.getPixelForValue(lower) - top);
    }
    ctx.restore();
  },
  beforeDatasetsDraw(chart, _, { data }) {
    const { ctx, chartArea, scales } = chart;
    ctx.save();
    for (const { first, last, mean, lower, upper } of data.stretches) {
      const [left, right] = ends(chart, data, first, last);
      for (const value of [lower, mean, upper].filter((each) => each !== null)) {
        const y = scales.y.getPixelForValue(value);
        rule(ctx, "control", [left, y], [right, y]);
      }
    }
    ctx.font = font(14, "bold");
    ctx.textAlign = "center";
    ctx.textBaseline = "bottom";
    ctx.fillStyle = colour("text");
    for (const { letter, place } of data.marks) {
      const x = across(chart, place - 0.5);
      rule(ctx, "text", [x, chartArea.top], [x, chartArea.bottom], [3, 3]);
      ctx.fillText(letter, x, chartArea.top - 4);
    }
    ctx.restore();
  },
};

function ends(chart, data, first, last) {
  const goesOn = last < data.values.length - 1;
  return [across(chart, first - 0.5), across(chart, last + (goesOn ? 0.5 : BEYOND))];
}

/** An upright line at the month being read. */
export const cursor = {
  id: "cursor",
  beforeDatasetsDraw(chart) {
    const [active] = chart.getActiveElements();
    if (!active) return;
    const { ctx, chartArea, scales } = chart;
    const x = scales.x.getPixelForValue(active.index);
    ctx.save();
    rule(ctx, "navy", [x, chartArea.top], [x, chartArea.bottom]);
    ctx.restore();
  },
};
