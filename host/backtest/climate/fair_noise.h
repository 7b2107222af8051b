// The internal variability that FaIR itself drew for a member, number for number.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "host/model/climate/energy_step.h"

namespace peregrine {

// FaIR's innovations of the four energy states in W/m2 and K, one a year from 1750 on, `years` of
// them: numpy's RandomState(seed).multivariate_normal (Mersenne twister, polar method, the
// covariance's singular vectors with LAPACK's signs), as FaIR 2.2 calls it through scipy.
std::vector<std::array<double, energy_states>> fair_noise(const EnergyMatrix& covariance,
                                                          std::uint32_t seed, int years);

}  // namespace peregrine
