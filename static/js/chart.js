// Draws the line charts of a page over the pictures that the server made. Those stay for paper and for no script.
const NARROW = 560;
const LINE_HEIGHT = 17;

const style = getComputedStyle(document.documentElement);
const colour = (name) => style.getPropertyValue(`--${name}`).trim();
const font = (size, weight = "normal") => `${weight} ${size}px ${style.getPropertyValue("--font").trim()}`;

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
function labelsWidth(data) {
  const context = document.createElement("canvas").getContext("2d");
  const width = (label, weight) => {
    context.font = font(14, weight);
    return context.measureText(label).width;
  };
  const widths = data.levels.map(({ label }) => width(label, "normal"));
  if (data.target) widths.push(width(data.target.label, "bold"));
  return widths.length ? Math.ceil(Math.max(...widths)) + 18 : 12;
}

/** What each benchmark and the target is, in words at the end of its line. */
const endLabels = {
  id: "endLabels",
  afterDatasetsDraw(chart, _, { data }) {
    if (chart.width < NARROW) return;
    const { ctx, chartArea, scales } = chart;
    const place = (value) => scales.y.getPixelForValue(value);
    const labels = data.levels.map(({ label, value }) => ({ label, y: place(value) }));
    if (data.target && data.target.values.at(-1) !== null) {
      labels.push({ label: data.target.label, y: place(data.target.values.at(-1)), target: true });
    }
    pushApart(labels, chartArea.bottom);
    ctx.save();
    ctx.textBaseline = "middle";
    for (const { label, y, at, target } of labels) {
      ctx.strokeStyle = colour("rule-strong");
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(chartArea.right + 1, y);
      ctx.lineTo(chartArea.right + 10, at);
      ctx.stroke();
      ctx.font = font(14, target ? "bold" : "normal");
      ctx.fillStyle = colour(target ? "text" : "secondary");
      ctx.fillText(label, chartArea.right + 14, at);
    }
    ctx.restore();
  },
};

/** A height for the label that ends before the latest point, above or below all points it reaches over. */
function clearOfLine({ ctx, chartArea, scales }, data, x, y) {
  const step = scales.x.getPixelForValue(1) - scales.x.getPixelForValue(0);
  const reach = x - 13 - ctx.measureText(data.latestLabel).width - step;
  const beside = data.values
    .filter((value, place) => value !== null && scales.x.getPixelForValue(place) >= reach)
    .map((value) => scales.y.getPixelForValue(value));
  const above = Math.min(...beside) - 18;
  const below = Math.max(...beside) + 18;
  if (below > chartArea.bottom - 8) return above;
  return above < chartArea.top || below - y < y - above ? below : above;
}

/** The latest figure beside its point, readable where it crosses a line. */
const latestLabel = {
  id: "latestLabel",
  afterDatasetsDraw(chart, _, { data }) {
    if (!data.latestLabel) return;
    const { ctx, chartArea, scales } = chart;
    const x = scales.x.getPixelForValue(data.latest);
    const y = scales.y.getPixelForValue(data.values[data.latest]);
    ctx.save();
    ctx.font = font(16, "bold");
    const end = x + 13 + ctx.measureText(data.latestLabel).width;
    const isLeft = x > chartArea.left + (chartArea.right - chartArea.left) * 0.6 || end > chart.width;
    ctx.textBaseline = "middle";
    ctx.textAlign = isLeft ? "right" : "left";
    ctx.lineJoin = "round";
    ctx.lineWidth = 4;
    ctx.strokeStyle = colour("white");
    ctx.fillStyle = colour("text");
    const at = [data.latestLabel, x + (isLeft ? -13 : 13), isLeft ? clearOfLine(chart, data, x, y) : y];
    ctx.strokeText(...at);
    ctx.fillText(...at);
    ctx.restore();
  },
};

function datasets(data) {
  const many = data.values.length > 26;
  const radius = data.values.map((_, place) => (place === data.latest ? 7 : many ? 2.5 : 5));
  const sets = [
    {
      data: data.values,
      borderColor: colour("control"),
      borderWidth: 2,
      pointBackgroundColor: colour("control"),
      pointBorderColor: colour("white"),
      pointBorderWidth: many ? 0 : 1,
      pointRadius: radius,
      pointHoverRadius: radius,
      spanGaps: false,
      clip: false, // a point on the edge is drawn whole
      order: 0,
    },
  ];
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
  const ticks = { font: { size: 14, family: style.getPropertyValue("--font").trim() }, color: colour("secondary") };
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
  canvas.hidden = false;
  figure.classList.add("live");
  new window.Chart(canvas, {
    type: "line",
    data: { labels: data.labels, datasets: datasets(data) },
    plugins: [endLabels, latestLabel],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: ({ chart }) => ({ top: 22, right: chart.width >= NARROW ? room : 12 }) },
      interaction: { mode: "nearest", axis: "x", intersect: false },
      plugins: {
        legend: { display: false },
        endLabels: { data },
        latestLabel: { data },
        tooltip: {
          animation: false,
          displayColors: false,
          filter: ({ datasetIndex, dataIndex }) => datasetIndex === 0 && data.values[dataIndex] !== null,
          callbacks: {
            title: ([point]) => (point ? data.months[point.dataIndex] : ""),
            label: ({ dataIndex }) => data.texts[dataIndex],
          },
        },
      },
      scales: scales(data),
    },
  });
}

if (window.Chart) document.querySelectorAll("figure[data-chart]").forEach(draw);
