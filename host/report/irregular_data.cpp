// Irregular corridors for programs.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "host/report/irregular.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

using Json = nlohmann::ordered_json;

std::string detections_as_csv(const std::string& route, const std::string& border,
                              const std::string& nationality, const DetectionsRow& row) {
  std::string line = fmt::format("{},{},{},{},{}", route, border, nationality, row.period.text(),
                                 exact(row.detections.mean));
  for (const double value : row.detections.quantile) line += "," + exact(value);
  for (const double value : row.detections.error) line += "," + exact(value);
  return line + fmt::format(",{},{}\n", exact(row.entries), exact(row.deaths));
}

std::string routes_as_csv(const IrregularReport& report) {
  std::string text = "route,border,nationality,period,mean";
  for (const double level : quantile_levels) text += fmt::format(",q{}", level);
  for (const double level : quantile_levels) text += fmt::format(",mc_error_q{}", level);
  text += ",entries_mean,deaths_mean\n";
  for (const RouteReport& route : report.routes) {
    for (const auto* rows : {&route.years, &route.months}) {
      for (const DetectionsRow& row : *rows) text += detections_as_csv(route.code, "", "", row);
    }
    for (const NationalsSeries& nationals : route.nationals) {
      text += detections_as_csv(route.code, nationals.border, nationals.nationality, nationals.row);
    }
  }
  return text;
}

std::string fronts_as_csv(const IrregularReport& report) {
  std::string text =
      "front,period,campaign,begun,attempts,deaths,response_level,observed_during,"
      "observed_without,actor_during\n";
  for (const FrontReport& front : report.fronts) {
    for (const auto* rows : {&front.years, &front.months}) {
      for (const FrontRow& row : *rows) {
        text += fmt::format("{},{}", front.code, row.period.text());
        for (const double value : {row.campaign, row.begun, row.attempts, row.deaths, row.level,
                                   row.observed_during, row.observed_without, row.actor_during}) {
          text += "," + exact(value);
        }
        text += '\n';
      }
    }
  }
  return text;
}

Json as_json(const StockEstimate& estimate) {
  return {{"mean", estimate.mean},
          {"quantile", estimate.quantile},
          {"quantile_mc_error", estimate.error}};
}

Json as_json(const DetectionsRow& row) {
  Json json = {{"period", row.period.text()}};
  json.update(as_json(row.detections));
  json["entries_mean"] = row.entries;
  json["deaths_mean"] = row.deaths;
  return json;
}

Json as_json(const FrontRow& row) {
  return {{"period", row.period.text()},
          {"campaign", row.campaign},
          {"begun", row.begun},
          {"attempts", row.attempts},
          {"deaths", row.deaths},
          {"response_level", row.level},
          {"observed_during", row.observed_during},
          {"observed_without", row.observed_without},
          {"actor_during", row.actor_during}};
}

Json as_json(const RouteReport& route);
Json as_json(const FrontReport& front);
Json as_json(const IrregularWorldRow& row);

template <typename Row>
Json list_of(const std::vector<Row>& rows) {
  Json list = Json::array();
  for (const Row& row : rows) list.push_back(as_json(row));
  return list;
}

Json as_json(const RouteReport& route) {
  Json nationals = Json::array();
  for (const NationalsSeries& series : route.nationals) {
    Json one = {{"border", series.border}, {"nationality", series.nationality}};
    one.update(as_json(series.row));
    nationals.push_back(std::move(one));
  }
  return {{"code", route.code},
          {"name", route.name},
          {"years", list_of(route.years)},
          {"months", list_of(route.months)},
          {"nationals", std::move(nationals)}};
}

Json as_json(const FrontReport& front) {
  return {{"code", front.code},
          {"name", front.name},
          {"years", list_of(front.years)},
          {"months", list_of(front.months)}};
}

Json as_json(const IrregularWorldRow& row) {
  Json json = {{"year", row.year}, {"deaths_mean", row.deaths}, {"campaigns_begun", row.begun}};
  json["irregular_flow"] = as_json(row.flow);
  return json;
}

}  // namespace

std::string irregular_as_csv(const IrregularReport& report) {
  return report.fronts.empty() ? routes_as_csv(report) : fronts_as_csv(report);
}

std::string irregular_as_json(const IrregularReport& report) {
  const Json root = {{"routes", list_of(report.routes)},
                     {"fronts", list_of(report.fronts)},
                     {"world", list_of(report.world)}};
  return root.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace peregrine
