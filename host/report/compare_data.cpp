// A comparison for programs.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "host/report/compare.h"
#include "host/report/compare_borders.h"
#include "host/report/compare_outputs.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

using Json = nlohmann::ordered_json;

std::string spread_as_csv(const std::optional<PairedSpread>& spread) {
  std::string text;
  const auto add = [&text](double value) { text += "," + exact(value); };
  if (!spread) return std::string(2 * difference_levels.size() + 3, ',');
  for (const double value : spread->quantile) add(value);
  for (const double value : spread->quantile_error) add(value);
  add(spread->probability);
  add(spread->probability_error);
  add(spread->ties);
  return text;
}

Json as_json(const Difference& difference) {
  const PairedMean& mean = difference.mean;
  Json json = {{"year", difference.year}, {"mean_a", mean.mean_a},
               {"mean_b", mean.mean_b},   {"difference", mean.difference},
               {"mc_error", mean.error},  {"draws_saved", mean.draws_saved}};
  if (difference.spread) {
    json["quantile"] = difference.spread->quantile;
    json["quantile_mc_error"] = difference.spread->quantile_error;
    json["probability_b_exceeds_a"] = difference.spread->probability;
    json["probability_mc_error"] = difference.spread->probability_error;
    json["ties"] = difference.spread->ties;
  }
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
  return {{"title", table.title}, {"series", std::move(all)}};
}

Json as_json(const ComparedFile& file) {
  return {{"file", file.path}, {"scenario", file.scenario}, {"content_hash", file.content_hash}};
}

}  // namespace

std::string comparison_as_csv(const Comparison& comparison) {
  if (!comparison.outputs.empty()) {
    return output_columns_as_csv() + output_tables_as_csv(comparison, "");
  }
  if (comparison.tables.empty()) return border_tables_as_csv(comparison);
  std::string text = "stock,origin,destination,year,mean_a,mean_b,difference,mc_error,draws_saved";
  for (const double level : difference_levels) text += fmt::format(",q{}", level);
  for (const double level : difference_levels) text += fmt::format(",mc_error_q{}", level);
  text += ",probability_b_exceeds_a,probability_mc_error,ties\n";
  for (const ComparisonTable& table : comparison.tables) {
    for (const DifferenceSeries& series : table.series) {
      for (const Difference& difference : series.differences) {
        const PairedMean& mean = difference.mean;
        text += fmt::format("{},{},{},{},{},{},{},{},{}{}\n", stock_name(series.place.stock),
                            series.place.origin, series.place.destination, difference.year,
                            exact(mean.mean_a), exact(mean.mean_b), exact(mean.difference),
                            exact(mean.error), exact(mean.draws_saved),
                            spread_as_csv(difference.spread));
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
