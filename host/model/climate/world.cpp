#include "host/model/climate/world.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>

#include "host/model/climate/energy_step.h"
#include "host/model/tables/columns.h"

namespace peregrine {
namespace {

// Below this share cut, the strong path is not yet apart from the weak one.
constexpr double least_cut = 0.02;

// Between which emission scenarios the world moves, and whether blocs move it.
struct EmissionChoice {
  EmissionScenario weak;
  EmissionScenario strong;
  PledgeSwitch pledges;
  WarmingSwitch warming;
};

// One scenario, whatever blocs pledged.
EmissionChoice as_in(EmissionScenario scenario) {
  return {scenario, scenario, PledgeSwitch::ignored, WarmingSwitch::computed};
}

EmissionChoice choice_of(EmissionPath path) {
  constexpr auto medium = EmissionScenario::medium_extension;
  constexpr auto low = EmissionScenario::verylow;
  switch (path) {
    case EmissionPath::pledges:
      return {medium, low, PledgeSwitch::acted_on, WarmingSwitch::computed};
    case EmissionPath::none:
      return {medium, low, PledgeSwitch::acted_on, WarmingSwitch::frozen};
    case EmissionPath::ssp126:
      return as_in(EmissionScenario::ssp126);
    case EmissionPath::ssp245:
      return as_in(EmissionScenario::ssp245);
    case EmissionPath::ssp585:
      return as_in(EmissionScenario::ssp585);
    case EmissionPath::verylow:
      return as_in(low);
    case EmissionPath::current_policies:
    case EmissionPath::medium_extension:
      break;
  }
  return as_in(medium);
}

// The member nearest to the medians of both sensitivities and of the forcing of all but CO2 in
// 2014, the last year that all scenarios share, in units of their spread. `other_forcing`
// [member][year].
int central_member(const std::vector<ClimateMember>& members,
                   const std::vector<float>& other_forcing) {
  const auto measured = [&members](double (*measure)(const ClimateMember&)) {
    std::vector<double> values;
    for (const ClimateMember& member : members) values.push_back(measure(member));
    return values;
  };
  const auto standardised = [](std::vector<double> values) {
    std::vector<double> sorted = values;
    std::ranges::sort(sorted);
    const auto at = [&sorted](double level) {
      return sorted[static_cast<std::size_t>(level * static_cast<double>(sorted.size() - 1))];
    };
    const double median = at(0.5);
    const double spread = std::max(at(0.75) - at(0.25), 1e-9);
    for (double& value : values) value = std::abs(value - median) / spread;
    return values;
  };
  std::vector<double> forcing;
  for (std::size_t m = 0; m < members.size(); ++m) {
    constexpr int last_shared_year = 2014;
    forcing.push_back(static_cast<double>(
        other_forcing[m * ClimateYears::count + (last_shared_year - ClimateYears::first)]));
  }
  std::vector<double> distance = standardised(forcing);
  for (const auto& other : {standardised(measured(equilibrium_sensitivity)),
                            standardised(measured(transient_response))}) {
    std::ranges::transform(distance, other, distance.begin(), std::plus<>());
  }
  return static_cast<int>(std::ranges::min_element(distance) - distance.begin());
}

std::vector<float> joined(std::vector<float> first, const std::vector<float>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

// [year][bloc] of a scenario's. Before the table of shares all is the rest of the world's.
std::vector<float> fossil_by_bloc(const ClimateInputs& inputs,
                                  const ClimateScenarioSeries& series) {
  std::vector<float> fossil;
  for (std::size_t year = 0; year < ClimateYears::count; ++year) {
    double others = 0.0;
    for (std::size_t bloc = 0; bloc + 1 < bloc_count; ++bloc) {
      const double share = inputs.shares[year * bloc_count + bloc];
      fossil.push_back(static_cast<float>(share * series.fossil[year]));
      others += share;
    }
    fossil.push_back(static_cast<float>((1.0 - others) * series.fossil[year]));
  }
  return fossil;
}

void put_emissions(const ClimateInputs& inputs, const EmissionChoice& choice, Climate& climate) {
  const ClimateScenarioSeries& weak = inputs.of(choice.weak);
  const ClimateScenarioSeries& strong = inputs.of(choice.strong);
  ClimateView& view = climate.view;
  climate.put(view.fossil, fossil_by_bloc(inputs, weak));
  climate.put(view.land, joined(narrowed(weak.land), narrowed(strong.land)));
  climate.put(view.other_forcing, joined(weak.other_forcing, strong.other_forcing));
  climate.put(view.abatement_unit, listed<float>(ClimateYears::count, [&](int year) {
                const auto at = static_cast<std::size_t>(year);
                const double cut = 1.0 - strong.fossil[at] / weak.fossil[at];
                return cut > least_cut ? 1.0 / cut : 0.0;
              }));
  view.central_row = central_member(inputs.members, weak.other_forcing);
}

std::vector<float> parameters_of(const std::vector<ClimateMember>& members) {
  std::vector<float> rows;
  for (const ClimateMember& member : members) {
    const auto row = climate_parameters(member);
    rows.insert(rows.end(), row.begin(), row.end());
  }
  return rows;
}

void add_pledges(const ClimateInputs& inputs, const ClimateSettings& settings, ClimateView& view) {
  for (std::size_t bloc = 0; bloc < bloc_count; ++bloc) {
    view.peak_year[bloc] = static_cast<float>(inputs.pledges[bloc].peak_year);
    view.net_zero_year[bloc] = static_cast<float>(inputs.pledges[bloc].net_zero_year);
    view.coverage[bloc] = static_cast<float>(inputs.pledges[bloc].coverage);
    view.delivery[bloc] = static_cast<float>(settings.delivery[bloc]);
  }
  view.slip_years = static_cast<float>(settings.slip_years);
}

}  // namespace

Climate make_climate(const ClimateInputs& inputs, const ClimateSettings& settings, int first_year) {
  const EmissionChoice choice = choice_of(settings.emissions);
  Climate climate;
  ClimateView& view = climate.view;
  climate.put(view.parameters, parameters_of(inputs.members));
  put_emissions(inputs, choice, climate);
  climate.put(view.pattern, narrowed(inputs.pattern));
  climate.put(view.pattern_sd, narrowed(inputs.pattern_sd));
  climate.put(view.yearly_sd, narrowed(inputs.yearly_sd));
  view.members = static_cast<int>(inputs.members.size());
  view.years = ClimateYears::count;
  view.first_index = first_year - ClimateYears::first;
  view.pledges = choice.pledges;
  view.warming = choice.warming;
  view.variability = weight_of(settings.variability);
  view.pattern_spread = weight_of(settings.pattern_spread);
  view.parameter_uncertainty = flag_of(settings.parameter_uncertainty);
  add_pledges(inputs, settings, view);
  return climate;
}

}  // namespace peregrine
