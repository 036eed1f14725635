// Draws the line charts of a page over the pictures that the server made. Those stay for paper and for no script.
import { endLabels, labelsWidth, latestLabel } from "./chart/labels.js";
import { bands, cursor } from "./chart/lines.js";
import { NARROW, SHAPES, colour, family } from "./chart/look.js";
import { offerPicture } from "./chart/picture.js";
import { reader } from "./chart/reading.js";

const MANY = 26;
// Of a point, a signal, the latest point and the latest one where it is a signal.
const SIZES = [4.5, 7, 7, 10];
const SIZES_OF_MANY = [2.5, 4.5, 6, 8];

function points(data) {
  const sizes = data.values.length > MANY ? SIZES_OF_MANY : SIZES;
  const shapes = data.shapes.map((shape) => SHAPES[shape]);
  const radius = data.shapes.map(
    (shape, place) => sizes[(place === data.latest ? 2 : 0) + (shape ? 1 : 0)] * SHAPES[shape].size,
  );
  return {
    data: data.values,
    borderColor: colour("control"),
    borderWidth: 2,
    pointBackgroundColor: shapes.map((shape) => colour(shape.colour)),
    pointBorderColor: colour("white"),
    pointBorderWidth: data.values.length > MANY ? 0 : 1,
    pointStyle: shapes.map((shape) => shape.pointStyle),
    pointRadius: radius,
    pointHoverRadius: radius.map((size) => size + 2),
    pointHoverBorderColor: colour("navy"),
    pointHoverBorderWidth: 2,
    spanGaps: false,
    clip: false, // a point on the edge is drawn whole
    order: 0,
  };
}

function datasets(data) {
  const sets = [points(data)];
  const line = { pointRadius: 0, pointHoverRadius: 0, clip: false };
  for (const { value, dash } of data.levels) {
    const level = data.labels.map(() => value);
    sets.push({ ...line, data: level, borderColor: colour("secondary"), borderWidth: 1.25, borderDash: dash, order: 3 });
  }
  if (data.target) {
    const { values, dash } = data.target;
    const isPoint = values.filter((value) => value !== null).length === 1;
    sets.push({
      ...line,
      data: values,
      borderColor: colour("text"),
      backgroundColor: colour("text"),
      borderWidth: 2,
      borderDash: dash,
      pointRadius: isPoint ? 5 : 0,
      order: 2,
    });
  }
  return sets;
}

function scales({ axis }) {
  const ticks = { font: { size: 14, family }, color: colour("secondary") };
  return {
    y: {
      min: axis.low,
      max: axis.high,
      title: { display: true, align: "end", text: axis.title, color: colour("secondary"), font: ticks.font },
      grid: { color: colour("group") },
      border: { display: false },
      afterBuildTicks: (scale) => {
        scale.ticks = axis.ticks.map(({ value }) => ({ value }));
      },
      ticks: { ...ticks, callback: (_, place) => axis.ticks[place]?.label, autoSkip: false },
    },
    x: {
      grid: { display: false },
      border: { color: colour("control") },
      ticks: { ...ticks, maxRotation: 0, autoSkip: true, autoSkipPadding: 14 },
    },
  };
}

function draw(figure) {
  const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const canvas = figure.querySelector("canvas");
  const room = labelsWidth(data);
  const reading = reader(figure, data);
  canvas.hidden = false;
  figure.classList.add("live");
  const chart = new window.Chart(canvas, {
    type: "line",
    data: { labels: data.labels, datasets: datasets(data) },
    plugins: [bands, cursor, endLabels, latestLabel, { id: "reader", afterLayout: reading.fit }],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: ({ chart: { width } }) => ({ top: 22, right: width >= NARROW ? room : 12 }) },
      interaction: { mode: "nearest", axis: "x", intersect: false },
      onHover: (_, [active]) => active && reading.pointedAt(active.index),
      plugins: {
        legend: { display: false },
        bands: { data },
        endLabels: { data },
        latestLabel: { data },
        tooltip: {
          animation: false,
          displayColors: false,
          backgroundColor: colour("navy"),
          padding: 10,
          caretPadding: 8,
          bodyFont: { size: 14, family },
          titleFont: { size: 14, family },
          filter: ({ datasetIndex, dataIndex }) => datasetIndex === 0 && data.values[dataIndex] !== null,
          callbacks: {
            title: ([point]) => (point ? data.months[point.dataIndex] : ""),
            label: ({ dataIndex }) => data.words[dataIndex],
          },
        },
      },
      scales: scales(data),
    },
  });
  reading.for(chart);
  offerPicture(figure, chart);
}

if (window.Chart) document.querySelectorAll("figure[data-chart]").forEach(draw);
