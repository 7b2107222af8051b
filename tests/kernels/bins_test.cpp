// Bins and whole steps, as hosts and devices count them.
#include "kernels/statistics/bins.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace peregrine {
namespace {

// Around every half below 64 and with fractions up to where doubles have none.
template <typename Check>
void for_many_numbers(const Check& check) {
  for (int halves = -128; halves <= 128; ++halves) {
    const double half = 0.5 * halves;
    check(half);
    check(std::nextafter(half, 1e9));
    check(std::nextafter(half, -1e9));
  }
  std::mt19937_64 random(5);
  for (int power = 0; power < 62; ++power) {
    for (int time = 0; time < 100; ++time) {
      check(std::ldexp(std::uniform_real_distribution<double>(-1.0, 1.0)(random), power));
    }
  }
}

TEST(WholeSteps, are_rounded_as_the_c_library_does) {
  for_many_numbers([](double steps) {
    EXPECT_EQ(steps_to_even(steps), std::llrint(steps)) << steps;
    EXPECT_EQ(steps_away(steps), std::llround(steps)) << steps;
  });
}

TEST(Bins, are_equal_below_a_value_and_equal_in_the_logarithm_above) {
  constexpr BinScale scale = {100.0f, 4.605170f, 100.0f, 1.0f, 100.0f};
  EXPECT_EQ(bin_of(scale, 0.0f), 0);
  EXPECT_EQ(bin_of(scale, 0.99f), 0);
  EXPECT_EQ(bin_of(scale, 1.0f), 1);
  EXPECT_EQ(bin_of(scale, 99.9f), 99);
  EXPECT_EQ(bin_of(scale, 100.0f), 100);
  EXPECT_EQ(bin_of(scale, 100.0f * std::exp(1.005f)), 200);
}

}  // namespace
}  // namespace peregrine
