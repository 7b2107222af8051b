// Fan charts: the same form as host/report/page/fan_chart.cpp gives them, drawn for places that
// the reader chooses; and the cursor that reads any of them off.
import { csvButton } from "./csv.js";
import { element, svgElement } from "./dom.js";
import { numberText, timeText } from "./format.js";

export const levels = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
const median = 3;
// Which says how to read it, for all.
const firstChart = "world-chart";

function niceStep(low, high, count) {
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * ([1, 2, 2.5, 5].find((factor) => factor * power >= raw * (1 - 1e-9)) ?? 10);
}

function roundTicks(low, high, count) {
  const step = niceStep(low, high, count);
  const ticks = [];
  const last = Math.ceil(high / step - 1e-9);
  for (let i = Math.floor(low / step + 1e-9); i <= last; ++i) ticks.push(i * step);
  return ticks;
}

// With as many decimals as the step between ticks has: 1 for 2.5.
function decimalsOf(step) {
  let decimals = 0;
  for (let scaled = step; decimals < 12; scaled *= 10) {
    if (Math.abs(scaled - Math.round(scaled)) <= 1e-6 * scaled) break;
    ++decimals;
  }
  return decimals;
}

const isNumber = (value) => value !== null && value !== undefined;

function scalesOf(chart) {
  const xs = [...chart.x, ...chart.lines.flatMap((line) => line.x)];
  const ys = [...chart.q.flat(), ...chart.lines.flatMap((line) => line.y)].filter(isNumber);
  const x = [Math.min(...xs), Math.max(...xs)];
  const ticks = roundTicks(Math.min(0, ...ys), Math.max(...ys, 1e-12), 5);
  const y = [ticks[0], ticks.at(-1)];
  return { x, y, ticks };
}

