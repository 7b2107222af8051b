// usage: node page.mjs PAGE.html EXPECTED.json CHROMIUM FOLDER
// Opens the page in a real Chromium and holds what it shows against EXPECTED; leaves pictures and
// a print in FOLDER. Ends with 1 and a line a fault where there is any.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [pagePath, expectedPath, executablePath, folder] = process.argv.slice(2);
const expected = JSON.parse(await readFile(expectedPath, "utf8"));
const address = pathToFileURL(pagePath).href;
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
async function opened(width, script) {
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
  await page.locator("fieldset input").fill("1");
  const chance = await page.locator("fieldset output").textContent();
  equal(chance, "More than 97.5 % of draws are above it.", "threshold");

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
