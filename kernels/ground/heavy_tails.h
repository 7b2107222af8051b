// Shocks of unit variance whose large values are more frequent than those of a normal law.
#pragma once

#include "kernels/ground/math.h"

namespace peregrine {

// Fleishman's power method (Psychometrika 43, 1978): a symmetric shock of unit variance whose
// kurtosis grows with `tail` >= 0, from a standard normal `z`. `unit` is fleishman_unit(tail).
PEREGRINE_FUNCTION float heavy_tailed(float z, float tail, float unit) {
  return z * unit * fused(tail * z, z, 1.0f);
}

// One over the standard deviation of z + tail * z^3, whose variance is 1 + 6 tail + 15 tail^2.
PEREGRINE_FUNCTION float fleishman_unit(float tail) {
  return 1.0f / square_root(fused(tail, fused(15.0f, tail, 6.0f), 1.0f));
}

}  // namespace peregrine
