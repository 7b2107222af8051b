#include "kernels/ground/math.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include "kernels/ground/random.h"
#include "tests/kernels/golden.h"

namespace peregrine {
namespace {

// Every float of a range where PEREGRINE_LONG_TESTS is set (minutes), a prime stride otherwise.
std::uint32_t stride() {
  return std::getenv("PEREGRINE_LONG_TESTS") ? 1 : 61;
}

// |value - exact| in units in the last place of the float32 numbers around `exact`.
double ulps(float value, double exact) {
  return std::abs(value - exact) / std::ldexp(1.0, std::ilogb(exact) - 23);
}

// The largest error in ulp over the floats whose bits run from `first` to `last`. The reference is
// libm's double, whose own error is below 2^-28 of a float32 ulp.
template <class Function, class Reference>
double worst_ulps(float first, float last, Function function, Reference reference) {
  double worst = 0;
  for (std::uint64_t bits = bits_of(first); bits <= bits_of(last); bits += stride()) {
    const float x = float_of(static_cast<std::uint32_t>(bits));
    const double exact = reference(static_cast<double>(x));
    if (exact != 0) worst = std::max(worst, ulps(function(x), exact));
  }
  return worst;
}

// z with Phi(-z) = tail, tail <= 1/2: Newton in long double on erfc from a near start.
double exact_quantile_of_tail(long double tail, long double start) {
  const long double root_half = std::sqrt(0.5L);
  const long double root_two_pi = std::sqrt(2 * std::acos(-1.0L));
  long double z = start;
  for (int iteration = 0; iteration < 4; ++iteration) {
    const long double density = std::exp(-z * z / 2) / root_two_pi;
    z += (std::erfc(z * root_half) / 2 - tail) / density;
  }
  return static_cast<double>(z);
}

// Deviation of normal_from_bits from the quantile, absolute below 1 and relative above.
double normal_error(std::uint32_t bits) {
  const float z = normal_from_bits(bits);
  const bool lower = bits < 0x80000000u;
  const std::uint32_t cell = (lower ? bits : ~bits) | 1u;
  const double exact = exact_quantile_of_tail(std::ldexp(static_cast<long double>(cell), -32),
                                              std::abs(static_cast<long double>(z)));
  return std::abs(z - (lower ? -exact : exact)) / std::max(1.0, exact);
}

TEST(Exponential, is_within_1_01_ulp_of_exp_over_its_range) {
  const auto reference = [](double x) { return std::exp(x); };
  const double above = worst_ulps(0.0f, 88.0f, exponential, reference);
  const double below = worst_ulps(-0.0f, -87.0f, exponential, reference);
  RecordProperty("max_ulp", std::to_string(std::max(above, below)));
  EXPECT_LE(above, 1.01);
  EXPECT_LE(below, 1.01);
}

TEST(Exponential, holds_arguments_beyond_its_range_at_the_ends) {
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(exponential(0.0f), 1.0f);
  EXPECT_EQ(exponential(-0.0f), 1.0f);
  EXPECT_EQ(exponential(infinity), exponential(88.0f));
  EXPECT_EQ(exponential(1e30f), exponential(88.0f));
  EXPECT_EQ(exponential(-infinity), exponential(-87.0f));
  EXPECT_EQ(exponential(std::nanf("")), exponential(88.0f));
  EXPECT_EQ(exponential(-std::nanf("")), exponential(-87.0f));
  EXPECT_TRUE(std::isnormal(exponential(-87.0f)));
  EXPECT_TRUE(std::isnormal(exponential(88.0f)));
}

TEST(Logarithm, is_within_1_17_ulp_of_log_for_every_normal_number) {
  const double worst = worst_ulps(0x1p-126f, std::numeric_limits<float>::max(), natural_logarithm,
                                  [](double x) { return std::log(x); });
  RecordProperty("max_ulp", std::to_string(worst));
  EXPECT_LE(worst, 1.17);
}

TEST(Logarithm, takes_what_has_none_as_the_smallest_normal_number) {
  const float least = natural_logarithm(0x1p-126f);
  EXPECT_NEAR(least, std::log(0x1p-126), 1e-5);
  EXPECT_EQ(natural_logarithm(0.0f), least);
  EXPECT_EQ(natural_logarithm(0x1p-140f), least);
  EXPECT_EQ(natural_logarithm(-3.0f), least);
  EXPECT_TRUE(std::isfinite(natural_logarithm(std::nanf(""))));
  EXPECT_EQ(natural_logarithm(1.0f), 0.0f);
}

TEST(Logarithm, undoes_the_exponential) {
  for (float x = -80.0f; x < 80.0f; x += 0.37f) {
    EXPECT_NEAR(natural_logarithm(exponential(x)), x, 1.5e-7 + 6e-8 * std::abs(x));
  }
}

TEST(Normal, is_the_quantile_of_its_cell_to_1_6_millionths) {
  double worst = 0;
  for (std::uint32_t bits = 0; bits < 4096; ++bits) {
    worst = std::max({worst, normal_error(bits), normal_error(0x7fffffffu - bits),
                      normal_error(0x80000000u + bits), normal_error(0xffffffffu - bits)});
  }
  const std::uint64_t step = std::getenv("PEREGRINE_LONG_TESTS") ? 211 : 4099;
  for (std::uint64_t bits = 0; bits < 0x80000000u; bits += step) {
    worst = std::max(worst, normal_error(static_cast<std::uint32_t>(bits)));
  }
  for (double bits = 4096; bits < 0x80000000u; bits *= 1.0001) {  // as many in every octave
    worst = std::max(worst, normal_error(static_cast<std::uint32_t>(bits)));
  }
  RecordProperty("max_error", std::to_string(worst * 1e6) + "e-6");
  EXPECT_LE(worst, 1.6e-6);
}

TEST(Normal, reaches_tails_of_two_to_the_minus_32) {
  EXPECT_NEAR(normal_from_bits(0), -6.2302601, 1e-5);  // qnorm(2^-32)
  EXPECT_NEAR(normal_from_bits(0xffffffffu), 6.2302601, 1e-5);
  EXPECT_EQ(normal_from_bits(0x7fffffffu), 0.0f);
  EXPECT_EQ(normal_from_bits(0x80000000u), 0.0f);
}

TEST(Normal, changes_its_sign_alone_when_the_word_is_complemented) {
  for (std::uint64_t bits = 0; bits <= 0xffffffffu; bits += 997) {
    const std::uint32_t word = static_cast<std::uint32_t>(bits);
    ASSERT_EQ(bits_of(normal_from_bits(~word)), bits_of(normal_from_bits(word)) ^ 0x80000000u);
  }
}

// Neighbouring words may differ by the rounding of float32 arithmetic, never by more.
TEST(Normal, grows_with_the_word) {
  for (const std::uint32_t first : {0u, 0x00ff0000u, 0x1fff0000u, 0x3fff0000u, 0x7ffe0000u}) {
    for (std::uint32_t bits = first; bits < first + 200000; ++bits) {
      const float z = normal_from_bits(bits);
      ASSERT_GE(normal_from_bits(bits + 1), z - 1.5e-6f) << bits;
      ASSERT_GE(normal_from_bits(bits + 256), z - (bits > 65536 ? 1.5e-6f : 0.0f)) << bits;
    }
  }
  for (std::uint64_t bits = 0; bits + 65536 <= 0xffffffffu; bits += 65536) {
    const std::uint32_t word = static_cast<std::uint32_t>(bits);
    ASSERT_GT(normal_from_bits(word + 65536), normal_from_bits(word)) << word;
  }
}

TEST(NormalQuantile, agrees_with_published_quantiles) {
  EXPECT_EQ(normal_quantile(0.5f), 0.0f);
  EXPECT_NEAR(normal_quantile(0.975f), 1.9599640, 1.6e-6 * 1.96 + 5e-7);  // 0.975 rounded to float
  EXPECT_NEAR(normal_quantile(0.025f), -1.9599640, 1.6e-6 * 1.96 + 5e-7);
  EXPECT_NEAR(normal_quantile(0.8413447f), 1.0, 2e-6);
  EXPECT_NEAR(normal_quantile(1e-9f), -5.9978070, 1.2e-5);
  EXPECT_NEAR(normal_quantile(0x1p-33f), -6.3379578, 1e-5);
  EXPECT_EQ(normal_quantile(0x1p-60f), normal_quantile(0x1p-33f));
  EXPECT_EQ(normal_quantile(0.25f), -normal_quantile(0.75f));
}

// One figure for every compiler, optimisation level, CPU level and device.
template <class Function>
std::uint64_t hash_of_a_million(Function function) {
  std::uint64_t hash = empty_hash;
  for (std::uint32_t i = 0; i < 1000000; ++i) add_to_hash(hash, function(i * 4295u));
  return hash;
}

TEST(Bits, are_the_same_in_every_build) {
  const auto spread = [](std::uint32_t bits, float low, float high) {
    return fused(uniform_open(bits), high - low, low);
  };
  EXPECT_EQ(hash_of_a_million([&](std::uint32_t i) { return exponential(spread(i, -90, 90)); }),
            0xc9f28ae995ecaa31u);
  EXPECT_EQ(hash_of_a_million([](std::uint32_t i) { return natural_logarithm(float_of(i)); }),
            0x40deb7dd664b7798u);
  EXPECT_EQ(hash_of_a_million([](std::uint32_t i) { return normal_from_bits(i); }),
            0xd26656638bd59fa3u);
  EXPECT_EQ(hash_of_a_million([&](std::uint32_t i) { return normal_quantile(uniform_open(i)); }),
            0x33b0c0d9a7091fccu);
}

}  // namespace
}  // namespace peregrine
