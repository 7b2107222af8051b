#include "host/model/climate/world.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>

#include "host/model/climate/energy_step.h"

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

EmissionChoice choice_of(const std::string& name) {
  constexpr auto medium = EmissionScenario::medium_extension;
  constexpr auto low = EmissionScenario::verylow;
  if (name == "pledges") return {medium, low, PledgeSwitch::acted_on, WarmingSwitch::computed};
  if (name == "none") return {medium, low, PledgeSwitch::acted_on, WarmingSwitch::frozen};
  if (name == "current-policies") {
    return {medium, medium, PledgeSwitch::ignored, WarmingSwitch::computed};
  }
  const auto found = std::ranges::find(emission_scenario_names, name);
  if (found == emission_scenario_names.end()) {
    throw std::invalid_argument("no emission path is called " + name);
  }
  const auto scenario = static_cast<EmissionScenario>(found - emission_scenario_names.begin());
  return {scenario, scenario, PledgeSwitch::ignored, WarmingSwitch::computed};
}

std::vector<float> narrowed(const std::vector<double>& wide) {
  std::vector<float> narrow(wide.size());
  std::ranges::transform(wide, narrow.begin(), [](double v) { return static_cast<float>(v); });
  return narrow;
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

// Before the table of shares all is the rest of the world's.
void add_emissions(const ClimateInputs& inputs, const EmissionChoice& choice, Climate& climate) {
  const ClimateScenarioSeries& weak = inputs.of(choice.weak);
  const ClimateScenarioSeries& strong = inputs.of(choice.strong);
  for (std::size_t year = 0; year < ClimateYears::count; ++year) {
    double others = 0.0;
    for (std::size_t bloc = 0; bloc + 1 < bloc_count; ++bloc) {
      const double share = inputs.shares[year * bloc_count + bloc];
      climate.fossil.push_back(static_cast<float>(share * weak.fossil[year]));
      others += share;
    }
    climate.fossil.push_back(static_cast<float>((1.0 - others) * weak.fossil[year]));
    const double cut = 1.0 - strong.fossil[year] / weak.fossil[year];
    climate.abatement_unit.push_back(cut > least_cut ? static_cast<float>(1.0 / cut) : 0.0f);
  }
  climate.land = narrowed(weak.land);
  const std::vector<float> strong_land = narrowed(strong.land);
  climate.land.insert(climate.land.end(), strong_land.begin(), strong_land.end());
  climate.other_forcing = weak.other_forcing;
  climate.other_forcing.insert(climate.other_forcing.end(), strong.other_forcing.begin(),
                               strong.other_forcing.end());
}

void add_pledges(const ClimateInputs& inputs, const RunSettings& settings, ClimateView& view) {
  const double delivery[bloc_count] = {settings.delivery_china, settings.delivery_united_states,
                                       settings.delivery_european_union, settings.delivery_india,
                                       settings.delivery_rest_of_world};
  for (std::size_t bloc = 0; bloc < bloc_count; ++bloc) {
    view.peak_year[bloc] = static_cast<float>(inputs.pledges[bloc].peak_year);
    view.net_zero_year[bloc] = static_cast<float>(inputs.pledges[bloc].net_zero_year);
    view.coverage[bloc] = static_cast<float>(inputs.pledges[bloc].coverage);
    view.delivery[bloc] = static_cast<float>(delivery[bloc]);
  }
  view.slip_years = static_cast<float>(settings.slip_years);
}

}  // namespace

Climate make_climate(const ClimateInputs& inputs, const RunSettings& settings, int first_year) {
  const EmissionChoice choice = choice_of(settings.climate_emissions);
  const auto as_number = [](Sampling sampling) { return sampling == Sampling::on ? 1.0f : 0.0f; };
  Climate climate;
  for (const ClimateMember& member : inputs.members) {
    const auto row = climate_parameters(member);
    climate.parameters.insert(climate.parameters.end(), row.begin(), row.end());
  }
  add_emissions(inputs, choice, climate);
  climate.pattern = narrowed(inputs.pattern);
  climate.pattern_sd = narrowed(inputs.pattern_sd);
  climate.yearly_sd = narrowed(inputs.yearly_sd);

  ClimateView& view = climate.scalars;
  view.members = static_cast<int>(inputs.members.size());
  view.years = ClimateYears::count;
  view.first_index = first_year - ClimateYears::first;
  view.central_row = central_member(inputs.members, climate.other_forcing);
  view.pledges = choice.pledges;
  view.warming = choice.warming;
  view.variability = as_number(settings.climate_variability);
  view.pattern_spread = as_number(settings.climate_pattern_spread);
  view.parameter_uncertainty = settings.climate_parameter_uncertainty == Sampling::on ? 1 : 0;
  add_pledges(inputs, settings, view);
  return climate;
}

}  // namespace peregrine
