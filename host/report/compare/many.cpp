#include "host/report/compare/many.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "host/report/compare/borders.h"
#include "host/report/compare/outputs.h"
#include "host/report/compare/scale.h"
#include "host/report/questions/answer.h"
#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

using Comparisons = std::span<const Comparison>;

struct LabelColumn {
  const char* heading;
  Align align;
  std::size_t most_width = 0;
};

// A table with a group of columns for each scenario.
struct WideTable {
  struct Row {
    std::vector<std::string> labels;
    std::string mean_a;
    std::vector<std::string> difference;  // [scenario]
    std::vector<std::string> error;       // [scenario]
  };
  std::string title;
  std::vector<LabelColumn> labels;
  std::vector<Row> rows;
};

std::string letter_of(std::size_t scenario) {
  return std::string(1, static_cast<char>('B' + scenario));
}

// The table of the scenarios from `first` on, so many.
std::string part_of(const WideTable& table, std::size_t first, std::size_t count) {
  TextTable text;
  for (const LabelColumn& column : table.labels) {
    text.add_column(column.heading, column.align, column.most_width);
  }
  text.add_column("mean A", Align::right);
  for (std::size_t at = first; at < first + count; ++at) {
    text.add_column(letter_of(at) + " − A", Align::right);
    text.add_column("± MC", Align::right);
  }
  for (const WideTable::Row& row : table.rows) {
    std::vector<std::string> cells = row.labels;
    cells.push_back(row.mean_a);
    for (std::size_t at = first; at < first + count; ++at) {
      cells.push_back(row.difference[at]);
      cells.push_back(row.error[at]);
    }
    text.add_row(std::move(cells));
  }
  return text.text();
}

bool fits(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (character_count(line) > text_columns) return false;
  }
  return true;
}

std::string wide_as_text(const WideTable& table, std::size_t scenarios) {
  std::string text = '\n' + wrapped(table.title);
  if (table.rows.empty()) return text + "  the same in all\n";
  for (std::size_t first = 0; first < scenarios;) {
    std::size_t count = scenarios - first;
    std::string part = part_of(table, first, count);
    while (count > 1 && !fits(part)) part = part_of(table, first, --count);
    text += (first == 0 ? "" : "\n") + part;
    first += count;
  }
  return text;
}

// The same row of each scenario; `mean_of` takes it from a comparison.
template <typename MeanOf>
std::vector<PairedMean> means_of(Comparisons comparisons, const MeanOf& mean_of) {
  std::vector<PairedMean> means;
  for (const Comparison& comparison : comparisons) means.push_back(mean_of(comparison));
  return means;
}

// Rows of one unit, with their labels and the means of all scenarios.
struct LabelledMeans {
  std::vector<std::string> labels;
  std::vector<PairedMean> means;
};

// Adds them in the unit of all of them, which it returns; each scenario has digits of its own, as
// one may change a thousand times more than another.
TableScale add_rows(WideTable& table, const std::string& units,
                    const std::vector<LabelledMeans>& rows, ScaledBy by) {
  std::vector<PairedMean> all;
  for (const LabelledMeans& row : rows) all.insert(all.end(), row.means.begin(), row.means.end());
  TableScale scale = table_scale_of(units, all, by);
  const std::size_t first = table.rows.size();
  for (const LabelledMeans& row : rows) {
    table.rows.push_back({row.labels, scale.mean(row.means.front().mean_a), {}, {}});
  }
  const std::size_t scenarios = rows.empty() ? 0 : rows.front().means.size();
  for (std::size_t scenario = 0; scenario < scenarios; ++scenario) {
    std::vector<PairedMean> column;
    column.reserve(rows.size());
    for (const LabelledMeans& row : rows) column.push_back(row.means[scenario]);
    const TableScale own = scale.with_digits_of(column);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      table.rows[first + row].difference.push_back(own.difference(column[row].difference));
      table.rows[first + row].error.push_back(own.error(column[row].error));
    }
  }
  return scale;
}

