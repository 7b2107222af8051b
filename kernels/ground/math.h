// Elementary functions for one lane, with the same bits on every device.
//
// Made of + - * /, fused(), comparisons, integer operations and bit casts only: each of these is
// correctly rounded or exact everywhere, so compilers and devices cannot disagree. No libm, no
// tables, no branches: every function vectorises inside PEREGRINE_LANES. Coefficients come from
// tests/kernels/fit_coefficients.py; tests/kernels/math_test.cpp measures the errors stated here.
#pragma once

#include "kernels/ground/portable.h"

namespace peregrine {

PEREGRINE_FUNCTION std::uint32_t bits_of(float x) {
#if defined(__CUDA_ARCH__)
  return __float_as_uint(x);
#else
  return __builtin_bit_cast(std::uint32_t, x);
#endif
}

PEREGRINE_FUNCTION float float_of(std::uint32_t bits) {
#if defined(__CUDA_ARCH__)
  return __uint_as_float(bits);
#else
  return __builtin_bit_cast(float, bits);
#endif
}

// `x` held within a negative `low` and a positive `high`, by integer comparisons, which compilers
// turn into two instructions where comparisons of floats become branches or blends. As unsigned
// integers all negative floats lie above the positive ones and grow with their magnitude. NaN is
// taken as `low` or `high`, by its sign.
PEREGRINE_FUNCTION float within_bits(float x, float low, float high) {
  const std::uint32_t bits = bits_of(x);
  const std::uint32_t bounded = bits < bits_of(low) ? bits : bits_of(low);
  const auto order = static_cast<std::int32_t>(bounded);
  const auto top = static_cast<std::int32_t>(bits_of(high));
  const std::int32_t held = order < top ? order : top;
  return float_of(static_cast<std::uint32_t>(held));
}

// The smaller of two numbers that are not negative, by one integer comparison.
PEREGRINE_FUNCTION float smaller_of_positive(float a, float b) {
  const auto left = static_cast<std::int32_t>(bits_of(a));
  const auto right = static_cast<std::int32_t>(bits_of(b));
  const std::int32_t less = left < right ? left : right;
  return float_of(static_cast<std::uint32_t>(less));
}

// first + x * (second + x * (...)), one rounding a term.
template <class... Others>
PEREGRINE_FUNCTION float polynomial(float x, float first, Others... others) {
  if constexpr (sizeof...(others) == 0) {
    return first;
  } else {
    return fused(polynomial(x, others...), x, first);
  }
}

// exp(x). Arguments are held within [-87, 88], where the result is a normal number; NaN is taken
// as either, by its sign. Error at most 1.01 ulp. Cody and Waite (1980): x = n ln 2 + r, then 2^n
// times a minimax polynomial in r.
PEREGRINE_FUNCTION float exponential(float x) {
  constexpr float binary_logarithm_of_e = 1.44269504f;
  constexpr float ln2_high = 0x1.62e4p-1f;  // 15 bits: n * ln2_high is exact
  constexpr float ln2_low = 0x1.7f7d1cp-20f;
  // Adding 1.5 * 2^23 rounds to an integer and leaves it, with the exponent bias of 127 already
  // added, in the low bits of the sum.
  constexpr float rounder = 12582912.0f + 127.0f;
  const float held = within_bits(x, -87.0f, 88.0f);
  const float shifted = fused(held, binary_logarithm_of_e, rounder);
  const float n = shifted - rounder;
  const float r = fused(n, -ln2_low, fused(n, -ln2_high, held));
  const float p =
      polynomial(r, 0x1.fffffcp-2f, 0x1.55549p-3f, 0x1.5558fap-5f, 0x1.123b6ap-7f, 0x1.6a21acp-10f);
  const float mantissa = 1.0f + fused(r * r, p, r);
  return mantissa * float_of(bits_of(shifted) << 23);
}

// The natural logarithm of x. Anything below the smallest normal number 2^-126, zero and negative
// numbers included, is taken as 2^-126 (log = -87.34); infinity as 2^128, NaN as some number. Error
// at most 1.17 ulp. Cody and Waite (1980): x = 2^n (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), then
// a minimax polynomial in f.
PEREGRINE_FUNCTION float natural_logarithm(float x) {
  constexpr std::uint32_t root_half = 0x3f3504f3u;
  constexpr float smallest_normal = 0x1p-126f;
  constexpr float ln2_high = 0x1.62e4p-1f;  // 15 bits: n * ln2_high is exact
  constexpr float ln2_low = 0x1.7f7d1cp-20f;
  // As signed integers, negative floats lie below the positive ones.
  const auto order = static_cast<std::int32_t>(bits_of(x));
  const auto least = static_cast<std::int32_t>(bits_of(smallest_normal));
  const std::int32_t held = order > least ? order : least;
  const std::uint32_t above = static_cast<std::uint32_t>(held) - root_half;
  const float n = static_cast<float>(static_cast<std::int32_t>(above) >> 23);
  const float f = float_of((above & 0x007fffffu) + root_half) - 1.0f;
  const float p = polynomial(f, 0x1.5556d8p-2f, -0x1.000382p-2f, 0x1.98d7f2p-3f, -0x1.53824ap-3f,
                             0x1.317456p-3f, -0x1.243256p-3f, 0x1.645eb4p-4f);
  const float square = f * f;
  const float rest = fused(square * f, p, fused(n, ln2_low, -0.5f * square));
  return fused(n, ln2_high, f + rest);
}

// The z >= 0 whose upper tail Phi(-z) is 2^-(scale + 1) of `cell`, where 0 < cell <= 2^scale.
// Tails reach down to 2^-33 (z = 6.34).
//
// y = -log2(2 Phi(-z)) is 0 in the middle and grows as z^2 in the tail; z is y times one rational
// function of y, for middle and tail alike. The bits of a float are already its logarithm, linear
// within an octave; a polynomial adds the bend, which vanishes at both ends of the octave, so that
// y has no steps. To work in the logarithm of the tail is the idea of Giles (2010), "Approximating
// the erfinv function", who needs an accurate logarithm and two branches.
PEREGRINE_FUNCTION float quantile_of_tail(float cell, int scale) {
  // y counts in units of 2^-23, as the bits deliver it; the coefficients carry the powers.
  constexpr float u = 0x1p-23f;
  const std::uint32_t bits = (static_cast<std::uint32_t>(scale + 127) << 23) - bits_of(cell);
  const float line = static_cast<float>(static_cast<std::int32_t>(bits));
  const float q = float_of((bits & 0x007fffffu) | 0x3f800000u) - 1.0f;
  const float bend = polynomial(q, -0x1.1d50a8p-2f / u, -0x1.94f71ep-4f / u, -0x1.1813c0p-5f / u,
                                -0x1.d2cdb6p-6f / u, 0x1.a0cc6ap-7f / u, -0x1.f25f40p-7f / u);
  const float y = fused(fused(-q, q, q), bend, line);
  const float top = polynomial(y, 0x1.bcc528p-1f, 0x1.70e4f4p-1f * u, 0x1.03000ap-3f * u * u,
                               0x1.1dffc6p-8f * u * u * u, 0x1.c96c7ap-17f * u * u * u * u);
  const float bottom = polynomial(y, 1 / u, 0x1.2cee38p+0f, 0x1.64efe0p-2f * u,
                                  0x1.a59072p-6f * u * u, 0x1.4a1e34p-12f * u * u * u);
  return y * top / bottom;
}

// The standard normal quantile of u in (0, 1). Tails below 2^-33 are taken as 2^-33. Near u = 1 a
// float cannot say how far the tail is; where the tail matters use normal_from_bits.
PEREGRINE_FUNCTION float normal_quantile(float u) {
  const float tail = larger(smaller(u, 1.0f - u), 0x1p-33f);
  const float z = quantile_of_tail(2.0f * tail, 0);
  return u < 0.5f ? -z : z;
}

// A standard normal number z from 32 random bits: the quantile of the middle of the cell that
// `bits` falls in when (0, 1) is cut into 2^31 equal cells; both tails reach 2^-32 (z = 6.23).
// Error at most 1.6e-6 max(1, |z|). normal_from_bits(~bits) == -normal_from_bits(bits) exactly; it
// grows with `bits` but for rounding, which makes neighbours fall by at most 1.5e-6.
PEREGRINE_FUNCTION float normal_from_bits(std::uint32_t bits) {
  // As a signed odd number the word counts from the nearer end of (0, 1): the lower half is
  // positive, the upper half negative, and complementing the word changes the sign only.
  const float cell = static_cast<float>(static_cast<std::int32_t>(bits | 1u));
  const float z = quantile_of_tail(float_of(bits_of(cell) & 0x7fffffffu), 31);
  return float_of(bits_of(z) ^ (~bits & 0x80000000u));
}

}  // namespace peregrine
