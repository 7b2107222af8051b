// The climate's equations against figures of others.
#include <gtest/gtest.h>

#include <cmath>

#include "kernels/climate/year.h"

namespace peregrine {
namespace {

constexpr double tropospheric_adjustment = 1.05;

TEST(ForcingOfCo2, doubled_is_that_of_the_sixth_assessment_report) {
  // IPCC AR6 WG1, 7.3.2.1: 3.93 W/m2 for doubled CO2.
  const auto forcing = static_cast<double>(co2_forcing(2 * 278.0f, 278.0f));
  EXPECT_NEAR(tropospheric_adjustment * forcing, 3.93, 0.03);
}

TEST(ForcingOfCo2, vanishes_at_the_start_and_grows_beyond_the_range_of_its_source) {
  EXPECT_EQ(co2_forcing(280.0f, 280.0f), 0.0f);
  float last = 0.0f;
  for (float ppm = 290.0f; ppm < 6000.0f; ppm += 10.0f) {
    const float forcing = co2_forcing(ppm, 280.0f);
    ASSERT_GT(forcing, last) << ppm;
    last = forcing;
  }
}

TEST(MeanOfDecay, agrees_with_double_precision_from_no_decay_to_a_complete_one) {
  EXPECT_EQ(mean_of_decay(0.0f), 1.0f);
  for (double x = 1e-9; x < 80.0; x *= 1.01) {
    const auto argument = static_cast<float>(x);
    const double expected = -std::expm1(-static_cast<double>(argument)) / argument;
    ASSERT_NEAR(static_cast<double>(mean_of_decay(argument)), expected, 5e-7 * expected) << x;
  }
}

// A lane whose carbon cycle does not respond to what it takes up.
struct CarbonLane {
  float parameters[climate_parameter_count] = {};
  float variables[climate_variable_count] = {};
  ClimateState state = {};
  Tile tile = {0, 0, 0, 1};

  CarbonLane() {
    state.parameters = parameters;
    state.variables = variables;
    // exp(iirf / g1) = 1 / g0: the pools' own lifetimes.
    parameters[iirf_start] = -alpha_years * std::log(alpha_unit);
  }
  double airborne_after(int years, float first_year) {
    variables[emissions_now] = first_year;
    for (int year = 0; year < years; ++year) {
      advance_carbon<1>(tile, state);
      variables[emissions_now] = 0.0f;
    }
    double sum = 0.0;
    for (int pool = 0; pool < carbon_pools; ++pool) {
      sum += static_cast<double>(variables[carbon_pool + pool]);
    }
    return sum;
  }
};

TEST(CarbonPools, leave_of_a_pulse_what_the_models_of_joos_and_others_do) {
  // Joos et al. 2013, table 5: 41 % of a pulse is in the air after 100 years, 60 % after 20, here
  // as much as their fit says: 0.2173 + 0.2240 exp(-t/394.4) + 0.2824 exp(-t/36.54) + ...
  const auto left = [](double t) {
    return 0.2173 + 0.2240 * std::exp(-t / 394.4) + 0.2824 * std::exp(-t / 36.54) +
           0.2763 * std::exp(-t / 4.304);
  };
  EXPECT_NEAR(CarbonLane().airborne_after(100, 100.0f), 100 * left(99.5), 0.1);
  EXPECT_NEAR(CarbonLane().airborne_after(100, 100.0f), 41.0, 0.5);
  EXPECT_NEAR(CarbonLane().airborne_after(20, 100.0f), 60.0, 1.5);
}

TEST(CarbonPools, count_what_was_emitted) {
  CarbonLane lane;
  lane.airborne_after(10, 40.0f);
  EXPECT_EQ(lane.variables[carbon_emitted], 40.0f);
}

TEST(Pledge, leaves_everything_before_the_peak_and_nothing_after_net_zero) {
  ClimateView view = {};
  view.peak_year[china] = 2030;
  view.net_zero_year[china] = 2060;
  EXPECT_EQ(remaining_share(view, china, 0.0f, 2025), 1.0f);
  EXPECT_EQ(remaining_share(view, china, 0.0f, 2045), 0.5f);
  EXPECT_EQ(remaining_share(view, china, 0.0f, 2060), 0.0f);
  EXPECT_EQ(remaining_share(view, china, 0.0f, 2090), 0.0f);
  EXPECT_EQ(remaining_share(view, china, 20.0f, 2050), 1.0f);
  EXPECT_EQ(remaining_share(view, china, 20.0f, 2065), 0.5f);
}

TEST(PreindustrialShare, weighs_1850_to_1900_and_sums_to_one) {
  double sum = 0.0;
  for (int index = 0; index < 351; ++index) sum += static_cast<double>(preindustrial_share(index));
  EXPECT_NEAR(sum, 1.0, 1e-6);
  EXPECT_EQ(preindustrial_share(99), 0.0f);
  EXPECT_GT(preindustrial_share(100), 0.0f);
  EXPECT_EQ(preindustrial_share(152), 0.0f);
}

}  // namespace
}  // namespace peregrine
