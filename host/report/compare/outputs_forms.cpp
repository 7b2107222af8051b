// A comparison variable by variable, in words and for programs.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <numeric>

#include "host/report/compare/outputs.h"
#include "host/report/compare/paired_forms.h"
#include "host/report/compare/scale.h"
#include "host/report/questions/answer.h"
#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t label_width = 32;

void add_headings(TextTable& text, const char* first) {
  text.add_column(first, Align::left, label_width);
  text.add_column("unit", Align::left);
  for (const char* heading : {"year", "mean A", "mean B", "B − A", "± MC", "%", "P(B > A)"}) {
    text.add_column(heading, Align::right);
  }
}

void add_row(TextTable& text, const std::string& label, const TableScale& scale,
             const OutputDifference& row) {
  text.add_row({label, scale.unit, std::to_string(row.year), scale.mean(row.mean.mean_a),
                scale.mean(row.mean.mean_b), scale.difference(row.mean.difference),
                scale.error(row.mean.error),
                difference_in_per_cent(row.mean.difference, std::abs(row.mean.mean_a)),
                row.spread ? fmt::format("{:.3f}", row.spread->probability) : "-"});
}

// The world's variables of a section.
std::string worlds_as_text(std::span<const OutputTable> tables, std::size_t section) {
  TextTable text;
  add_headings(text, "variable");
  bool some = false;
  for (const OutputTable& table : tables) {
    if (table.section != section || table.of_places) continue;
    for (const OutputDifference& row : table.rows) {
      add_row(text, table.variable, table_scale_of(table.units, {&row.mean, 1}, ScaledBy::means),
              row);
      some = true;
    }
  }
  return some ? text.text() : "";
}

std::string places_as_text(const Comparison& comparison, std::size_t at) {
  const OutputTable& table = comparison.outputs[at];
  const std::vector<std::size_t> shown = rows_shown({&comparison, 1}, at);
  std::string text =
      wrapped(fmt::format("{}: {} (means of {}{})", table.variable, table.title,
                          draws_in_words(comparison, table.mean_draws),
                          shown.size() < table.rows.size()
                              ? fmt::format("; {} of {} that differ most", shown.size(),
                                            grouped(static_cast<std::int64_t>(table.rows.size())))
                              : ""));
  const bool differs = std::ranges::any_of(
      table.rows, [](const OutputDifference& row) { return row.mean.difference != 0; });
  if (!differs) return text + "  the same in A and B\n";
  std::vector<PairedMean> means;
  means.reserve(shown.size());
  for (const std::size_t row : shown) means.push_back(table.rows[row].mean);
  const TableScale scale = table_scale_of(table.units, means, ScaledBy::differences);
  TextTable rows;
  add_headings(rows, "code");
  for (const std::size_t row : shown) {
    add_row(rows, table.rows[row].code, scale, table.rows[row]);
  }
  return text + rows.text();
}

// Many rows: not as one tree of JSON, which takes ten times the memory.
Json row_as_json(const OutputDifference& row) {
  Json json = {{"code", row.code}, {"name", row.name}, {"year", row.year}};
  add_to_json(json, row.mean);
  add_to_json(json, row.spread);
  return json;
}

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::vector<std::size_t> rows_shown(std::span<const Comparison> comparisons, std::size_t table) {
  const std::vector<OutputDifference>& rows = comparisons.front().outputs[table].rows;
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (rows.size() <= ranking_length) return order;
  std::vector<double> greatest(rows.size(), 0.0);
  for (const Comparison& comparison : comparisons) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const double difference = std::abs(comparison.outputs[table].rows[row].mean.difference);
      greatest[row] = std::max(greatest[row], difference);
    }
  }
  std::ranges::stable_sort(order, std::greater<>(),
                           [&greatest](std::size_t row) { return greatest[row]; });
  order.resize(ranking_length);
  return order;
}

