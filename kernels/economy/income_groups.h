// How far a country is one of low, middle or high income.
#pragma once

#include "kernels/ground/math.h"

namespace peregrine {

// Where the shares cross one half, log 2021 PPP dollars a head, and how steeply. 3,500 and 25,000
// dollars part the World Bank's low and high income groups in purchasing power.
inline constexpr float poor_below = 8.1605182f;   // log 3,500
inline constexpr float rich_above = 10.1266311f;  // log 25,000
inline constexpr float income_steepness = 3.0f;   // per log dollar

struct IncomeShares {
  float poor;
  float middle;
  float rich;
};

PEREGRINE_FUNCTION IncomeShares shares_of_income(float log_income) {
  IncomeShares shares;
  shares.poor = 1.0f / (1.0f + exponential(income_steepness * (log_income - poor_below)));
  shares.rich = 1.0f / (1.0f + exponential(income_steepness * (rich_above - log_income)));
  shares.middle = 1.0f - shares.poor - shares.rich;
  return shares;
}

}  // namespace peregrine
