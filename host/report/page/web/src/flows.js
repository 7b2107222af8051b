// The largest corridors, origins on the left and destinations on the right, by their medians.
import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { element, svgElement } from "./dom.js";
import { numberText } from "./format.js";
import { row } from "./places.js";

const corridorsShown = 25;
const narrow = 560;

export function drawFlows(root, countries, corridors, order, year) {
  const shown = order
    .map((corridor) => ({ corridor, value: corridors.fans[corridor][row.median][year] ?? 0 }))
    .sort((a, b) => b.value - a.value)
    .slice(0, corridorsShown)
    .filter(({ value }) => value > 0);
  const width = Math.max(280, root.clientWidth || 700);
  const codesOnly = width < narrow;
  const nodes = new Map();
  const node = (side, country) => {
    const id = `${side}${country}`;
    if (!nodes.has(id)) nodes.set(id, { id, country, side });
    return id;
  };
  const links = shown.map(({ corridor, value }) => ({
    source: node("from", corridors.from[corridor]),
    target: node("to", corridors.to[corridor]),
    corridor,
    value,
  }));
  const room = codesOnly ? 44 : 170;
  const height = 620;
  const graph = sankey()
    .nodeId(({ id }) => id)
    .nodeWidth(10)
    .nodePadding(7)
    .extent([
      [room, 8],
      [width - room, height - 8],
    ])({ nodes: [...nodes.values()], links });
  const svg = svgElement("svg", {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    class: "flows",
    role: "img",
  });
  svg.append(
    svgElement("title", {}, `The ${shown.length} largest corridors, ${corridors.years[year]}`),
  );
  for (const link of graph.links) {
    const path = svgElement("path", {
      d: sankeyLinkHorizontal()(link),
      "stroke-width": Math.max(1, link.width),
    });
    const name = (end) => countries.names[end.country];
    path.append(
      svgElement(
        "title",
        {},
        `${name(link.source)} → ${name(link.target)}: ${numberText(link.value)} (median)`,
      ),
    );
    svg.append(path);
  }
  for (const one of graph.nodes) {
    svg.append(
      svgElement("rect", { x: one.x0, y: one.y0, width: 10, height: Math.max(1, one.y1 - one.y0) }),
    );
    const left = one.side === "from";
    const text = svgElement("text", {
      x: left ? one.x0 - 5 : one.x1 + 5,
      y: (one.y0 + one.y1) / 2 + 4,
      "text-anchor": left ? "end" : "start",
    });
    const words = countries.names[one.country];
    text.textContent = codesOnly
      ? countries.codes[one.country]
      : words.length > 24
        ? `${words.slice(0, 23)}…`
        : words;
    svg.append(text);
  }
  root.replaceChildren(
    svg,
    element(
      "p",
      { class: "note" },
      `The ${shown.length} largest corridors of ${corridors.years[year]}: left the origin, right ` +
        "the country of residence; the wider, the more people (median). Their bands stand in the " +
        "table and in the chart of each corridor.",
    ),
  );
}
