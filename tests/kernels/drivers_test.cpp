// Shares of income and the response to warming, in one lane.
#include "kernels/drivers/drivers.h"

#include <gtest/gtest.h>

#include <cmath>

namespace peregrine {
namespace {

constexpr float middle = 0.06f;  // log arrivals per kelvin
constexpr float poor = -0.06f;

float log_of(double dollars) {
  return static_cast<float>(std::log(dollars));
}

TEST(IncomeShares, sum_to_one_and_lie_within_zero_and_one) {
  for (double dollars = 300; dollars < 2.0e5; dollars *= 1.3) {
    const IncomeShares shares = shares_of_income(log_of(dollars));
    EXPECT_NEAR(shares.poor + shares.middle + shares.rich, 1.0f, 1e-6f) << dollars;
    for (const float share : {shares.poor, shares.middle, shares.rich}) {
      EXPECT_GE(share, 0.0f) << dollars;
      EXPECT_LE(share, 1.0f) << dollars;
    }
  }
}

// GDP per head of 2020 in 2021 PPP dollars (World Bank): Burundi 800, Indonesia 12,000, Germany
// 60,000.
TEST(IncomeShares, put_countries_where_the_world_bank_does) {
  EXPECT_GT(shares_of_income(log_of(800)).poor, 0.95f);
  EXPECT_GT(shares_of_income(log_of(12'000)).middle, 0.8f);
  EXPECT_GT(shares_of_income(log_of(60'000)).rich, 0.9f);
}

// Cattaneo and Peri 2016: warming raises emigration from countries of middle income and lowers it
// from the poorest.
TEST(ResponseToWarming, has_the_signs_of_cattaneo_and_peri) {
  EXPECT_GT(response_by_income(log_of(12'000), middle, poor), 0.04f);
  EXPECT_LT(response_by_income(log_of(800), middle, poor), -0.05f);
  EXPECT_NEAR(response_by_income(log_of(60'000), middle, poor), 0.0f, 0.006f);
}

}  // namespace
}  // namespace peregrine
