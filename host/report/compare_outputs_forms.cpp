// A comparison variable by variable, in words and for programs.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "host/report/compare_outputs.h"
#include "host/report/compare_scale.h"
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
      wrapped(fmt::format("{}: {}{}", table.variable, table.title,
                          shown.size() < table.rows.size()
                              ? fmt::format(" ({} of {} that differ most)", shown.size(),
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
  const PairedMean& mean = row.mean;
  Json json = {{"code", row.code},       {"name", row.name},
               {"year", row.year},       {"mean_a", mean.mean_a},
               {"mean_b", mean.mean_b},  {"difference", mean.difference},
               {"mc_error", mean.error}, {"draws_saved", mean.draws_saved}};
  if (row.spread) {
    json["quantile"] = row.spread->quantile;
    json["quantile_mc_error"] = row.spread->quantile_error;
    json["probability_b_exceeds_a"] = row.spread->probability;
    json["probability_mc_error"] = row.spread->probability_error;
    json["ties"] = row.spread->ties;
  }
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

std::string output_tables_as_text(const Comparison& comparison) {
  std::string text;
  const std::vector<Section> sections = all_sections();
  for (std::size_t section = 0; section < sections.size(); ++section) {
    const std::string worlds = worlds_as_text(comparison.outputs, section);
    if (!worlds.empty()) text += fmt::format("\n{}\n{}", sections[section].title, worlds);
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
                "Means are of all draws in {} batches where the file has these, else of "
                "the {} draws kept one by one, as are the probabilities.",
                comparison.batches, grouped(comparison.kept));
  return wrapped(
      "B − A on the same draws: what luck both share is not in the difference. " + means +
      " Numbers of months are added up to calendar years; levels and chances are the mean of the "
      "year. ± MC: standard error from the finite number of draws, not the model's own. %: of A's "
      "mean. P(B > A): share of draws, ties as half. What each variable counts: docs/formats.md. "
      "Of the largest differences among many, some are the luckiest; --csv has all places and "
      "years.");
}

std::string output_columns_as_csv() {
  std::string text =
      "section,variable,units,code,year,mean_a,mean_b,difference,mc_error,draws_saved,mean_draws";
  for (const double level : difference_levels) text += fmt::format(",q{}", level);
  for (const double level : difference_levels) text += fmt::format(",mc_error_q{}", level);
  return text + ",probability_b_exceeds_a,probability_mc_error,ties,spread_draws\n";
}

std::string output_tables_as_csv(const Comparison& comparison, const std::string& before) {
  std::string text;
  const std::vector<Section> sections = all_sections();
  for (const OutputTable& table : comparison.outputs) {
    for (const OutputDifference& row : table.rows) {
      text +=
          fmt::format("{}{},{},{},{},{},{},{},{},{},{},{},", before, sections[table.section].name,
                      table.variable, table.units, csv_text(row.code), row.year,
                      exact(row.mean.mean_a), exact(row.mean.mean_b), exact(row.mean.difference),
                      exact(row.mean.error), exact(row.mean.draws_saved), table.mean_draws);
      if (!row.spread) {
        text += std::string(2 * difference_levels.size() + 3, ',') + '\n';
        continue;
      }
      const PairedSpread& spread = *row.spread;
      for (const double value : spread.quantile) text += exact(value) + ',';
      for (const double value : spread.quantile_error) text += exact(value) + ',';
      text += fmt::format("{},{},{},{}\n", exact(spread.probability),
                          exact(spread.probability_error), exact(spread.ties), table.spread_draws);
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
