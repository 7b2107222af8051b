#include "host/model/displacement/world.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "host/model/tables/columns.h"
#include "kernels/displacement/laws.h"
#include "kernels/economy/income_groups.h"

namespace peregrine {

namespace {

constexpr const char* unknown_area = "UNK";  // as UNHCR writes an unknown origin
constexpr double least_recognition = 0.01;   // times: weights have logarithms

// Pair of displacement by corridor; the unknown origin's are those of the unknown area.
std::vector<int> pairs_of_corridors(const DisplacementPanel& panel,
                                    const DisplacementHistory& history, const Countries& countries,
                                    const Corridors& corridors, int padded) {
  std::vector<int> country = countries_of_areas(history, countries);
  const int unknown = history.area_of(unknown_area);
  if (unknown >= 0) country[static_cast<std::size_t>(unknown)] = countries.unknown_origin();
  std::map<std::pair<int, int>, int> pair_of;
  for (int pair = 0; pair < panel.pairs(); ++pair) {
    const auto at = static_cast<std::size_t>(pair);
    const int origin = country[static_cast<std::size_t>(panel.origin[at])];
    const int destination = country[static_cast<std::size_t>(panel.destination[at])];
    if (origin >= 0 && destination >= 0) pair_of[{origin, destination}] = pair;
  }
  std::vector<int> pairs(static_cast<std::size_t>(padded), -1);
  for (std::size_t corridor = 0; corridor < corridors.origin.size(); ++corridor) {
    const auto found = pair_of.find({corridors.origin[corridor], corridors.destination[corridor]});
    if (found != pair_of.end()) pairs[corridor] = found->second;
  }
  return pairs;
}

// How far each pair's destination is one of high income, by its income at the start.
std::vector<float> rich_destinations(const DisplacementPanel& panel,
                                     const std::vector<int>& country_of_area,
                                     const EconomyCalibration& economy) {
  std::vector<float> rich;
  for (const int area : panel.destination) {
    const int country = country_of_area[static_cast<std::size_t>(area)];
    const double income =
        country < 0 ? no_estimate : economy.log_income[static_cast<std::size_t>(country)];
    rich.push_back(std::isfinite(income) ? shares_of_income(static_cast<float>(income)).rich
                                         : 0.0f);
  }
  return rich;
}

// Half of the first calendar year's flows, as balance_pair has them of an observed year.
void put_late_flows(const DisplacementPanel& panel, double claim_share, int first_year,
                    Owned<RefugeeView>& refugees) {
  std::vector<float> fresh;
  std::vector<float> arrivals;
  std::vector<float> exits;
  for (int pair = 0; pair < panel.pairs(); ++pair) {
    const float before = panel.stock[panel.at(pair, first_year - 1)];
    const float displaced = panel.arrivals(pair, first_year, claim_share);
    const DisplacementYear year = balance_pair(before, before + displaced, displaced,
                                               panel.stock[panel.at(pair, first_year)]);
    fresh.push_back(0.5f * displaced);
    arrivals.push_back(0.5f * year.arrivals);
    exits.push_back(0.5f * year.exits);
  }
  refugees.put(refugees.view.late_fresh, std::move(fresh));
  refugees.put(refugees.view.late_arrivals, std::move(arrivals));
  refugees.put(refugees.view.late_exits, std::move(exits));
}

}  // namespace

Displacement make_displacement(const DisplacementInputs& inputs,
                               const DisplacementSettings& settings, const SharedSettings& shared,
                               int corridors) {
  const int first_year = shared.first_year;
  const DisplacementHistory& history = inputs.history;
  const Countries& countries = inputs.baseline.countries;
  const int observed_until = shared.last_observed_year();
  const DisplacementPanel panel =
      make_displacement_panel(history, DisplacedKind::displaced_abroad, observed_until);
  const std::vector<int> country = countries_of_areas(history, countries);
  std::vector<double> population;
  for (const int index : country) {
    population.push_back(
        index < 0 ? 0.0
                  : static_cast<double>(countries.population[static_cast<std::size_t>(index)]));
  }
  Displacement displacement;
  Owned<DisplacementView>& process = displacement.process;
  process =
      make_displacement_process(panel, inputs.posterior.claim_share, {first_year, observed_until},
                                population, inputs.posterior.rows);
  DisplacementView& view = process.view;
  process.put(view.deaths_row, country);
  process.put(view.rich, rich_destinations(panel, country, inputs.economy));
  std::vector<float> rise(static_cast<std::size_t>(panel.areas), 0.0f);
  const int ukraine = history.area_of("UKR");
  if (ukraine >= 0) {
    rise[static_cast<std::size_t>(ukraine)] =
        static_cast<float>(std::log1p(settings.infrastructure_attacks));
  }
  process.put(view.outflow_rise, std::move(rise));
  view.held = settings.simulated == Sampling::on ? 0 : 1;
  view.log_recognition =
      static_cast<float>(std::log(std::max(shared.policy.asylum_recognition, least_recognition)));
  view.more_exits = static_cast<float>(shared.policy.returns - 1.0);
  view.policy_step = shared.policy.from_year - first_year;

  Owned<RefugeeView>& refugees = displacement.refugees;
  refugees.put(refugees.view.pair,
               pairs_of_corridors(panel, history, countries, inputs.baseline.corridors, corridors));
  refugees.put(refugees.view.country_of_area, column<int>(country, [&](int index) {
                 return index < 0 ? countries.unknown_origin() : index;
               }));
  put_late_flows(panel, inputs.posterior.claim_share, first_year, refugees);
  return displacement;
}

}  // namespace peregrine
