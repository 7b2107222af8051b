#include "host/model/conflict/world.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "host/model/conflict/start.h"
#include "host/model/tables/columns.h"

namespace peregrine {

namespace {

constexpr double least_odds = 0.001;  // times: odds have logarithms

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

// What was observed from the first year on, and what heat is at the origin.
void put_links(const ConflictPanel& panel, const std::vector<ConflictStart>& starts,
               const SharedSettings& shared, Owned<ConflictLinks>& links) {
  std::vector<float> coups;
  std::vector<float> deaths;
  std::vector<float> fought;
  std::vector<float> interstate;
  for (int year = shared.first_year; year <= shared.last_observed_year(); ++year) {
    coups.push_back(
        static_cast<float>(std::ranges::count(panel.history.coups, year, &CoupYear::year)));
    for (int country = 0; country < panel.countries.size(); ++country) {
      const std::size_t at = ConflictHistory::at(country, year);
      deaths.push_back(static_cast<float>(panel.history.deaths[at]));
      fought.push_back(static_cast<float>(panel.history.fought[at]));
      interstate.push_back(panel.between_states[at] != 0 ? 1.0f : 0.0f);
    }
  }
  ConflictLinks& view = links.view;
  links.put(view.coups, std::move(coups));
  links.put(view.deaths, std::move(deaths));
  links.put(view.fought, std::move(fought));
  links.put(view.interstate, std::move(interstate));
  links.put(view.heat,
            column<float>(starts, [](const ConflictStart& start) { return start.heat; }));
  links.put(view.per_kelvin, column<float>(starts, [](const ConflictStart& start) {
              return start.heat_kelvin > 0.0 ? 1.0 / start.heat_kelvin : 0.0;
            }));
}

}  // namespace

Conflict make_conflict(const ConflictPanel& panel, const ConflictCalibration& calibration,
                       const ConflictSettings& settings, const SharedSettings& shared) {
  const int origin_year = shared.last_observed_year();
  const int origin_step = origin_year - shared.first_year;
  const int steps = shared.to_year - origin_year;
  // The calibration's own start is that of its last year.
  ConflictCalibration at_origin = calibration;
  if (origin_year != ConflictHistory::last_year) {
    at_origin.countries = conflict_starts(panel, origin_year);
    for (std::size_t country = 0; country < at_origin.countries.size(); ++country) {
      at_origin.countries[country].effect = calibration.countries[country].effect;
      at_origin.countries[country].effect_deviation =
          calibration.countries[country].effect_deviation;
    }
  }
  Conflict conflict;
  conflict.process = make_conflict_process(at_origin, panel.history.neighbours, steps);
  conflict.switches = switches_of(settings, shared);
  ConflictLinks& links = conflict.links.view;
  links.present = 1;
  links.origin_step = origin_step;
  links.simulated = flag_of(settings.simulated);
  put_links(panel, at_origin.countries, shared, conflict.links);
  const int ukraine = panel.countries.index_of("UKR");
  if (ukraine >= 0) {
    conflict.process.edit(conflict.process.view.held_until)[static_cast<std::size_t>(ukraine)] =
        settings.ukraine_war_until - origin_year;
  }
  return conflict;
}

}  // namespace peregrine
