// The bins of histograms, for hosts and devices that count: the same bits on both.
#pragma once

#include "kernels/ground/math.h"

namespace peregrine {

// Values below `linear_below` fall into `linear_bins` bins of equal width, values above into bins
// that are equal in the logarithm.
struct BinScale {
  float linear_below;
  float log_linear_below;
  float bins_a_log;   // above
  float bins_a_unit;  // below
  float linear_bins;
};

// The bin of a value that is finite and not negative.
PEREGRINE_FUNCTION std::int32_t bin_of(const BinScale& scale, float value) {
  const float above = larger(natural_logarithm(value) - scale.log_linear_below, 0.0f);
  const float position = value < scale.linear_below
                             ? value * scale.bins_a_unit
                             : fused(above, scale.bins_a_log, scale.linear_bins);
  return static_cast<std::int32_t>(position);
}

// How many whole steps a value has, for sums that no order of additions changes.

// Half a step goes to the even one, as std::llrint has it.
PEREGRINE_FUNCTION std::int64_t steps_to_even(double steps) {
  const auto whole = static_cast<std::int64_t>(steps);
  const double rest = steps - static_cast<double>(whole);
  const bool odd = (whole & 1) != 0;
  if (rest > 0.5 || (rest == 0.5 && odd)) return whole + 1;
  if (rest < -0.5 || (rest == -0.5 && odd)) return whole - 1;
  return whole;
}

// Half a step goes away from zero, as std::llround has it. No branches, so that loops over it
// become vectors; steps are within +-2^62.
PEREGRINE_FUNCTION std::int64_t steps_away(double steps) {
  const auto whole = static_cast<std::int64_t>(steps);
  const double rest = steps - static_cast<double>(whole);  // exact
  return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

}  // namespace peregrine
