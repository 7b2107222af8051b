// What charts of countries and corridors share.
import { numberText } from "./format.js";
import { levels } from "./charts.js";

// The rows of a fan as fan_json gives it: seven quantiles, then the error of the median.
export const row = { low95: 0, low80: 1, median: 3, high80: 5, high95: 6, error: 7 };

export const isThere = (value) => value !== null && value !== undefined;

export function placeChart(id, title, years, fan, recordYears, record) {
  const before = record
    ? [
        {
          form: "history",
          label: "UN table, edition 2020",
          x: recordYears,
          y: record,
        },
      ]
    : [];
  const most = Math.max(...fan[row.high95].filter(isThere), 0);
  const [scale, unit] =
    most >= 2e6
      ? [1e-6, "millions of persons"]
      : most >= 2e4
        ? [1e-3, "thousands of persons"]
        : [1, "persons"];
  return {
    id,
    title,
    unit,
    scale,
    x: years,
    q: years.map((_, i) => levels.map((_level, k) => fan[k][i])),
    lines: before,
    cut: years[0],
    cut_words: `last table before the forecast: ${years[0]}`,
  };
}

export function bandText(fan, i) {
  return (
    `${numberText(fan[row.median][i])} (median, ±${numberText(fan[row.error][i])} MC; ` +
    `80 % band ${numberText(fan[row.low80][i])} to ${numberText(fan[row.high80][i])})`
  );
}

// Between which shares of the draws a number is exceeded, as far as seven quantiles tell.
export function chanceWords(quantiles, limit) {
  if (!quantiles.every(isThere)) return "The file does not say.";
  const above = quantiles.findIndex((value) => value > limit);
  if (above === 0) return "More than 97.5 % of draws are above it.";
  if (above < 0) return "Less than 2.5 % of draws are above it.";
  const most = 100 * (1 - levels[above - 1]);
  const least = 100 * (1 - levels[above]);
  return `Between ${least.toFixed(1)} and ${most.toFixed(1)} % of draws are above it.`;
}
