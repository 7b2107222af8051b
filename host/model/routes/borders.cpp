#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/model/routes/entries.h"
#include "host/model/routes/parts.h"
#include "host/model/tables/columns.h"

namespace peregrine {

namespace {

// Share of crossings that is detected, by kind of border; what attempts are fewer by is stopped. An
// assumption: hardly a boat lands unseen, and one in five walks through.
constexpr double detection_at_sea = 0.95;
constexpr double detection_on_land = 0.8;
// No ordinary month detects more than three times the largest month on record, and a thousand: a
// bound of our own, against draws that no smugglers' boats could carry.
constexpr double most_over_record = 3.0;
constexpr double least_most_detections = 1000.0;
constexpr float log_of_no_risk = -20.0f;

// The share that belongs to the route of that code; 0 where a scenario says nothing about it.
template <std::size_t count>
double share_of(const std::string& route, const std::array<std::string_view, count>& codes,
                const std::array<double, count>& shares) {
  const auto found = std::find(codes.begin(), codes.end(), route);
  return found == codes.end() ? 0.0 : shares[static_cast<std::size_t>(found - codes.begin())];
}

// Up to `last_month`.
double record_month(const IrregularHistory& history, int border, int last_month) {
  double most = 0.0;
  for (int month = IrregularHistory::first_month; month <= last_month; ++month) {
    const double total = history.totals[history.border_at(month, border)];
    if (std::isfinite(total)) most = std::max(most, total);
  }
  return most;
}

// Of a border as it is fitted, what its kernel reads.
struct BorderRisks {
  float detection;
  float interception;
  float log_death_risk;
  float death_scale;
};

BorderRisks risks_of(const Border& border, const BorderCalibration& fitted) {
  const double share = std::exp(fitted.log_detection_share.mean);
  const double usual = border.kind == BorderKind::sea ? detection_at_sea : detection_on_land;
  const double detection = std::max(usual, share);
  const bool risk_known = std::isfinite(fitted.log_death_risk.mean);
  // The mean of the months' log-normal risk is what was fitted.
  const double spread = risk_known ? fitted.log_death_risk.spread : 0.0;
  const double log_risk = fitted.log_death_risk.mean - 0.5 * spread * spread;
  return {static_cast<float>(detection), static_cast<float>(1.0 - share / detection),
          risk_known ? static_cast<float>(log_risk) : log_of_no_risk, static_cast<float>(spread)};
}

}  // namespace

void put_borders(const RouteInputs& inputs, const Countries& countries,
                 const RoutesSettings& settings, int first_month, int months, Routes& routes) {
  const std::vector<Border>& borders = inputs.history.borders;
  const std::vector<BorderCalibration>& fitted = inputs.calibration.borders;
  const std::vector<std::string> codes = route_codes(inputs.history);
  BordersView& view = routes.view.borders;
  view.count = inputs.history.border_count();
  routes.view.routes = static_cast<int>(codes.size());
  routes.put(view.route, column<int>(borders, [&](const Border& border) {
               return std::find(codes.begin(), codes.end(), border.route) - codes.begin();
             }));
  routes.put(view.target, column<int>(borders, [&](const Border& border) {
               return countries.index_of(border.target);
             }));
  routes.put(view.leads_to,
             column<int>(borders, [](const Border& border) { return border.leads_to; }));
  routes.put(view.near, inputs.fronts.near);
  routes.put(view.first_entry, column<float>(borders, [](const Border& border) {
               return border.first_entry ? 1.0f : 0.0f;
             }));
  routes.put(view.enforcement, column<float>(borders, [&](const Border& border) {
               return share_of(border.route, enforced_route_codes, settings.enforcement);
             }));
  routes.put(view.departures_kept, column<float>(borders, [&](const Border& border) {
               return share_of(border.route, transit_route_codes, settings.transit_deal);
             }));
  // Months that are simulated have the share of persons of the last observed one.
  std::vector<float> joining;
  for (int month = 0; month < months; ++month) {
    for (std::size_t b = 0; b < borders.size(); ++b) {
      const int known = std::min(first_month + month, inputs.state.last_month[b]);
      const bool joins = month >= months_a_year && borders[b].first_entry;
      joining.push_back(joins ? static_cast<float>(share_of_persons(borders[b], known)) : 0.0f);
    }
  }
  routes.put(view.joining, std::move(joining));
  std::vector<BorderRisks> risks;
  for (std::size_t b = 0; b < borders.size(); ++b) risks.push_back(risks_of(borders[b], fitted[b]));
  const auto risk = [&risks](float BorderRisks::*value) {
    return column<float>(risks, [value](const BorderRisks& one) { return one.*value; });
  };
  routes.put(view.detection, risk(&BorderRisks::detection));
  routes.put(view.interception, risk(&BorderRisks::interception));
  routes.put(view.log_death_risk, risk(&BorderRisks::log_death_risk));
  routes.put(view.death_scale, risk(&BorderRisks::death_scale));
}

void put_months(const RouteInputs& inputs, Routes& routes) {
  const std::vector<BorderCalibration>& fitted = inputs.calibration.borders;
  const double shaken = routes.view.simulated == 0 ? 0.0 : 1.0;
  BordersView& view = routes.view.borders;
  routes.put(view.level, narrowed(inputs.state.level));
  routes.put(view.anomaly, narrowed(inputs.state.anomaly));
  std::vector<float> season;
  for (const BorderCalibration& border : fitted) {
    for (const double month : border.season) season.push_back(static_cast<float>(month));
  }
  routes.put(view.season, std::move(season));
  routes.put(view.memory,
             std::vector<float>(fitted.size(), static_cast<float>(inputs.calibration.memory)));
  routes.put(view.persistent_scale, column<float>(fitted, [&](const BorderCalibration& border) {
               return shaken * border.persistent_scale;
             }));
  routes.put(view.transient_scale, column<float>(fitted, [&](const BorderCalibration& border) {
               return shaken * border.transient_scale;
             }));
  routes.put(view.log_most, listed<float>(view.count, [&](int border) {
               return std::log(
                   most_over_record *
                       record_month(inputs.history, border,
                                    inputs.state.last_month[static_cast<std::size_t>(border)]) +
                   least_most_detections);
             }));
}

}  // namespace peregrine
