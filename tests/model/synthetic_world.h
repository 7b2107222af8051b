// A small synthetic world in which the processes of the reference act, each in all its branches. A
// driver that is off by default is not among them unless it is set here.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/year.h"

namespace peregrine {

inline constexpr int corridors = 64;
inline constexpr int countries = 8;
inline constexpr int years = 6;
inline constexpr int posterior_rows = 5;
inline constexpr int climate_members = 3;
inline constexpr int climate_years = 170;  // from 1750
inline constexpr int first_climate_index = 160;

// Numbers in (low, high) from a generator of integers and exact divisions, the same everywhere.
class Numbers {
 public:
  float next(float low, float high) {
    state_ = state_ * 1664525u + 1013904223u;  // Knuth; Numerical Recipes, section 7.1
    return fused(high - low, static_cast<float>(state_ >> 16) * 0x1p-16f, low);
  }
  std::vector<float> list(int count, float low, float high) {
    std::vector<float> values;
    for (int i = 0; i < count; ++i) values.push_back(next(low, high));
    return values;
  }

 private:
  std::uint32_t state_ = 2020;
};

// Every branch of the kernels is in it: empty corridors that open, newcomers, the unknown origin,
// strong pressures, caps that bind, two spells of volatility.
struct SyntheticWorld {
  Numbers numbers;
  std::vector<int> origin;
  std::vector<int> destination;
  std::vector<float> stock = numbers.list(corridors, 1.0f, 2.0e5f);
  std::vector<float> pressure = numbers.list(corridors, -4.0f, 4.0f);
  std::vector<float> shock_scale = numbers.list(corridors, 0.05f, 1.5f);
  std::vector<float> revision_scale = numbers.list(corridors, 0.0f, 0.6f);
  std::vector<float> least_cap = numbers.list(corridors, 0.0005f, 0.05f);
  std::vector<float> revision_destination = numbers.list(countries, 0.0f, 0.3f);
  std::vector<float> revised_share = std::vector<float>(countries, 0.5f);
  std::vector<float> population = numbers.list(countries, 2.0e5f, 4.0e7f);
  std::vector<float> births_rate = numbers.list(years * countries, 0.008f, 0.04f);
  std::vector<float> deaths_rate = numbers.list(years * countries, 0.002f, 0.015f);
  std::vector<float> log_reference;
  std::vector<float> size;
  std::vector<float> newcomer;
  std::vector<float> opening_hazard;
  std::vector<float> opening_log_size = numbers.list(corridors, 1.0f, 4.0f);
  std::vector<float> posterior;

  SyntheticWorld() {
    population.back() = 0.0f;
    for (int corridor = 0; corridor < corridors; ++corridor) {
      const auto c = static_cast<std::size_t>(corridor);
      // Seven destinations; an origin differs from its destination.
      destination.push_back(corridor * (countries - 1) / corridors);
      const int other = (corridor * 5 + 3) % countries;
      origin.push_back(other == destination[c] ? countries - 1 : other);
      const bool empty = corridor % 8 == 5;
      if (empty) stock[c] = 0.0f;
      log_reference.push_back(empty ? opening_log_size[c] : natural_logarithm(stock[c]));
      size.push_back((log_reference[c] - 11.5f) * 0.434f);
      newcomer.push_back(corridor % 9 == 4 ? 1.0f : 0.0f);
      opening_hazard.push_back(empty ? 0.25f : 0.0f);
    }
    for (int row = 0; row < posterior_rows; ++row) add_posterior_row();
  }

  void add_posterior_row() {
    float row[stock_parameter_count] = {};
    row[pressure_drift] = numbers.next(-0.05f, 0.05f);
    row[pressure_drift_by_size] = numbers.next(-0.05f, 0.05f);
    row[pressure_persistence] = numbers.next(0.7f, 0.99f);
    row[pressure_fade] = numbers.next(0.0f, 0.2f);
    row[newcomer_pressure] = numbers.next(-1.0f, 1.0f);
    row[turnover] = numbers.next(0.02f, 0.1f);
    row[diaspora_elasticity] = numbers.next(0.3f, 0.8f);
    row[origin_elasticity] = numbers.next(0.0f, 1.0f);
    row[destination_elasticity] = numbers.next(0.0f, 1.0f);
    row[onward_share] = numbers.next(0.1f, 0.5f);
    row[shock_log_multiplier] = numbers.next(-0.3f, 0.3f);
    row[destination_volatility] = numbers.next(0.1f, 0.8f);
    row[shock_tail] = numbers.next(0.0f, 0.3f);
    row[shock_skew] = numbers.next(-0.3f, 0.3f);
    row[shock_centre] = numbers.next(-0.2f, 0.2f);
    row[share_common] = numbers.next(0.0f, 0.2f);
    row[share_origin] = numbers.next(0.0f, 0.2f);
    row[share_destination] = numbers.next(0.0f, 0.3f);
    row[opening_log_spread] = numbers.next(0.5f, 2.0f);
    posterior.insert(posterior.end(), row, row + stock_parameter_count);
  }

