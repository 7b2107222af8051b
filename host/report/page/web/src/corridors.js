// One corridor, found by words; and the largest ones as a flow from left to right.
import { drawChart } from "./charts.js";
import { element, labelled, select } from "./dom.js";
import { bandText, placeChart, row } from "./places.js";
import { drawFlows } from "./flows.js";

const resultsShown = 12;

// Letters without accents, so that "cote" finds Côte d'Ivoire.
const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();

export function addCorridors(root, countries, corridors) {
  const last = corridors.years.length - 1;
  const order = corridors.fans
    .map((fan, corridor) => [fan[row.median][last] ?? 0, corridor])
    .sort((a, b) => b[0] - a[0])
    .map(([, corridor]) => corridor);
  const wordsOf = (corridor) =>
    `${countries.names[corridors.from[corridor]]} → ${countries.names[corridors.to[corridor]]}`;
  const keys = corridors.fans.map((_, corridor) => {
    const ends = [corridors.from[corridor], corridors.to[corridor]];
    return plain(ends.map((end) => `${countries.names[end]} ${countries.codes[end]}`).join(" "));
  });
  const place = element("div", {});
  const words = element("p", { id: "corridor-words", "aria-live": "polite" });
  const show = (corridor) => {
    const fan = corridors.fans[corridor];
    words.textContent =
      `${wordsOf(corridor)} in ${corridors.years[last]}: ` + `${bandText(fan, last)}.`;
    place.replaceChildren(
      drawChart(
        placeChart(
          "corridor-chart",
          wordsOf(corridor),
          corridors.years,
          fan,
          countries.record_years,
          corridors.before?.[corridor],
        ),
      ),
    );
  };
  const results = element("ul", { class: "results", "aria-label": "Corridors found" });
  const search = element("input", {
    type: "search",
    id: "corridor-search",
    placeholder: "for example: syria turkiye, or MEX USA",
    autocomplete: "off",
  });
  const find = () => {
    const asked = plain(search.value).split(/\s+/).filter(Boolean);
    const found = order.filter((corridor) => asked.every((word) => keys[corridor].includes(word)));
    results.replaceChildren(
      ...found
        .slice(0, resultsShown)
        .map((corridor) =>
          element(
            "li",
            {},
            element("button", { type: "button", onclick: () => show(corridor) }, wordsOf(corridor)),
          ),
        ),
    );
    if (!found.length) results.append(element("li", {}, "No corridor of the page has these words."));
    else if (found.length > resultsShown) {
      results.append(element("li", {}, `and ${found.length - resultsShown} more`));
    }
    return found;
  };
  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const [first] = find();
    if (first !== undefined) show(first);
  });
  const flows = element("div", { id: "flows" });
  const yearBox = select(
    corridors.years.map((value) => [value, value]),
    corridors.years[last],
    () => draw(),
  );
  const draw = () =>
    drawFlows(flows, countries, corridors, order, corridors.years.indexOf(Number(yearBox.value)));
  root.append(
    labelled("Find a corridor: words or codes of both ends", search),
    results,
    words,
    place,
    element("h3", {}, "The largest corridors together"),
    labelled("in", yearBox),
    flows,
  );
  find();
  show(order[0]);
  draw();
  let width = flows.clientWidth;
  addEventListener("resize", () => {
    if (flows.clientWidth === width) return;
    width = flows.clientWidth;
    draw();
  });
}
