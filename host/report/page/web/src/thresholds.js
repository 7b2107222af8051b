// The chance that migrants are more than a number, of the quantiles of the draws that the file keeps.
import { element, labelled, select } from "./dom.js";
import { levels } from "./charts.js";
import { numberText, perCent } from "./format.js";
import { chanceWords } from "./places.js";

// The quantiles at `chances.levels`: the least draw, a step, and steps from one to the next.
function quantilesOf([least, step, ...steps]) {
  const found = [least];
  for (const count of steps) found.push(found.at(-1) + count * step);
  return found;
}

// The share of draws above a number: quantiles are joined by straight lines.
export function shareAbove(chances, row, limit) {
  const quantiles = quantilesOf(row);
  if (limit < quantiles[0]) return 1;
  const next = quantiles.findIndex((value) => value > limit);
  if (next < 0) return 0;
  const [low, high] = [quantiles[next - 1], quantiles[next]];
  const [below, above] = [chances.levels[next - 1], chances.levels[next]];
  return 1 - below - ((limit - low) / (high - low)) * (above - below);
}

// As `peregrine summary` has it: with one more draw either way.
function errorOf(share, draws) {
  const smoothed = (share * draws + 1) / (draws + 2);
  return Math.sqrt((smoothed * (1 - smoothed)) / draws);
}

function wordsOf(chances, row, limit) {
  const share = shareAbove(chances, row, limit);
  const draws = numberText(chances.draws);
  const error = `± ${perCent(errorOf(share, chances.draws))} MC`;
  if (share === 1) return `All ${draws} draws that the file keeps are above it (${error}).`;
  if (share === 0) return `None of the ${draws} draws that the file keeps is above it (${error}).`;
  return (
    `A chance of ${perCent(share)} (${error}): interpolated between ${chances.levels.length} ` +
    `quantiles of the ${draws} draws that the file keeps.`
  );
}

// `state.country` is the country shown. A file without such draws has seven quantiles of all.
export function thresholdBox(data, state) {
  const { chances } = data;
  const years = chances ? chances.years : data.years.slice(1);
  const answer = element("output", {});
  const limit = element("input", { type: "number", min: 0, step: "any", inputmode: "numeric" });
  const kinds = ["immigrants", "emigrants"].map((kind) => [kind, kind]);
  const kind = select(kinds, "immigrants", () => tell());
  const year = select(
    years.map((value) => [value, value]),
    years.at(-1),
    () => tell(),
  );
  year.id = "chance-year";
  kind.id = "chance-kind";
  limit.id = "chance-limit";
  const tell = () => {
    answer.textContent = "";
    if (limit.value === "") return;
    const i = years.indexOf(Number(year.value));
    const number = Number(limit.value);
    const fan = data[kind.value][state.country];
    answer.textContent = chances
      ? wordsOf(chances, chances[kind.value][state.country][i], number)
      : chanceWords(levels.map((_, k) => fan[k][i + 1]), number);
  };
  limit.addEventListener("input", tell);
  const box = element(
    "fieldset",
    {},
    element("legend", {}, "How likely is it to pass a number?"),
    labelled("More than (persons)", limit),
    labelled("of its", kind),
    labelled("in", year),
    answer,
  );
  return { box, tell };
}
