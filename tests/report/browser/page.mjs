// usage: node page.mjs PAGE.html FORMAT_3.html EXPECTED.json CHROMIUM FOLDER
// Opens the page in a real Chromium and holds what it shows against EXPECTED; leaves pictures and
// a print in FOLDER. Ends with 1 and a line a fault where there is any.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [pagePath, olderPath, expectedPath, executablePath, folder] = process.argv.slice(2);
const expected = JSON.parse(await readFile(expectedPath, "utf8"));
const newest = pathToFileURL(pagePath).href;
const views = [
  "world", "countries", "corridors", "map", "routes", "fronts", "risk", "drivers", "comparison",
  "provenance",
];
const faults = [];
const check = (fine, words) => {
  if (!fine) faults.push(words);
};
const equal = (found, wanted, words) =>
  check(
    JSON.stringify(found) === JSON.stringify(wanted),
    `${words}: ${JSON.stringify(found)} where the file has ${JSON.stringify(wanted)}`,
  );

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

// A page that is opened, and everything it asks for or complains about.
async function opened(width, script, address = newest) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    javaScriptEnabled: script,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.on("request", (request) => {
    const url = request.url();
    check(url === address || url.startsWith("blob:"), `${width} px: asks for ${url}`);
  });
  page.on("console", (message) => check(false, `${width} px: console: ${message.text()}`));
  page.on("pageerror", (error) => check(false, `${width} px: error: ${error.message}`));
  await page.goto(address);
  if (script) await page.waitForSelector("html[data-ready=yes]", { timeout: 30_000 });
  return page;
}

const rowsOf = (page, id) =>
  page.$eval(`#${id}`, (table) =>
    [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent)),
  );

// What stands there with and without script.
async function checkNumbers(page, words) {
  equal(await rowsOf(page, "world-table"), expected.world, `${words}: world`);
  equal(await rowsOf(page, "immigrants-table"), expected.immigrants, `${words}: immigrants`);
  equal(await rowsOf(page, "emigrants-table"), expected.emigrants, `${words}: emigrants`);
  equal(await rowsOf(page, "corridors-table"), expected.corridors, `${words}: corridors`);
  const months = await rowsOf(page, `route-months-${expected.route}`);
  equal(months.map((row) => row.slice(0, 7)), expected.route_months, `${words}: months`);
  for (const limit of [100000, 10000]) {
    const flight = await rowsOf(page, `flight-table-${limit}`);
    equal(flight, expected.flight[limit], `${words}: flight ${limit}`);
  }
  for (const kind of ["immigrants", "emigrants"]) {
    equal(await rowsOf(page, `${kind}-chances`), expected.chances[kind], `${words}: ${kind}`);
  }
  equal(await rowsOf(page, "entries-table"), expected.entries, `${words}: entries`);
  const bars = page.locator("#entries-chart b");
  check((await bars.count()) === 10, `${words}: not 10 bars of entries`);
  const [name, , , , low, high] = expected.entries[0];
  const widest = await bars.first().evaluate((bar) => [bar.style.left, bar.style.width]);
  const share = Number.parseFloat(widest[1]) / Number.parseFloat(widest[0]);
  const [from, to] = [low, high].map((text) => Number(text.replaceAll(",", "")));
  check(Math.abs(share / ((to - from) / from) - 1) < 0.01, `${words}: bar of ${name}: ${widest}`);
  const risk = await rowsOf(page, "risk-table");
  for (const row of risk) equal(row.slice(-2), expected.displaced[row[1]], `${words}: ${row[0]}`);
  for (const [i, wanted] of expected.decomposed.entries()) {
    const rows = await rowsOf(page, `decomposition-${i + 1}`);
    equal(rows.map(([driver, , ...rest]) => [driver, ...rest]), wanted, `${words}: shares ${i + 1}`);
  }
  const temperatures = await rowsOf(page, "global_mean_temperature-table");
  equal(temperatures.at(-1)[1], expected.temperature, `${words}: temperature`);
  const differences = await rowsOf(page, "comparison-table");
  equal(differences.map((row) => [row[0], row[1], row[5]]), expected.differences, words);
  const uneven = await page.$$eval("figure.fan", (figures) =>
    figures.filter((figure) => {
      const ticks = [...figure.querySelectorAll("i.y span")].map((tick) =>
        Number(tick.textContent.replaceAll(",", "")),
      );
      const steps = ticks.slice(1).map((tick, i) => tick - ticks[i]);
      return !steps.every((step) => step > 0 && Math.abs(step / steps[0] - 1) < 1e-6);
    }).map((figure) => figure.id),
  );
  equal(uneven, [], `${words}: charts whose labels are not evenly spaced`);
  const run = await rowsOf(page, "run-table");
  equal(run.find((row) => row[0] === "content hash of the file")?.[1], expected.hash, words);
  for (const view of views) {
    const section = page.locator(`section#${view}`);
    check((await section.count()) === 1, `${words}: no view ${view}`);
    check((await section.boundingBox())?.height > 100, `${words}: view ${view} is empty`);
  }
  check((await page.locator("figure.fan path.median").count()) > 10, `${words}: too few charts`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(wide <= 0, `${words}: the page is ${wide} px wider than the screen`);
}

// Every text has a contrast of 4.5 to its ground (WCAG 2, AA).
async function checkContrast(page) {
  const poor = await page.evaluate(() => {
    const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = (colour) => {
      const [r, g, b] = channels(colour).map((value) => {
        const share = value / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if ((channels(colour)[3] ?? 1) > 0) return colour;
      }
      return "rgb(255, 255, 255)";
    };
    const found = new Set();
    for (const element of document.querySelectorAll("body *")) {
      const own = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim(),
      );
      if (!own || !element.checkVisibility() || element.closest("svg, script, style")) continue;
      const pair = [light(getComputedStyle(element).color), light(ground(element))].sort(
        (a, b) => b - a,
      );
      const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
      if (contrast < 4.5) found.add(`${element.className || element.tagName} ${contrast.toFixed(2)}`);
    }
    return [...found];
  });
  equal(poor, [], "texts of poor contrast");
}

// The keyboard alone reaches whatever can be used.
async function checkKeyboard(page) {
  const wanted = await page.evaluate(() => {
    const all = document.querySelectorAll("a[href], button, input, select, summary, [tabindex]");
    let number = 0;
    for (const element of all) {
      if (element.checkVisibility()) element.dataset.reach = String(number++);
    }
    return number;
  });
  const reached = new Set();
  for (let step = 0; step < wanted + 20; ++step) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement?.dataset?.reach));
  }
  reached.delete(undefined);
  check(reached.size === wanted, `the keyboard reaches ${reached.size} of ${wanted} elements`);
}

