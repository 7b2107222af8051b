#include "host/outcome/rounded.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace peregrine {
namespace {

TEST(Rounded, is_llround_at_halves_and_their_neighbours) {
  for (double half = -4096.5; half < 4097.0; half += 0.5) {
    for (const double x : {half, std::nextafter(half, -INFINITY), std::nextafter(half, INFINITY)}) {
      ASSERT_EQ(rounded(x), std::llround(x)) << x;
    }
  }
}

TEST(Rounded, is_llround_up_to_where_doubles_have_no_fraction) {
  std::mt19937_64 engine(281);
  for (int exponent = -2; exponent < 62; ++exponent) {
    std::uniform_real_distribution<double> numbers(std::ldexp(1.0, exponent),
                                                   std::ldexp(2.0, exponent));
    for (int i = 0; i < 1000; ++i) {
      const double x = numbers(engine);
      ASSERT_EQ(rounded(x), std::llround(x)) << x;
      ASSERT_EQ(rounded(-x), std::llround(-x)) << -x;
    }
  }
}

}  // namespace
}  // namespace peregrine
