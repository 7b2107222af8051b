#include "host/model/conflict/world.h"

#include <algorithm>
#include <cmath>

#include "host/model/conflict/start.h"

namespace peregrine {

namespace {

constexpr double least_odds = 0.001;  // times: odds have logarithms
constexpr int first_year = PopulationTrend::first_year;

ConflictSwitches switches_of(const ConflictSettings& settings, const SharedSettings& shared) {
  ConflictSwitches switches = {};
  switches.coups = static_cast<float>(settings.coup_rate);
  switches.interstate_wars = static_cast<float>(settings.interstate_war_rate);
  switches.new_wars = weight_of(settings.new_wars);
  switches.parameter_uncertainty = flag_of(shared.parameter_uncertainty);
  switches.more_belt_coups = static_cast<float>(settings.coup_belt_rate - 1.0);
  switches.belt_log_odds =
      static_cast<float>(std::log(std::max(settings.coup_belt_odds, least_odds)));
  switches.stabilisation = static_cast<float>(shared.policy.coup_belt_stabilisation);
  switches.stabilisation_step = shared.policy.from_year - shared.last_observed_year();
  return switches;
}

void add_observed_year(const ConflictPanel& panel, int year, Conflict& conflict) {
  float coups = 0.0f;
  for (const CoupYear& coup : panel.history.coups) coups += coup.year == year ? 1.0f : 0.0f;
  conflict.coups.push_back(coups);
  for (int country = 0; country < panel.countries.size(); ++country) {
    const std::size_t at = ConflictHistory::at(country, year);
    conflict.deaths.push_back(static_cast<float>(panel.history.deaths[at]));
    conflict.interstate.push_back(panel.between_states[at] != 0 ? 1.0f : 0.0f);
  }
}

}  // namespace

Conflict make_conflict(const ConflictPanel& panel, const ConflictCalibration& calibration,
                       const ConflictSettings& settings, const SharedSettings& shared) {
  const int origin_year = shared.last_observed_year();
  const int origin_step = origin_year - first_year;
  const int steps = shared.to_year - origin_year;
  // The calibration's own start is that of its last year.
  ConflictCalibration at_origin = calibration;
  if (origin_year != ConflictHistory::last_year) {
    at_origin.countries = conflict_starts(panel, origin_year);
  }
  Conflict conflict;
  conflict.process = make_conflict_world(at_origin, panel.history.neighbours, steps);
  conflict.switches = switches_of(settings, shared);
  conflict.links.present = 1;
  conflict.links.origin_step = origin_step;
  conflict.links.simulated = flag_of(settings.simulated);
  for (int year = first_year; year <= origin_year; ++year) {
    add_observed_year(panel, year, conflict);
  }
  for (const ConflictStart& start : at_origin.countries) {
    conflict.heat.push_back(static_cast<float>(start.heat));
    conflict.per_kelvin.push_back(
        start.heat_kelvin > 0.0 ? static_cast<float>(1.0 / start.heat_kelvin) : 0.0f);
  }
  const int ukraine = panel.countries.index_of("UKR");
  if (ukraine >= 0) {
    conflict.process.held_until[static_cast<std::size_t>(ukraine)] =
        settings.ukraine_war_until - origin_year;
  }
  return conflict;
}

}  // namespace peregrine
