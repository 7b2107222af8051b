// A comparison of borders in words and for programs.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "host/report/compare/borders.h"
#include "host/report/compare/paired_forms.h"
#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

Unit unit_of(const BorderTable& table) {
  double greatest = 0;
  for (const BorderDifference& row : table.rows) {
    greatest = std::max(greatest, std::abs(row.mean.difference));
  }
  // Months of campaign and deaths differ by less than one.
  return greatest < 10 ? Unit{"number", 1, 2} : unit_for(greatest);
}

std::string spread_in_words(const std::optional<PairedSpread>& spread, const Unit& unit) {
  if (!spread) return "-";
  return fmt::format("{} – {}", difference_in_unit(spread->quantile.front(), unit),
                     difference_in_unit(spread->quantile.back(), unit));
}

std::string table_as_text(const Comparison& comparison, const BorderTable& table) {
  const Unit unit = unit_of(table);
  TextTable text;
  text.add_column("code", Align::left, 26);
  for (const char* heading :
       {"years", "mean A", "mean B", "B − A", "± MC", "80 % of draws", "%", "saved"}) {
    text.add_column(heading, Align::right);
  }
  for (const BorderDifference& row : table.rows) {
    const PairedMean& mean = row.mean;
    text.add_row({row.code, row.period, in_unit(mean.mean_a, unit), in_unit(mean.mean_b, unit),
                  difference_in_unit(mean.difference, unit), error_in_unit(mean.error, unit),
                  spread_in_words(row.spread, unit),
                  difference_in_per_cent(mean.difference, mean.mean_a),
                  times_in_words(mean.draws_saved)});
  }
  return fmt::format("\n{}{}",
                     wrapped(fmt::format("{} ({}; means of {})", table.title,
                                         unit.persons == 1 ? "number" : unit.name,
                                         draws_in_words(comparison, table.mean_draws))),
                     text.text());
}

}  // namespace

std::string border_tables_as_text(const Comparison& comparison) {
  std::string text;
  for (const BorderTable& table : comparison.borders) text += table_as_text(comparison, table);
  return text;
}

std::string border_tables_as_csv(const Comparison& comparison) {
  std::string text =
      fmt::format("quantity,code,years,{},{}\n", paired_mean_columns(), paired_spread_columns());
  for (const BorderTable& table : comparison.borders) {
    for (const BorderDifference& row : table.rows) {
      text += fmt::format("{},{},{},{},{}\n", table.quantity, row.code, row.period,
                          paired_mean_as_csv(row.mean), paired_spread_as_csv(row.spread));
    }
  }
  return text;
}

std::string border_tables_as_json(const Comparison& comparison) {
  using Json = nlohmann::ordered_json;
  Json tables = Json::array();
  for (const BorderTable& table : comparison.borders) {
    Json rows = Json::array();
    for (const BorderDifference& row : table.rows) {
      Json json = {{"code", row.code}, {"years", row.period}};
      add_to_json(json, row.mean);
      add_to_json(json, row.spread);
      rows.push_back(std::move(json));
    }
    tables.push_back({{"quantity", table.quantity},
                      {"title", table.title},
                      {"mean_draws", table.mean_draws},
                      {"rows", rows}});
  }
  return tables.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace peregrine