std::string section_title(const Comparison& comparison, std::size_t section) {
  std::vector<std::int64_t> draws;
  std::vector<std::string> kept;
  for (const OutputTable& table : comparison.outputs) {
    if (table.section != section || table.of_places) continue;
    if (std::ranges::count(draws, table.mean_draws) == 0) draws.push_back(table.mean_draws);
    if (table.mean_draws != comparison.draws) kept.push_back(table.variable);
  }
  std::ranges::sort(draws, std::greater<>());
  const std::string_view title = all_sections()[section].title;
  if (draws.empty()) return std::string(title);
  if (draws.size() == 1) {
    return fmt::format("{} (means of {})", title, draws_in_words(comparison, draws.front()));
  }
  return fmt::format("{} (means of {}; of {}: {})", title, draws_in_words(comparison, draws[0]),
                     draws_in_words(comparison, draws[1]), fmt::join(kept, ", "));
}

std::string output_tables_as_text(const Comparison& comparison) {
  std::string text;
  const std::vector<Section> sections = all_sections();
  for (std::size_t section = 0; section < sections.size(); ++section) {
    const std::string worlds = worlds_as_text(comparison.outputs, section);
    if (!worlds.empty()) text += '\n' + wrapped(section_title(comparison, section)) + worlds;
    for (std::size_t at = 0; at < comparison.outputs.size(); ++at) {
      const OutputTable& table = comparison.outputs[at];
      if (table.section != section || !table.of_places) continue;
      text += '\n' + places_as_text(comparison, at);
    }
  }
  return text;
}

std::string about_output_tables(const Comparison& comparison) {
  const std::string means =
      comparison.given
          ? "Means and probabilities are of the draws that were chosen; what a file has no draws "
            "of is left out."
          : fmt::format(
                "Means are of all draws in {} where the file has these, else of the {} kept one by "
                "one, as are the probabilities.",
                count_in_words(comparison.batches, "batch", "batches"),
                count_in_words(comparison.kept, "draw", "draws"));
  return wrapped(
      "B − A on the same draws: what luck both share is not in the difference. " + means +
      " Numbers of months are added up to calendar years; levels and chances are the mean of the "
      "year. ± MC: standard error from the finite number of draws, not the model's own. %: of A's "
      "mean. P(B > A): share of draws, ties as half. What each variable counts: docs/formats.md. "
      "Of the largest differences among many, some are the luckiest; --csv has all places and "
      "years.");
}

std::string output_columns_as_csv() {
  return fmt::format("section,variable,units,code,year,{},mean_draws,{},spread_draws\n",
                     paired_mean_columns(), paired_spread_columns());
}

std::string output_tables_as_csv(const Comparison& comparison) {
  std::string text;
  const std::vector<Section> sections = all_sections();
  for (const OutputTable& table : comparison.outputs) {
    for (const OutputDifference& row : table.rows) {
      text += fmt::format(
          "{},{},{},{},{},{},{},{},{}\n", sections[table.section].name, table.variable, table.units,
          csv_text(row.code), row.year, paired_mean_as_csv(row.mean), table.mean_draws,
          paired_spread_as_csv(row.spread), row.spread ? std::to_string(table.spread_draws) : "");
    }
  }
  return text;
}

std::string output_tables_as_json(const Comparison& comparison) {
  std::string text = "[";
  const std::vector<Section> sections = all_sections();
  for (const OutputTable& table : comparison.outputs) {
    const Json about = {{"variable", table.variable},     {"section", sections[table.section].name},
                        {"title", table.title},           {"units", table.units},
                        {"mean_draws", table.mean_draws}, {"spread_draws", table.spread_draws}};
    std::string head = dumped(about);
    head.pop_back();
    text += fmt::format("{}\n  {},\n   \"rows\": [", text.size() > 1 ? "," : "", head);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      text += (row == 0 ? "\n    " : ",\n    ") + dumped(row_as_json(table.rows[row]));
    }
    text += "]}";
  }
  return text + "]";
}

}  // namespace peregrine
