// std::llround without a call, so that loops over it become vectors.
#pragma once

#include <cstdint>

namespace peregrine {

// The integer nearest to x, halves away from zero; x is within +-2^62.
inline std::int64_t rounded(double x) {
  const auto whole = static_cast<std::int64_t>(x);
  const double rest = x - static_cast<double>(whole);  // exact
  return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

}  // namespace peregrine