WideTable wide_table(Comparisons comparisons, std::size_t at) {
  const ComparisonTable& first = comparisons.front().tables[at];
  const bool ranking = first.shape == ComparisonTable::Shape::ranking;
  std::vector<LabelledMeans> rows;
  for (std::size_t place = 0; place < first.series.size(); ++place) {
    const DifferenceSeries& series = first.series[place];
    if (ranking && std::ranges::all_of(comparisons, [&](const Comparison& one) {
          return one.tables[at].series[place].differences.front().mean.difference == 0;
        })) {
      break;  // the largest come first
    }
    for (std::size_t year = 0; year < series.differences.size(); ++year) {
      std::vector<std::string> labels = {std::to_string(series.differences[year].year)};
      if (ranking) labels = {code_of(series.place), series.place.label};
      rows.push_back({std::move(labels), means_of(comparisons, [&](const Comparison& one) {
                        return one.tables[at].series[place].differences[year].mean;
                      })});
    }
  }
  WideTable table;
  table.labels = {{"year", Align::right}};
  if (ranking) table.labels = {{"code", Align::left}, {"name", Align::left, 30}};
  const TableScale scale = add_rows(table, "1", rows, ScaledBy::differences);
  table.title = fmt::format("{} ({}; means of {})", first.title,
                            scale.unit == "number" ? "persons" : scale.unit,
                            draws_in_words(comparisons.front(), first.mean_draws));
  return table;
}

WideTable wide_borders(Comparisons comparisons, std::size_t at) {
  const BorderTable& first = comparisons.front().borders[at];
  std::vector<LabelledMeans> rows;
  for (std::size_t row = 0; row < first.rows.size(); ++row) {
    rows.push_back({{first.rows[row].code, first.rows[row].period},
                    means_of(comparisons, [&](const Comparison& one) {
                      return one.borders[at].rows[row].mean;
                    })});
  }
  WideTable table;
  table.labels = {{"code", Align::left, 26}, {"years", Align::right}};
  const TableScale scale = add_rows(table, "1", rows, ScaledBy::differences);
  table.title = fmt::format("{} ({}; means of {})", first.title, scale.unit,
                            draws_in_words(comparisons.front(), first.mean_draws));
  return table;
}

PairedMean output_mean(const Comparison& comparison, std::size_t table, std::size_t row) {
  return comparison.outputs[table].rows[row].mean;
}

// The world's variables of a section, each in its own unit.
WideTable wide_worlds(Comparisons comparisons, std::size_t section) {
  WideTable wide;
  wide.title = section_title(comparisons.front(), section);
  wide.labels = {{"variable", Align::left, 32}, {"unit", Align::left}, {"year", Align::right}};
  const std::vector<OutputTable>& tables = comparisons.front().outputs;
  for (std::size_t at = 0; at < tables.size(); ++at) {
    if (tables[at].section != section || tables[at].of_places) continue;
    for (std::size_t row = 0; row < tables[at].rows.size(); ++row) {
      const std::vector<PairedMean> means =
          means_of(comparisons, [&](const Comparison& one) { return output_mean(one, at, row); });
      const TableScale scale = table_scale_of(tables[at].units, means, ScaledBy::means);
      add_rows(
          wide, tables[at].units,
          {{{tables[at].variable, scale.unit, std::to_string(tables[at].rows[row].year)}, means}},
          ScaledBy::means);
    }
  }
  return wide;
}

WideTable wide_places(Comparisons comparisons, std::size_t at) {
  const OutputTable& first = comparisons.front().outputs[at];
  const std::vector<std::size_t> shown = rows_shown(comparisons, at);
  std::vector<LabelledMeans> rows;
  rows.reserve(shown.size());
  for (const std::size_t row : shown) {
    rows.push_back(
        {{first.rows[row].code, std::to_string(first.rows[row].year)},
         means_of(comparisons, [&](const Comparison& one) { return output_mean(one, at, row); })});
  }
  WideTable table;
  table.labels = {{"code", Align::left, 32}, {"year", Align::right}};
  const TableScale scale = add_rows(table, first.units, rows, ScaledBy::differences);
  table.title = fmt::format("{}: {} ({}; means of {}{})", first.variable, first.title, scale.unit,
                            draws_in_words(comparisons.front(), first.mean_draws),
                            shown.size() < first.rows.size()
                                ? fmt::format("; {} of {} that differ most", shown.size(),
                                              grouped(static_cast<std::int64_t>(first.rows.size())))
                                : "");
  return table;
}

