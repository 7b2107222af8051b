// What the climate of a draw reads and carries: plain structs, as in kernels/world.h.
#pragma once

#include "kernels/ground/portable.h"

namespace peregrine {

// Emission blocs. The order is that of inputs/climate/blocs.csv.
enum Bloc : int { china, united_states, european_union, india, rest_of_world, bloc_count };

inline constexpr int carbon_pools = 4;
inline constexpr int energy_states = 4;  // forcing felt, W/m2; three layers from the top, K

// One member of the posterior: the row that one realization lives by.
enum ClimateParameter : int {
  iirf_start,         // airborne fraction of a pulse integrated over 100 years, in 1750, years
  iirf_uptake,        // its change per carbon taken up, years/GtCO2
  iirf_temperature,   // ... per warming, years/K
  iirf_airborne,      // ... per carbon in the air, years/GtCO2
  co2_start,          // concentration in 1750, ppm
  co2_forcing_scale,  // of the forcing of CO2, tropospheric adjustment included, 1
  forcing_decay,      // of the forcing felt, over a year, 1
  // The exact step of a year: layer i becomes sum over j of energy_steps + 4 i + j times state j.
  energy_steps,
  // ... plus energy_gain + i times the year's forcing, K m2/W.
  energy_gain = energy_steps + (energy_states - 1) * energy_states,
  // The Cholesky factor of the covariance of a year's internal variability, rows of the lower half.
  innovation_factor = energy_gain + energy_states - 1,
  climate_parameter_count = innovation_factor + energy_states * (energy_states + 1) / 2
};

// What a lane carries.
enum ClimateVariable : int {
  carbon_pool,                                          // GtCO2 above 1750, longest-lived first
  carbon_emitted = carbon_pool + carbon_pools,          // GtCO2 since 1750
  forced_state,                                         // W/m2 and K above 1750, caused by forcing
  internal_state = forced_state + energy_states,        // the same, internal variability
  preindustrial_mean = internal_state + energy_states,  // of the surface, 1850-1900, K
  normal_mean,                                          // ..., the climate normal, K
  frozen_warming,                                       // forced warming of the first year, K
  emissions_now,                                        // of this year, GtCO2
  abatement_now,                                        // progress to the strong path, 0 ... 1
  pledge_delay,                                         // [bloc] years
  climate_variable_count = pledge_delay + bloc_count
};

// Whether the blocs act on their pledges, and whether temperature stops at that of the first year.
enum class PledgeSwitch : int { ignored, acted_on };
enum class WarmingSwitch : int { computed, frozen };

// A path between two, from the year `first_year` on: where blocs cut none of their emissions, and
// where they cut as much as the strong path does. Where pledges are ignored the first one holds.
enum PathEnd : int { weak_path, strong_path, path_end_count };

struct ClimateView {
  int members;      // 0: there is no climate in this world
  int years;        // of the series, from 1750
  int first_index;  // the first year of the forecast, counted from 1750
  int central_row;  // the member that stands for all where parameters are not sampled

  const float* parameters;      // [member][climate_parameter_count], units: ClimateParameter
  const float* other_forcing;   // [path end][member][year] of everything but CO2, W/m2
  const float* fossil;          // [year][bloc] where none cuts, GtCO2 a year
  const float* land;            // [path end][year] of land use, GtCO2 a year
  const float* abatement_unit;  // [year] one over the share that the strong path cuts, 0: no cut
  const float* pattern;         // [country] local warming per warming of the globe, K/K
  const float* pattern_sd;      // [country] its spread over models
  const float* yearly_sd;       // [country] sd of a year's local temperature, K

  PledgeSwitch pledges;
  WarmingSwitch warming;
  float variability;          // 1: internal and local variability, 0: none
  float pattern_spread;       // 1: models' patterns differ, 0: their mean
  int parameter_uncertainty;  // 1: a member a draw, 0: central_row
  float peak_year[bloc_count];
  float net_zero_year[bloc_count];
  float coverage[bloc_count];  // share of the bloc's emissions under the pledge
  float delivery[bloc_count];  // probability that the pledge is kept
  float slip_years;            // mean delay of a pledge that is not
};

struct ClimateState {
  float* parameters;  // [climate_parameter_count][lane]
  float* variables;   // [climate_variable_count][lane]
  float* pattern;     // [country][lane] local warming per warming of the globe
  float* warming;     // [country][lane] this year's temperature above the climate normal, K
};

struct ClimateOutput {
  int* row;            // [lane] member
  float* temperature;  // [lane] of the globe above 1850-1900, K
  float* co2;          // [lane] ppm
  float* emissions;    // [bloc][lane] GtCO2 a year
};

}  // namespace peregrine
