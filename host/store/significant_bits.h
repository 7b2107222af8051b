// Statistics in fewer bits than a float has: what is beyond their own error is noise, which does
// not compress.
#pragma once

#include <bit>
#include <cstdint>

namespace peregrine {

inline constexpr int float_significant_bits = 23;  // of the mantissa, the leading one not counted
inline constexpr int draw_bits = 12;               // of single draws that are rounded, 0.012 %

// The nearest number of so many bits, 1 ... 23, of the mantissa; ties go to the even one. Monotone,
// so that quantiles stay in order, and at most a 2^-(bits + 1) part from `value`. Infinities stay.
inline float round_to_bits(float value, int bits) {
  const int dropped = float_significant_bits - bits;
  if (dropped <= 0 || value != value) return value;
  const auto pattern = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t kept_lowest = pattern >> dropped & 1U;
  const std::uint32_t half = (std::uint32_t{1} << (dropped - 1)) - 1U + kept_lowest;
  const std::uint32_t mask = ~((std::uint32_t{1} << dropped) - 1U);
  return std::bit_cast<float>((pattern + half) & mask);
}

}  // namespace peregrine