std::vector<WideTable> wide_outputs(Comparisons comparisons) {
  std::vector<WideTable> wide;
  const std::vector<OutputTable>& tables = comparisons.front().outputs;
  for (std::size_t section = 0; section < all_sections().size(); ++section) {
    wide.push_back(wide_worlds(comparisons, section));
    if (wide.back().rows.empty()) wide.pop_back();
    for (std::size_t at = 0; at < tables.size(); ++at) {
      if (tables[at].section != section || !tables[at].of_places) continue;
      wide.push_back(wide_places(comparisons, at));
    }
  }
  return wide;
}

std::string files_as_text(Comparisons comparisons) {
  const Comparison& first = comparisons.front();
  std::string text = fmt::format("A  {}: {}\n", first.a.scenario, first.a.path);
  for (std::size_t at = 0; at < comparisons.size(); ++at) {
    const Comparison& one = comparisons[at];
    text += fmt::format("{}  {}: {}\n{}", letter_of(at), one.b.scenario, one.b.path,
                        changes_as_text(one));
  }
  return text + draws_line(first);
}

std::string given_of_all(Comparisons comparisons) {
  std::string text;
  const GivenDraws& given = *comparisons.front().given;
  for (std::size_t at = 0; at < comparisons.size(); ++at) {
    text += fmt::format("{}{} in {}", at == 0 ? "" : ", ",
                        grouped(comparisons[at].given->also_in_b), letter_of(at));
  }
  return '\n' + wrapped(fmt::format(
                    "Only the {} of the {} kept in which, in A, {} crossings detected, {}; of "
                    "these draws it is so as well in {}. This says what a scenario changes in "
                    "such futures, not that one thing is the cause of the other.{}",
                    grouped(given.draws), count_in_words(comparisons.front().kept, "draw", "draws"),
                    given.words, given.period, text, few_draws_in_words(given)));
}

}  // namespace

std::string comparisons_as_text(Comparisons comparisons) {
  const Comparison& first = comparisons.front();
  std::string text = files_as_text(comparisons);
  if (first.given) text += given_of_all(comparisons);
  std::vector<WideTable> wide = wide_outputs(comparisons);
  for (std::size_t at = 0; at < first.tables.size(); ++at) {
    wide.push_back(wide_table(comparisons, at));
  }
  for (std::size_t at = 0; at < first.borders.size(); ++at) {
    wide.push_back(wide_borders(comparisons, at));
  }
  for (const WideTable& table : wide) text += wide_as_text(table, comparisons.size());
  return text + '\n' +
         wrapped(
             "Differences from A on the same draws: what luck all share is not in them. ± MC: "
             "standard error from the finite number of draws, not the model's own. Places are "
             "those that differ most in any of the scenarios. Shares, bands and the chance that "
             "a scenario has more: --csv, --json, or two files at a time.");
}

std::string comparisons_as_csv(Comparisons comparisons) {
  std::string text;
  for (const Comparison& comparison : comparisons) {
    std::istringstream lines(comparison_as_csv(comparison));
    std::string line;
    std::getline(lines, line);
    if (text.empty()) text = "base,scenario," + line + '\n';
    const std::string names =
        csv_text(comparison.a.scenario) + ',' + csv_text(comparison.b.scenario) + ',';
    while (std::getline(lines, line)) text += names + line + '\n';
  }
  return text;
}

std::string comparisons_as_json(Comparisons comparisons) {
  std::string text = "[\n";
  for (const Comparison& comparison : comparisons) {
    std::string one = comparison_as_json(comparison);
    one.pop_back();
    text += (text.size() > 2 ? ",\n" : "") + one;
  }
  return text + "\n]\n";
}

}  // namespace peregrine
