// One country: its bands, where its people come from and go to, the chance of passing a number.
import { drawChart } from "./charts.js";
import { csvButton } from "./csv.js";
import { element, labelled, select } from "./dom.js";
import { numberText } from "./format.js";
import { bandText, isThere, placeChart, row } from "./places.js";
import { thresholdBox } from "./thresholds.js";

const rowsShown = 15;

function otherEnds(corridors, here, there, country) {
  const found = [];
  corridors[here].forEach((index, corridor) => {
    if (index === country) found.push({ other: corridors[there][corridor], corridor });
  });
  return found;
}

function endsTable(data, corridors, ends, i, caption, id) {
  const median = ({ corridor }) => corridors.fans[corridor][row.median][i] ?? -1;
  const sorted = [...ends].sort((a, b) => median(b) - median(a));
  const shown = sorted.slice(0, rowsShown);
  const most = Math.max(1, ...shown.map(median));
  const body = element("tbody");
  for (const { other, corridor } of shown) {
    const fan = corridors.fans[corridor];
    body.append(
      element(
        "tr",
        {},
        element("th", { scope: "row", class: "w" }, data.names[other]),
        element("td", { class: "n" }, numberText(fan[row.median][i])),
        element("td", { class: "n" }, numberText(fan[row.error][i])),
        element("td", { class: "n" }, numberText(fan[row.low80][i])),
        element("td", { class: "n" }, numberText(fan[row.high80][i])),
        element(
          "td",
          { class: "bar", "aria-hidden": "true" },
          element("b", { style: `width:${(100 * Math.max(0, median({ corridor }))) / most}%` }),
        ),
      ),
    );
  }
  const head = ["country or area", "median", "± MC", "80 % from", "80 % to", ""];
  const table = element(
    "table",
    { id, "aria-labelledby": `${id}-caption` },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ...head.map((words, k) => element("th", { scope: "col", class: k ? "n" : false }, words)),
      ),
    ),
    body,
  );
  const rows = () => [
    ["country or area", "code", "median", "error", "q10", "q90"],
    ...sorted.map(({ other, corridor }) => {
      const fan = corridors.fans[corridor];
      return [
        data.names[other],
        data.codes[other],
        ...[row.median, row.error, row.low80, row.high80].map((k) => fan[k][i]),
      ];
    }),
  ];
  return element(
    "div",
    { class: "half" },
    element("p", { class: "caption", id: `${id}-caption` }, caption),
    shown.length
      ? element(
          "div",
          { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": `${id}-caption` },
          table,
        )
      : element("p", {}, "No corridor of the page."),
    csvButton(id, rows),
  );
}

export function addCountries(root, data, corridors) {
  const state = { country: Math.max(0, data.codes.indexOf("DEU")) };
  if (!data.immigrants[state.country]) state.country = 0;
  const charts = element("div", { class: "small" });
  const words = element("p", { id: "country-words", "aria-live": "polite" });
  const ends = element("div", { class: "halves" });
  const { box, tell } = thresholdBox(data, state);
  const yearBox = select(
    corridors.years.map((value) => [value, value]),
    corridors.years.at(-1),
    () => showEnds(),
  );
  const showEnds = () => {
    const i = corridors.years.indexOf(Number(yearBox.value));
    const name = data.names[state.country];
    ends.replaceChildren(
      endsTable(
        data,
        corridors,
        otherEnds(corridors, "to", "from", state.country),
        i,
        `Where immigrants in ${name} come from, ${yearBox.value}`,
        "from-table",
      ),
      endsTable(
        data,
        corridors,
        otherEnds(corridors, "from", "to", state.country),
        i,
        `Where emigrants from ${name} live, ${yearBox.value}`,
        "to-table",
      ),
    );
  };
  const show = () => {
    const { country } = state;
    const name = data.names[country];
    const one = (kind, title) =>
      placeChart(
        `${kind}-chart`,
        title,
        data.years,
        data[kind][country],
        data.record_years,
        data[`${kind}_before`]?.[country],
      );
    charts.replaceChildren();
    const parts = [];
    const last = data.years.length - 1;
    for (const [kind, title] of [
      ["immigrants", `Immigrants living in ${name}`],
      ["emigrants", `Emigrants from ${name}`],
    ]) {
      if (!isThere(data[kind][country][row.median][last])) continue;
      charts.append(drawChart(one(kind, title)));
      parts.push(`${kind} ${bandText(data[kind][country], last)}`);
    }
    words.textContent = `${name} in ${data.years[last]}: ${parts.join("; ")}.`;
    showEnds();
    tell();
  };
  const named = data.names
    .map((name, i) => [i, `${name} (${data.codes[i]})`])
    .sort((a, b) => a[1].localeCompare(b[1], "en"));
  const chooser = select(named, state.country, (value) => {
    state.country = Number(value);
    show();
  });
  chooser.id = "country-chooser";
  root.append(
    labelled("Country or area", chooser),
    words,
    charts,
    labelled("Where from and where to, in", yearBox),
    ends,
    box,
  );
  show();
}
