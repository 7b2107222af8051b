// The energy balance of one member over a year, solved exactly.
#pragma once

#include <array>

#include "host/model/climate/tables.h"
#include "kernels/climate/view.h"

namespace peregrine {

using EnergyMatrix = std::array<std::array<double, energy_states>, energy_states>;

// S' = step S + gain F + noise, with S = (forcing felt, W/m2; three layers from the top, K), F the
// year's forcing, W/m2, and noise normal with this covariance. Cummins, Stephenson and Stott 2020
// (three boxes), deep-ocean efficacy after Geoffroy et al. 2013.
struct EnergyStep {
  EnergyMatrix step;
  std::array<double, energy_states> gain;
  EnergyMatrix covariance;
};

// Only sums, products and quotients in a fixed order, so that every compiler gives the same bits;
// Eigen's matrix exponential would not.
EnergyStep energy_step(const ClimateMember& member);

// Equilibrium warming where CO2 is doubled, K, and warming in the year in which it is doubled when
// it grows by 1 % a year (its forcing linearly over 70 years).
double equilibrium_sensitivity(const ClimateMember& member);
double transient_response(const ClimateMember& member);

// Forcing of doubled over that of quadrupled CO2: Meinshausen et al. 2020 as FaIR 1.4.1 takes it.
inline constexpr double forcing_2co2_of_4co2 = 0.476304;

// The row of ClimateView::parameters.
std::array<float, climate_parameter_count> climate_parameters(const ClimateMember& member);

}  // namespace peregrine
