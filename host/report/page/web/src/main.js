// Adds to the page what needs script: reading charts off, choosing places, the map, CSV.
import { attachChart } from "./charts.js";
import { addCorridors } from "./corridors.js";
import { addCountries } from "./countries.js";
import { addCsvToTables } from "./csv.js";
import { addMap } from "./map.js";

async function readData() {
  const packed = atob(document.getElementById("data").textContent);
  const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(unpacked).text());
}

// What is folded on the screen is wanted on paper.
function unfoldForPrint() {
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });
}

async function main() {
  const data = await readData();
  for (const view of Object.values(data)) {
    for (const chart of view.charts ?? []) attachChart(document.getElementById(chart.id), chart);
  }
  addCsvToTables(document);
  addCountries(document.getElementById("countries-live"), data.countries, data.corridors);
  addCorridors(document.getElementById("corridors-live"), data.countries, data.corridors);
  if (data.map) addMap(document.getElementById("map-live"), data);
  unfoldForPrint();
  document.documentElement.classList.add("script");
  document.documentElement.dataset.ready = "yes";
}

main();