function drawing(chart, { x, y }) {
  const left = (value) => (100 * (value - x[0])) / (x[1] - x[0]);
  const top = (value) => (100 * (y[1] - value)) / (y[1] - y[0]);
  const point = (at, value) => `${left(at).toFixed(2)},${top(value).toFixed(2)}`;
  const path = (form, d) => svgElement("path", { class: form, d });
  const lineOf = (xs, ys) => {
    let text = "";
    let open = false;
    xs.forEach((at, i) => {
      if (isNumber(ys[i])) text += (open ? "L" : "M") + point(at, ys[i]);
      open = isNumber(ys[i]);
    });
    return text;
  };
  const band = (low, high) => {
    const there = chart.x.map((_, i) => i).filter((i) => isNumber(chart.q[i][low]));
    const upper = there.map((i) => point(chart.x[i], chart.q[i][high]));
    const lower = there.map((i) => point(chart.x[i], chart.q[i][low])).reverse();
    return there.length ? `M${[...upper, ...lower].join("L")}Z` : "";
  };
  const svg = svgElement("svg", {
    viewBox: "0 0 100 100",
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  svg.append(path("b95", band(0, 6)), path("b80", band(1, 5)), path("b50", band(2, 4)));
  svg.append(path("median", lineOf(chart.x, chart.q.map((at) => at[median]))));
  for (const line of chart.lines) svg.append(path(line.form, lineOf(line.x, line.y)));
  if (isNumber(chart.cut)) svg.append(path("cut", `M${left(chart.cut)},0L${left(chart.cut)},100`));
  return { svg, left, top };
}

function legend(chart) {
  const entries = [
    ["median", "median: half of the draws are below"],
    ["b50", "5 of 10 draws"],
    ["b80", "8 of 10 draws"],
    ["b95", "19 of 20 draws"],
    ...chart.lines.map((line) => [line.form, line.label]),
  ];
  if (isNumber(chart.cut)) entries.push(["cut", chart.cut_words]);
  return element(
    "ul",
    { class: "legend" },
    ...entries.map(([form, words]) => element("li", {}, element("b", { class: form }), words)),
  );
}

// A figure of a chart as chart_as_json gives it.
export function drawChart(chart) {
  const scales = scalesOf(chart);
  const { svg, left, top } = drawing(chart, scales);
  const step = (scales.ticks[1] - scales.ticks[0]) * chart.scale;
  const decimals = decimalsOf(step);
  const area = element("div", { class: "chart", role: "img", "aria-label": chart.title });
  for (const tick of scales.ticks) {
    area.append(
      element(
        "i",
        { class: "y", style: `top:${top(tick)}%` },
        element("span", {}, numberText(tick * chart.scale, decimals)),
      ),
    );
  }
  for (const tick of roundTicks(...scales.x, 7)) {
    if (tick < scales.x[0] || tick > scales.x[1] || tick !== Math.floor(tick)) continue;
    area.append(
      element("i", { class: "x", style: `left:${left(tick)}%` }, element("span", {}, String(tick))),
    );
  }
  area.append(svg);
  const figure = element(
    "figure",
    { class: "fan", id: chart.id, "data-x": scales.x.join(" "), "data-y": scales.y.join(" ") },
    element("figcaption", {}, chart.title),
    element("p", { class: "unit" }, chart.unit),
    area,
    legend(chart),
  );
  attachChart(figure, chart);
  return figure;
}

function readout(chart, i) {
  const [b95l, b80l, , middle, , b80h, b95h] = chart.q[i];
  const spread = Math.abs(b95h ?? middle ?? 0) * chart.scale;
  const decimals = spread >= 1000 ? 0 : spread >= 100 ? 1 : spread >= 1 ? 2 : 3;
  const text = (value) =>
    isNumber(value)
      ? numberText(value * chart.scale, chart.scale === 1 && spread >= 20 ? 0 : decimals)
      : "—";
  let words =
    `${timeText(chart.x[i])}: median ${text(middle)}; 80 % band ${text(b80l)} to ${text(b80h)}; ` +
    `95 % band ${text(b95l)} to ${text(b95h)}`;
  for (const line of chart.lines) {
    const at = line.x.indexOf(chart.x[i]);
    if (at >= 0 && line.form !== "path") words += `; ${line.label}: ${text(line.y[at])}`;
  }
  return `${words} (${chart.unit})`;
}

function csvRows(chart) {
  const head = ["time", ...levels.map((level) => `quantile_${level}`)];
  const rows = chart.x.map((x, i) => [timeText(x), ...chart.q[i]]);
  const extra = chart.lines.flatMap((line) =>
    line.x.map((x, i) => [timeText(x), ...Array(levels.length).fill(""), line.label, line.y[i]]),
  );
  return [[...head, "line", "value"], ...rows, ...extra];
}

// A cursor by pointer and arrow keys, and a button for the numbers.
export function attachChart(figure, chart) {
  const area = figure.querySelector(".chart");
  const [low, high] = figure.dataset.x.split(" ").map(Number);
  const cursor = element("i", { class: "cursor", hidden: "" });
  const words = element("p", { class: "readout", "aria-live": "polite" });
  const hint = "Point at the chart, or use the arrow keys, to read it off.";
  area.title = hint;
  if (figure.id === firstChart) words.textContent = hint;
  area.append(cursor);
  area.after(words);
  figure.append(csvButton(chart.id, () => csvRows(chart)));
  area.tabIndex = 0;
  area.setAttribute("role", "group");
  let at = chart.x.length - 1;
  const show = (i) => {
    at = Math.max(0, Math.min(chart.x.length - 1, i));
    cursor.hidden = false;
    cursor.style.left = `${(100 * (chart.x[at] - low)) / (high - low)}%`;
    words.textContent = readout(chart, at);
  };
  area.addEventListener("pointermove", (event) => {
    const box = area.getBoundingClientRect();
    const x = low + ((event.clientX - box.left) / box.width) * (high - low);
    let nearest = 0;
    chart.x.forEach((value, i) => {
      if (Math.abs(value - x) < Math.abs(chart.x[nearest] - x)) nearest = i;
    });
    show(nearest);
  });
  area.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -at, End: chart.x.length - 1 - at };
    if (!(event.key in steps)) return;
    event.preventDefault();
    show(at + steps[event.key]);
  });
  area.addEventListener("focus", () => show(at));
}
