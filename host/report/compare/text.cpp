// A comparison for people.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/report/compare/borders.h"
#include "host/report/compare/compare.h"
#include "host/report/compare/outputs.h"
#include "host/report/questions/answer.h"
#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::size_t compared_country_width = 34;
constexpr std::size_t compared_corridor_width = 42;

Unit unit_of(const ComparisonTable& table) {
  double greatest = 0;
  for (const DifferenceSeries& series : table.series) {
    for (const Difference& difference : series.differences) {
      greatest = std::max(greatest, std::abs(difference.mean.difference));
      if (!difference.spread) continue;
      for (const double value : difference.spread->quantile) {
        greatest = std::max(greatest, std::abs(value));
      }
    }
  }
  return unit_for(greatest);
}

void add_right(TextTable& text, std::initializer_list<const char*> headings) {
  for (const char* heading : headings) text.add_column(heading, Align::right);
}

void add_mean_cells(std::vector<std::string>& cells, const PairedMean& mean, const Unit& unit) {
  cells.push_back(difference_in_unit(mean.difference, unit));
  cells.push_back(error_in_unit(mean.error, unit));
  cells.push_back(difference_in_per_cent(mean.difference, mean.mean_a));
}

std::string draws_as_text(const ComparisonTable& table, const Unit& unit) {
  TextTable text;
  add_right(text, {"year", "B − A", "± MC", "%", "10 %", "median", "90 %", "P(B > A)", "± MC",
                   "ties", "saved"});
  for (const DifferenceSeries& series : table.series) {
    for (const Difference& difference : series.differences) {
      const PairedSpread& spread = difference.spread.value();
      std::vector<std::string> cells = {std::to_string(difference.year)};
      add_mean_cells(cells, difference.mean, unit);
      for (const double value : spread.quantile) cells.push_back(difference_in_unit(value, unit));
      cells.push_back(fmt::format("{:.3f}", spread.probability));
      cells.push_back(fmt::format("{:.3f}", spread.probability_error));
      cells.push_back(fmt::format("{:.0f} %", 100 * spread.ties));
      cells.push_back(times_in_words(difference.mean.draws_saved));
      text.add_row(std::move(cells));
    }
  }
  return text.text();
}

std::string years_as_text(const ComparisonTable& table, const Unit& unit) {
  TextTable text;
  add_right(text, {"year", "mean A", "mean B", "B − A", "± MC", "%", "saved"});
  for (const DifferenceSeries& series : table.series) {
    for (const Difference& difference : series.differences) {
      std::vector<std::string> cells = {std::to_string(difference.year),
                                        in_unit(difference.mean.mean_a, unit),
                                        in_unit(difference.mean.mean_b, unit)};
      add_mean_cells(cells, difference.mean, unit);
      cells.push_back(times_in_words(difference.mean.draws_saved));
      text.add_row(std::move(cells));
    }
  }
  return text.text();
}

std::string ranking_as_text(const ComparisonTable& table, const Unit& unit) {
  if (table.series.empty()) return "";
  const bool corridors = table.series.front().place.stock == Stock::corridor;
  const auto is_same = [](const DifferenceSeries& series) {
    return series.differences.front().mean.difference == 0;
  };
  if (std::ranges::all_of(table.series, is_same)) return "  the same in A and B\n";
  TextTable text;
  text.add_column("", Align::right);
  text.add_column("code", Align::left);
  text.add_column("name", Align::left,
                  corridors ? compared_corridor_width : compared_country_width);
  add_right(text, {"B − A", "± MC", "%", "saved"});
  for (std::size_t rank = 0; rank < table.series.size(); ++rank) {
    const DifferenceSeries& series = table.series[rank];
    if (is_same(series)) break;  // the largest come first
    const PairedMean& mean = series.differences.front().mean;
    std::vector<std::string> cells = {std::to_string(rank + 1), code_of(series.place),
                                      series.place.label};
    add_mean_cells(cells, mean, unit);
    cells.push_back(times_in_words(mean.draws_saved));
    text.add_row(std::move(cells));
  }
  return text.text();
}

std::string table_as_text(const ComparisonTable& table, const Unit& unit) {
  switch (table.shape) {
    case ComparisonTable::Shape::draws:
      return draws_as_text(table, unit);
    case ComparisonTable::Shape::years:
      return years_as_text(table, unit);
    case ComparisonTable::Shape::ranking:
      return ranking_as_text(table, unit);
  }
  return "";
}