  WorldView view() const {
    WorldView view = {};
    view.corridors = corridors;
    view.countries = countries;
    view.years = years;
    view.origin = origin.data();
    view.destination = destination.data();
    view.stock = stock.data();
    view.log_reference = log_reference.data();
    view.pressure = pressure.data();
    view.newcomer = newcomer.data();
    view.size = size.data();
    view.shock_scale = shock_scale.data();
    view.revision_scale = revision_scale.data();
    view.least_cap = least_cap.data();
    view.opening_hazard = opening_hazard.data();
    view.opening_log_size = opening_log_size.data();
    view.revision_destination = revision_destination.data();
    view.revised_share = revised_share.data();
    view.population = population.data();
    view.births_rate = births_rate.data();
    view.deaths_rate = deaths_rate.data();
    view.posterior = posterior.data();
    view.posterior_rows = posterior_rows;
    return view;
  }
};

// A climate of three members whose pledges fall into the synthetic years.
struct SyntheticClimate {
  Numbers numbers;
  std::vector<float> parameters;
  std::vector<float> other_forcing =
      numbers.list(path_end_count * climate_members * climate_years, -0.5f, 1.5f);
  std::vector<float> fossil = numbers.list(climate_years * bloc_count, 0.5f, 10.0f);
  std::vector<float> land = numbers.list(path_end_count * climate_years, -3.0f, 5.0f);
  std::vector<float> abatement_unit = numbers.list(climate_years, 0.0f, 2.0f);
  std::vector<float> pattern = numbers.list(countries, 0.7f, 2.0f);
  std::vector<float> pattern_sd = numbers.list(countries, 0.1f, 0.5f);
  std::vector<float> yearly_sd = numbers.list(countries, 0.2f, 1.0f);

  SyntheticClimate() {
    for (int member = 0; member < climate_members; ++member) add_member();
  }

  void add_member() {
    float row[climate_parameter_count] = {};
    row[iirf_start] = numbers.next(25.0f, 40.0f);
    row[iirf_uptake] = numbers.next(-0.002f, 0.005f);
    row[iirf_temperature] = numbers.next(1.0f, 4.0f);
    row[iirf_airborne] = numbers.next(0.0f, 0.004f);
    row[co2_start] = numbers.next(275.0f, 281.0f);
    row[co2_forcing_scale] = numbers.next(0.85f, 1.15f);
    row[forcing_decay] = numbers.next(0.05f, 0.6f);
    for (int layer = 0; layer + 1 < energy_states; ++layer) {
      for (int j = 0; j < energy_states; ++j) {
        row[energy_steps + energy_states * layer + j] =
            j == layer + 1 ? numbers.next(0.4f, 0.7f) : numbers.next(0.02f, 0.08f);
      }
      row[energy_gain + layer] = numbers.next(0.0f, 0.1f);
    }
    for (int which = innovation_factor; which < climate_parameter_count; ++which) {
      row[which] = numbers.next(0.0f, 0.1f);
    }
    parameters.insert(parameters.end(), row, row + climate_parameter_count);
  }

  ClimateView view() const {
    ClimateView view = {};
    view.members = climate_members;
    view.years = climate_years;
    view.first_index = first_climate_index;
    view.parameters = parameters.data();
    view.other_forcing = other_forcing.data();
    view.fossil = fossil.data();
    view.land = land.data();
    view.abatement_unit = abatement_unit.data();
    view.pattern = pattern.data();
    view.pattern_sd = pattern_sd.data();
    view.yearly_sd = yearly_sd.data();
    view.pledges = PledgeSwitch::acted_on;
    view.variability = view.pattern_spread = 1.0f;
    view.parameter_uncertainty = 1;
    for (int bloc = 0; bloc < bloc_count; ++bloc) {
      view.peak_year[bloc] = static_cast<float>(1905 + bloc);
      view.net_zero_year[bloc] = static_cast<float>(1914 + 2 * bloc);
      view.coverage[bloc] = 0.9f;
      view.delivery[bloc] = 0.5f;
    }
    view.slip_years = 4.0f;
    return view;
  }
};

// Incomes on both sides of the poor and the rich, one of them unknown, and every driver at work.
struct SyntheticEconomy {
  Numbers numbers;
  std::vector<float> trend = numbers.list((years + 1) * countries, 6.0f, 12.0f);
  std::vector<float> national_spread = numbers.list(countries, 0.01f, 0.1f);
  std::vector<float> known = std::vector<float>(countries, 1.0f);

  SyntheticEconomy() { known.back() = 0.0f; }

  EconomyView view() const {
    EconomyView view = {};
    view.present = 1;
    view.trend = trend.data();
    view.national_spread = national_spread.data();
    view.known = known.data();
    view.common_spread = 0.02f;
    view.shock_tail = 0.1f;
    view.innovations = 1.0f;
    view.origin_elasticity = -0.1f;
    view.origin_elasticity_spread = 0.05f;
    view.destination_elasticity = 0.2f;
    view.destination_elasticity_spread = 0.1f;
    view.elasticity_correlation = -0.5f;
    return view;
  }

  static DriversView drivers() {
    DriversView view = {};
    view.warming_response = 0.06f;
    view.warming_response_spread = 0.03f;
    view.poor_ratio = 1.0f;
    view.poor_ratio_spread = 0.5f;
    view.response_scale = 1.5f;
    view.food_response = 0.09f;
    view.food_response_spread = 0.045f;
    view.food_scale = 2.0f;
    view.adaptation = 0.3f;
    view.legal_pathways = 0.2f;
    view.policy_step = 3;
    return view;
  }
};

}  // namespace peregrine
