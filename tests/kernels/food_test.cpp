// Who lives of agriculture, in one lane.
#include "kernels/drivers/food.h"

#include <gtest/gtest.h>

#include <cmath>

namespace peregrine {
namespace {

float share_at(double dollars) {
  return farming_share(static_cast<float>(std::log(dollars)));
}

// Employment in agriculture in 2023 by income group: ILO, via Our World in Data.
TEST(FarmingShare, is_that_of_the_income_groups) {
  EXPECT_NEAR(share_at(2'100), 0.59f, 0.05f);
  EXPECT_NEAR(share_at(8'000), 0.40f, 0.05f);
  EXPECT_NEAR(share_at(20'500), 0.21f, 0.05f);
  EXPECT_NEAR(share_at(56'000), 0.03f, 0.05f);
}

// Employment in agriculture in 2019 (World Development Indicators, modelled by the ILO), at the GDP
// per head of 2020 in 2021 PPP dollars: Burundi, Malawi, India, Bangladesh, Viet Nam, Morocco.
TEST(FarmingShare, is_near_that_of_countries) {
  EXPECT_NEAR(share_at(834), 0.862f, 0.13f);
  EXPECT_NEAR(share_at(1'656), 0.764f, 0.13f);
  EXPECT_NEAR(share_at(7'400), 0.426f, 0.13f);
  EXPECT_NEAR(share_at(7'015), 0.383f, 0.13f);
  EXPECT_NEAR(share_at(11'851), 0.372f, 0.13f);
  EXPECT_NEAR(share_at(8'055), 0.333f, 0.13f);
}

TEST(FarmingShare, stays_within_zero_and_one) {
  EXPECT_EQ(share_at(50), 1.0f);
  EXPECT_EQ(share_at(120'000), 0.0f);
}

}  // namespace
}  // namespace peregrine
