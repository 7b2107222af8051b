// A summary for programs.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "host/report/summary.h"
#include "host/support/numbers.h"

namespace peregrine {

std::string summary_as_csv(const Summary& summary) {
  if (summary.tables.empty()) return irregular_as_csv(summary.irregular);
  std::string text = "stock,origin,destination,year,mean";
  for (const double level : quantile_levels) text += fmt::format(",q{}", level);
  for (const double level : quantile_levels) text += fmt::format(",mc_error_q{}", level);
  text += '\n';
  for (const SummaryTable& table : summary.tables) {
    for (const StockSeries& series : table.series) {
      for (std::size_t i = 0; i < series.years.size(); ++i) {
        const StockEstimate& estimate = series.estimates[i];
        text += fmt::format("{},{},{},{},{}", stock_name(series.place.stock), series.place.origin,
                            series.place.destination, series.years[i], exact(estimate.mean));
        for (const double value : estimate.quantile) text += "," + exact(value);
        for (const double value : estimate.error) text += "," + exact(value);
        text += '\n';
      }
    }
  }
  return text;
}

std::string summary_as_json(const Summary& summary) {
  using Json = nlohmann::ordered_json;
  Json root = {{"file", summary.file},
               {"scenario", summary.scenario},
               {"model_version", summary.model_version},
               {"known_to", summary.known_to},
               {"content_hash", summary.content_hash},
               {"seed", summary.seed},
               {"draws", summary.draws},
               {"unit", "persons"},
               {"quantile_levels", quantile_levels},
               {"tables", Json::array()}};
  for (const SummaryTable& table : summary.tables) {
    Json series_of_table = Json::array();
    for (const StockSeries& series : table.series) {
      Json by_year = Json::array();
      for (std::size_t i = 0; i < series.years.size(); ++i) {
        by_year.push_back({{"year", series.years[i]},
                           {"mean", series.estimates[i].mean},
                           {"quantile", series.estimates[i].quantile},
                           {"quantile_mc_error", series.estimates[i].error}});
      }
      series_of_table.push_back({{"stock", stock_name(series.place.stock)},
                                 {"origin", series.place.origin},
                                 {"destination", series.place.destination},
                                 {"label", series.place.label},
                                 {"years", std::move(by_year)}});
    }
    root["tables"].push_back({{"title", table.title}, {"series", std::move(series_of_table)}});
  }
  for (const WorldSeries& series : summary.world) {
    Json by_year = Json::array();
    for (const WorldYear& one : series.years) {
      by_year.push_back(
          {{"year", one.year}, {"median", one.median}, {"q0.05", one.low}, {"q0.95", one.high}});
    }
    root["world"].push_back({{"variable", series.variable}, {"years", std::move(by_year)}});
  }
  if (!summary.irregular.empty()) {
    root["irregular"] = Json::parse(irregular_as_json(summary.irregular));
  }
  // Names in a damaged file need not be UTF-8.
  return root.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace peregrine
