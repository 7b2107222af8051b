// A comparison for programs.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "host/report/compare/borders.h"
#include "host/report/compare/compare.h"
#include "host/report/compare/outputs.h"
#include "host/report/compare/paired_forms.h"

namespace peregrine {
namespace {

using Json = nlohmann::ordered_json;

Json as_json(const Difference& difference) {
  Json json = {{"year", difference.year}};
  add_to_json(json, difference.mean);
  add_to_json(json, difference.spread);
  return json;
}

Json as_json(const ComparisonTable& table) {
  Json all = Json::array();
  for (const DifferenceSeries& series : table.series) {
    Json years = Json::array();
    for (const Difference& difference : series.differences) years.push_back(as_json(difference));
    all.push_back({{"stock", stock_name(series.place.stock)},
                   {"origin", series.place.origin},
                   {"destination", series.place.destination},
                   {"label", series.place.label},
                   {"years", std::move(years)}});
  }
  return {{"title", table.title}, {"mean_draws", table.mean_draws}, {"series", std::move(all)}};
}

Json as_json(const ComparedFile& file) {
  return {{"file", file.path}, {"scenario", file.scenario}, {"content_hash", file.content_hash}};
}

}  // namespace

std::string comparison_as_csv(const Comparison& comparison) {
  if (!comparison.outputs.empty()) {
    return output_columns_as_csv() + output_tables_as_csv(comparison);
  }
  if (comparison.tables.empty()) return border_tables_as_csv(comparison);
  std::string text = fmt::format("stock,origin,destination,year,{},{}\n", paired_mean_columns(),
                                 paired_spread_columns());
  for (const ComparisonTable& table : comparison.tables) {
    for (const DifferenceSeries& series : table.series) {
      for (const Difference& difference : series.differences) {
        text += fmt::format("{},{},{},{},{},{}\n", stock_name(series.place.stock),
                            series.place.origin, series.place.destination, difference.year,
                            paired_mean_as_csv(difference.mean),
                            paired_spread_as_csv(difference.spread));
      }
    }
  }
  return text;
}

std::string comparison_as_json(const Comparison& comparison) {
  Json changed = Json::array();
  for (const ChangedKey& change : comparison.changed) {
    changed.push_back({{"key", change.key}, {"a", change.in_a}, {"b", change.in_b}});
  }
  Json root = {{"a", as_json(comparison.a)},
               {"b", as_json(comparison.b)},
               {"changed", std::move(changed)},
               {"model_version", comparison.model_version},
               {"seed", comparison.seed},
               {"draws", comparison.draws},
               {"kept", comparison.kept},
               {"batches", comparison.batches},
               {"unit", "persons"},
               {"quantile_levels", difference_levels},
               {"tables", Json::array()}};
  for (const ComparisonTable& table : comparison.tables) root["tables"].push_back(as_json(table));
  if (!comparison.borders.empty()) root["borders"] = Json::parse(border_tables_as_json(comparison));
  if (comparison.given) {
    root["given"] = {{"condition", comparison.given->text},
                     {"months", comparison.given->period},
                     {"draws", comparison.given->draws},
                     {"also_in_b", comparison.given->also_in_b}};
  }
  // Names in a damaged file need not be UTF-8.
  std::string text = root.dump(1, ' ', false, Json::error_handler_t::replace);
  if (!comparison.outputs.empty()) {
    text.erase(text.size() - 2);
    text += fmt::format(",\n \"outputs\": {}\n}}", output_tables_as_json(comparison));
  }
  return text + '\n';
}

}  // namespace peregrine