std::string given_as_text(const GivenDraws& given, std::int64_t kept) {
  return '\n' +
         wrapped(fmt::format(
             "Only the {} of the {} kept in which, in A, {} crossings detected, {}; in {} of these "
             "it is so in B as well. This says what B changes in such futures, not that one thing "
             "is the cause of the other.{}",
             grouped(given.draws), count_in_words(kept, "draw", "draws"), given.words, given.period,
             grouped(given.also_in_b), few_draws_in_words(given)));
}

std::string about_tables(const Comparison& comparison) {
  const std::string whence =
      comparison.given
          ? "All numbers are of the draws chosen (--all: every variable that the file has draws "
            "of)."
          : fmt::format(
                "The world is from the {} kept one by one, countries and corridors from "
                "all draws in {}.",
                count_in_words(comparison.kept, "draw", "draws"),
                count_in_words(comparison.batches, "batch", "batches"));
  return wrapped(
      "B − A on the same draws: what luck both share is not in the difference. " + whence +
      " ± MC: standard error from the finite number of draws, not the model's own. %: of A's mean. "
      "P(B > A): share of draws, ties as half. saved: how many times more draws independent seeds "
      "would have needed for the same error; from batches it is known to a factor of about 3. Of "
      "the largest differences among many, some are the luckiest.");
}

std::string about_borders(const Comparison& comparison) {
  return '\n' +
         wrapped(fmt::format(
             "B − A on the same draws, from all draws in {}; the cost from the {} kept. ± MC: "
             "standard error from the finite number of draws. 80 % of draws: between these the "
             "difference of a single draw lies, chance and what is not known of events and "
             "measures alike. %: of A's mean. saved: how many times more draws independent seeds "
             "would have needed. Detections "
             "count crossings, entries and deaths persons; a person who crosses several borders "
             "counts at each. People who do not cross are still somewhere: read attempts, diverted "
             "and deaths beside entries.",
             count_in_words(comparison.batches, "batch", "batches"),
             count_in_words(comparison.kept, "draw", "draws")));
}

}  // namespace

std::string draws_in_words(const Comparison& comparison, std::int64_t mean_draws) {
  const std::string draws = count_in_words(mean_draws, "draw", "draws");
  if (comparison.given) return fmt::format("the {} chosen", draws);
  if (comparison.draws == 1) return "the one draw";
  return mean_draws == comparison.draws ? "all " + draws : fmt::format("the {} kept", draws);
}

std::string few_draws_in_words(const GivenDraws& given) {
  if (given.draws >= few_chosen_draws) return "";
  return fmt::format(
      " {} few: for smaller errors give a lower number, or run more draws and keep them "
      "(run.draws, "
      "run.keep).",
      given.draws == 1 ? "That draw is" : fmt::format("{} draws are", grouped(given.draws)));
}

std::string changes_as_text(const Comparison& comparison) {
  if (comparison.changed.empty()) return "The scenarios have the same values.\n";
  const auto shown = [](const std::string& value) { return value.empty() ? "none" : value; };
  std::string text;
  for (const ChangedKey& change : comparison.changed) {
    text += fmt::format("   {}: {} → {}\n", change.key, shown(change.in_a), shown(change.in_b));
  }
  return text;
}

std::string draws_line(const Comparison& comparison) {
  return fmt::format("{}, seed {}, model {}\n", count_in_words(comparison.draws, "draw", "draws"),
                     comparison.seed, comparison.model_version);
}

std::string comparison_as_text(const Comparison& comparison) {
  std::string text =
      fmt::format("A  {}: {}\nB  {}: {}\n{}", comparison.a.scenario, comparison.a.path,
                  comparison.b.scenario, comparison.b.path, changes_as_text(comparison));
  text += draws_line(comparison);
  if (comparison.given) text += given_as_text(*comparison.given, comparison.kept);
  if (!comparison.outputs.empty()) {
    return text + output_tables_as_text(comparison) + '\n' + about_output_tables(comparison);
  }
  for (const ComparisonTable& table : comparison.tables) {
    const Unit unit = unit_of(table);
    text += '\n' +
            wrapped(fmt::format("{} ({}; means of {})", table.title, unit.name,
                                draws_in_words(comparison, table.mean_draws))) +
            table_as_text(table, unit);
  }
  if (comparison.tables.empty()) {
    return text + border_tables_as_text(comparison) + about_borders(comparison);
  }
  return text + '\n' + about_tables(comparison);
}

}  // namespace peregrine
