// The world coloured by one number a country, and the largest corridors as arcs.
import { geoCentroid, geoEqualEarth, geoGraticule10, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import atlas from "world-atlas/countries-110m.json";
import { element, labelled, select, svgElement } from "./dom.js";
import { numberText, perCent } from "./format.js";
import { row } from "./places.js";

// Of ColorBrewer (YlGnBu and PuOr), told apart by people who do not see all colours.
const rising = ["#ffffd9", "#d6efb3", "#9bd8b8", "#41b6c4", "#1d80b4", "#24429a", "#0b1f5c"];
const either = ["#b35806", "#f1a340", "#fee0b6", "#f7f7f7", "#d8daeb", "#998ec3", "#542788"];
const arcsShown = 30;

const persons = (value) => numberText(value);
const signed = (value) => (value > 0 ? "+" : "") + perCent(value);

// `value(data, country, year)` of a measure, and where its colours change.
const measures = {
  immigrants: {
    words: "Immigrants (median)",
    value: ({ countries }, country, at) => countries.immigrants[country][row.median][at.year],
    limits: [1e4, 1e5, 5e5, 2e6, 5e6, 1.5e7],
    text: persons,
  },
  emigrants: {
    words: "Emigrants (median)",
    value: ({ countries }, country, at) => countries.emigrants[country][row.median][at.year],
    limits: [1e4, 1e5, 5e5, 2e6, 5e6, 1.5e7],
    text: persons,
  },
  share: {
    words: "Immigrants (median) by population (mean)",
    value: ({ countries, map }, country, at) => {
      const people = map.population[at.step][country];
      const immigrants = countries.immigrants[country][row.median][at.year];
      return people && immigrants !== null ? immigrants / people : null;
    },
    limits: [0.01, 0.03, 0.06, 0.1, 0.2, 0.4],
    text: perCent,
  },
  change: {
    words: "Change of immigrants since the first year (medians)",
    value: ({ countries }, country, at) => {
      const fan = countries.immigrants[country][row.median];
      return fan[0] > 0 && fan[at.year] !== null ? fan[at.year] / fan[0] - 1 : null;
    },
    limits: [-0.5, -0.25, -0.05, 0.05, 0.5, 1],
    text: signed,
    colours: either,
  },
  displaced: {
    words: "Displaced abroad from there, end of year (mean)",
    value: ({ map }, country, at) => map.displaced[at.step][country],
    limits: [1e3, 1e4, 1e5, 5e5, 1e6, 3e6],
    text: persons,
  },
  war: {
    words: "Chance of war: 1,000 deaths or more in the year",
    value: ({ map }, country, at) => map.war[at.step][country],
    limits: [0.002, 0.01, 0.03, 0.1, 0.3, 0.6],
    text: perCent,
  },
};

function legendOf(measure) {
  const colours = measure.colours ?? rising;
  const { limits, text } = measure;
  return element(
    "ul",
    { class: "legend" },
    ...colours.map((colour, k) =>
      element(
        "li",
        {},
        element("b", { class: "patch", style: `background:${colour}` }),
        k === 0
          ? `below ${text(limits[0])}`
          : k === limits.length
            ? `${text(limits[k - 1])} or more`
            : `${text(limits[k - 1])} to ${text(limits[k])}`,
      ),
    ),
    element("li", {}, element("b", { class: "patch none" }), "not known"),
  );
}

// Drawn on the map and not on the globe, where the shortest way often leaves the map at its edge.
function bow([x0, y0], [x1, y1]) {
  const bend = 0.18;
  const x = (x0 + x1) / 2 + bend * (y1 - y0);
  const y = (y0 + y1) / 2 - bend * Math.abs(x1 - x0);
  const place = (...numbers) => numbers.map((number) => number.toFixed(1)).join(",");
  return `M${place(x0, y0)}Q${place(x, y)} ${place(x1, y1)}`;
}

// An arc with a dot at its destination for each of the largest corridors.
function arcsOf(data, at, centres) {
  const { corridors } = data;
  const i = corridors.years.indexOf(at.number);
  if (i < 0) return [];
  const value = (corridor) => corridors.fans[corridor][row.median][i] ?? 0;
  const largest = corridors.fans
    .map((_, corridor) => corridor)
    .filter((c) => centres.has(corridors.from[c]) && centres.has(corridors.to[c]))
    .sort((a, b) => value(b) - value(a))
    .slice(0, arcsShown);
  const most = value(largest[0]) || 1;
  return largest.map((corridor) => {
    const ends = [corridors.from[corridor], corridors.to[corridor]];
    const [from, to] = ends.map((end) => centres.get(end));
    const arc = svgElement("g", { class: "arc" });
    const names = ends.map((end) => data.countries.names[end]).join(" → ");
    arc.append(
      svgElement("title", {}, `${names}: ${numberText(value(corridor))} (median)`),
      svgElement("path", {
        d: bow(from, to),
        "stroke-width": 0.7 + 4 * Math.sqrt(value(corridor) / most),
      }),
      svgElement("circle", { cx: to[0], cy: to[1], r: 3 }),
    );
    return arc;
  });
}

export function addMap(root, data) {
  const { map, countries } = data;
  const shapes = feature(atlas, atlas.objects.countries).features;
  const byNumber = new Map(map.m49.map((number, country) => [number, country]));
  const width = 960;
  const height = 470;
  const projection = geoEqualEarth().fitSize([width, height], { type: "Sphere" });
  const path = geoPath(projection);
  const svg = svgElement("svg", { viewBox: `0 0 ${width} ${height}`, class: "map", role: "img" });
  svg.append(
    svgElement("path", { class: "sea", d: path({ type: "Sphere" }) }),
    svgElement("path", { class: "lines", d: path(geoGraticule10()) }),
  );
  const state = { measure: "immigrants", step: map.years.length - 1, arcs: false };
  const words = element("p", { class: "readout", id: "map-words", "aria-live": "polite" });
  const at = () => {
    const number = map.years[state.step];
    return { step: state.step, number, year: countries.years.indexOf(number) };
  };
  const drawn = [];
  // On the map, by country.
  const centres = new Map();
  for (const shape of shapes) {
    const country = byNumber.get(Number(shape.id));
    const one = svgElement("path", { class: "land", d: path(shape) ?? "" });
    drawn.push([one, country]);
    if (country !== undefined) centres.set(country, projection(geoCentroid(shape)));
    one.addEventListener("pointerenter", () => {
      const measure = measures[state.measure];
      words.textContent =
        country === undefined
          ? `${shape.properties.name}: not in the tables`
          : `${countries.names[country]}, ${map.years[state.step]}: ` +
            `${measure.text(measure.value(data, country, at()))} (${measure.words})`;
    });
    svg.append(one);
  }
  const arcs = svgElement("g", {});
  svg.append(arcs);
  const legend = element("div", {});
  const show = () => {
    const measure = measures[state.measure];
    const colours = measure.colours ?? rising;
    const now = at();
    for (const [one, country] of drawn) {
      const value = country === undefined ? null : measure.value(data, country, now);
      const known = value !== null && value !== undefined && Number.isFinite(value);
      one.style.fill = known
        ? colours[measure.limits.filter((limit) => value >= limit).length]
        : "";
    }
    arcs.replaceChildren(...(state.arcs ? arcsOf(data, now, centres) : []));
    legend.replaceChildren(legendOf(measure));
    svg.setAttribute("aria-label", `${measure.words}, ${now.number}`);
    shownYear.textContent = String(now.number);
    words.textContent = `${measure.words}, ${now.number}. Point at a country for its number.`;
  };
  const slider = element("input", {
    type: "range",
    min: 0,
    max: map.years.length - 1,
    step: 1,
    value: state.step,
    oninput: () => {
      state.step = Number(slider.value);
      show();
    },
  });
  const shownYear = element("output", {});
  const arcBox = element("input", {
    type: "checkbox",
    onchange: () => {
      state.arcs = arcBox.checked;
      show();
    },
  });
  const options = Object.entries(measures).map(([key, { words: name }]) => [key, name]);
  const yearControl = labelled("Year", slider);
  yearControl.append(shownYear);
  root.append(
    labelled(
      "Show",
      select(options, state.measure, (value) => {
        state.measure = value;
        show();
      }),
    ),
    yearControl,
    labelled(`The ${arcsShown} largest corridors as arcs`, arcBox),
    svg,
    words,
    legend,
  );
  show();
}