async function checkScript(page) {
  await page.locator("#world-chart .chart").focus();
  await page.keyboard.press("Home");
  const read = await page.locator("#world-chart .readout").textContent();
  check(read.startsWith("2020: median ") && read.includes(expected.first_median), `read: ${read}`);

  await page.selectOption("#country-chooser", { label: "Germany (DEU)" });
  const germany = await page.locator("#country-words").textContent();
  for (const words of expected.germany) check(germany.includes(words), `${germany}, not ${words}`);
  check((await page.locator("#from-table tbody tr").count()) === 15, "where from: not 15 rows");
  await page.locator("#chance-limit").fill("1");
  const chance = () => page.locator("fieldset output").textContent();
  equal(await chance(), "All 32 draws that the file keeps are above it (± 3.0 % MC).", "threshold");
  await page.locator("#chance-limit").fill("1000000000");
  check((await chance()).startsWith("None of the 32 draws"), `threshold: ${await chance()}`);
  for (const { code, kind, year, limit, chance: share, error } of expected.typed) {
    const label = await page.$eval(
      "#country-chooser",
      (box, wanted) => [...box.options].find((one) => one.text.endsWith(`(${wanted})`)).text,
      code,
    );
    await page.selectOption("#country-chooser", { label });
    await page.selectOption("#chance-kind", kind);
    await page.selectOption("#chance-year", year);
    await page.locator("#chance-limit").fill(limit);
    const wanted = `A chance of ${share} (${error}): interpolated between 25 quantiles of the 32 draws`;
    check((await chance()).startsWith(wanted), `${code} ${limit}: ${await chance()}, not ${wanted}`);
  }

  await page.locator("#corridor-search").fill("syria türkiye");
  await page.keyboard.press("Enter");
  const corridor = await page.locator("#corridor-words").textContent();
  check(corridor.includes(expected.syria_turkey), `${corridor}, not ${expected.syria_turkey}`);

  check((await page.locator("svg.flows path").count()) === 25, "not 25 flows");
  const filled = await page.$$eval(
    "svg.map path.land",
    (lands) => lands.filter((land) => land.style.fill !== "").length,
  );
  check(filled > 150, `only ${filled} countries have a colour`);
  await page.locator("#map input[type=checkbox]").check();
  check((await page.locator("svg.map g.arc").count()) === 30, "not 30 arcs");

  const saving = page.waitForEvent("download");
  await page.locator("#world-chart button.csv").click();
  const csv = await readFile(await (await saving).path(), "utf8");
  check(csv.split("\r\n")[0].startsWith("time,quantile_0.025,quantile_0.1"), "CSV has no heading");
}

// Views from the top, a picture each, as tall as they are.
async function picture(page, width) {
  for (const view of views) {
    await page.locator(`section#${view}`).screenshot({ path: join(folder, `${view}-${width}.png`) });
  }
}

try {
  for (const width of [1280, 400]) {
    const page = await opened(width, true);
    if (width === 1280) {
      const paint = await page.evaluate(
        () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
      );
      console.log(`first picture after ${Math.round(paint)} ms`);
      check(paint < 5000, `first picture after ${paint} ms`);
      await checkContrast(page);
    }
    await checkNumbers(page, `${width} px`);
    await checkScript(page);
    await checkKeyboard(page);
    await picture(page, width);
    if (width === 1280) {
      await page.pdf({ path: join(folder, "print.pdf"), format: "A4" });
      await page.emulateMedia({ media: "print" });
      const folded = page.locator("#immigrants-table");
      check((await folded.boundingBox())?.height > 100, "print leaves out what is folded");
    }
    await page.context().close();
  }
  const older = await opened(1280, true, pathToFileURL(olderPath).href);
  for (const view of ["countries", "routes", "risk"]) {
    const text = await older.locator(`section#${view}`).textContent();
    check(text.includes("of format 3"), `format 3: ${view} does not say what the file lacks`);
  }
  await older.locator("#chance-limit").fill("1");
  const words = await older.locator("fieldset output").textContent();
  equal(words, "More than 97.5 % of draws are above it.", "format 3: threshold");
  await older.context().close();
  for (const width of [1280, 400]) {
    const page = await opened(width, false);
    await checkNumbers(page, `${width} px without script`);
    check((await page.locator("#countries-live").isVisible()) === false, "empty box without script");
    await page.screenshot({ path: join(folder, `no-script-${width}.png`) });
    await page.context().close();
  }
} finally {
  await browser.close();
}
for (const fault of faults) console.error(fault);
console.log(`${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
