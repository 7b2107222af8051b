// What history says of incomes, and that the table says so too.
#include <gtest/gtest.h>

#include <cmath>

#include "host/model/economy/fit/economy.h"

namespace peregrine {
namespace {

const std::string inputs = PEREGRINE_SOURCE_DIR "/inputs";

TEST(EconomyCalibration, of_the_inputs_is_what_the_fit_gives) {
  const Countries countries = load_baseline(inputs).countries;
  const EconomyCalibration fitted = calibrate_economy(inputs, 2020);
  const EconomyCalibration stored = load_economy_calibration(inputs, countries);
  EXPECT_NEAR(stored.common_spread, fitted.common_spread, 1e-6);
  EXPECT_NEAR(stored.shock_tail, fitted.shock_tail, 1e-5);
  EXPECT_NEAR(stored.origin_elasticity, fitted.origin_elasticity, 1e-5);
  EXPECT_NEAR(stored.destination_elasticity, fitted.destination_elasticity, 1e-5);
  EXPECT_NEAR(stored.elasticity_correlation, fitted.elasticity_correlation, 1e-5);
  for (std::size_t c = 0; c < fitted.log_income.size(); ++c) {
    if (!std::isfinite(fitted.log_income[c])) continue;
    EXPECT_NEAR(stored.log_income[c], fitted.log_income[c], 1e-4) << countries.iso3[c];
    EXPECT_NEAR(stored.national_spread[c], fitted.national_spread[c], 1e-4) << countries.iso3[c];
  }
}

// The world's economy shrank once in these years by more than 2 % a head (2020: -4 %, IMF and World
// Bank); a shock that all countries share is of that order and not of ten times that.
TEST(EconomyCalibration, has_a_common_shock_of_the_size_of_world_recessions) {
  const EconomyCalibration fitted = calibrate_economy(inputs, 2020);
  EXPECT_GT(fitted.common_spread, 0.008);
  EXPECT_LT(fitted.common_spread, 0.03);
}

TEST(EconomyCalibration, finds_fewer_arrivals_from_richer_origins_and_more_at_richer_destinations) {
  const EconomyCalibration fitted = calibrate_economy(inputs, 2020);
  EXPECT_LT(fitted.origin_elasticity + fitted.origin_elasticity_spread, 0.0);
  EXPECT_GT(fitted.destination_elasticity - fitted.destination_elasticity_spread, 0.0);
}

// Libya's economy halved and doubled between 2011 and 2014; Switzerland's moved by a few per cent.
TEST(EconomyCalibration, knows_calm_economies_from_stormy_ones) {
  const Countries countries = load_baseline(inputs).countries;
  const EconomyCalibration fitted = calibrate_economy(inputs, 2020);
  const auto spread = [&](const char* code) {
    return fitted.national_spread[static_cast<std::size_t>(countries.index_of(code))];
  };
  EXPECT_GT(spread("LBY"), 3.0 * spread("CHE"));
}

TEST(EconomyCalibration, does_not_see_years_after_its_origin) {
  const EconomyCalibration early = calibrate_economy(inputs, 2010);
  const EconomyCalibration late = calibrate_economy(inputs, 2020);
  EXPECT_NE(early.common_spread, late.common_spread);
  EXPECT_NE(early.origin_elasticity, late.origin_elasticity);
}

}  // namespace
}  // namespace peregrine
