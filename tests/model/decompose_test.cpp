// Decompositions whose answer is known beforehand, by the model's own draws.
#include "host/decompose/decompose.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "host/decompose/drivers.h"
#include "host/support/error.h"
#include "tests/model/forecast_world.h"

namespace peregrine::test {
namespace {

constexpr double errors = 4.0;  // standard errors that chance is allowed

RunSettings short_run() {
  RunSettings settings;
  settings.draws = 128;
  settings.to_year = 2022;
  return settings;
}

Decomposition decomposed(const RunSettings& settings, const DecomposeRequest& request = {}) {
  MachineSettings machine;
  machine.inputs = inputs_dir;
  return decompose(settings, machine, request, {});
}

std::size_t index_of(const Decomposition& decomposition, const std::string& driver) {
  const auto found = std::ranges::find(decomposition.drivers, driver, &DecomposedDriver::name);
  return static_cast<std::size_t>(found - decomposition.drivers.begin());
}

TEST(Decompose, of_the_first_year_finds_nothing_but_measurement) {
  const Decomposition found = decomposed(short_run(), {{}, {"MEX-USA"}, {2020}});
  ASSERT_EQ(found.quantities.size(), 2U);
  for (const DecomposedQuantity& quantity : found.quantities) {
    for (std::size_t d = 0; d < found.drivers.size(); ++d) {
      const bool measurement = found.drivers[d].name == "measurement";
      const DriverShares& shares = quantity.variance.drivers[d];
      EXPECT_NEAR(shares.first_order.share, measurement ? 1.0 : 0.0, 1e-9);
      EXPECT_NEAR(shares.total.share, measurement ? 1.0 : 0.0, errors * shares.total.error);
      if (!measurement) {
        EXPECT_EQ(quantity.effect[d].difference, 0.0);
        EXPECT_EQ(quantity.effect[d].error, 0.0);
      }
    }
  }
  // Frozen, it is UN DESA's table, to the precision of its figures in single precision.
  constexpr double migrants_2020 = 280'598'105.0;
  const PairedMean& world = found.quantities.front().effect[index_of(found, "measurement")];
  EXPECT_NEAR(world.mean_a, migrants_2020, 10.0);
  EXPECT_NEAR(world.difference, 0.0, errors * world.error);
}

TEST(Decompose, gives_drivers_that_are_off_shares_and_effects_of_exactly_zero) {
  RunSettings settings = short_run();
  settings.stock.measurement_error = Sampling::off;
  settings.stock.innovations = Sampling::off;
  settings.stock.new_corridors = Sampling::off;
  settings.climate.emissions = EmissionPath::none;
  settings.climate.parameter_uncertainty = Sampling::off;
  settings.climate.variability = Sampling::off;
  settings.climate.pattern_spread = Sampling::off;
  const Decomposition found = decomposed(settings, {{"DEU"}, {"MEX-USA"}, {}});
  for (const char* off : {"measurement", "chance", "climate", "policy"}) {
    const std::size_t d = index_of(found, off);
    ASSERT_LT(d, found.drivers.size());
    EXPECT_TRUE(found.drivers[d].keys.empty()) << off;
    for (const DecomposedQuantity& quantity : found.quantities) {
      EXPECT_EQ(quantity.variance.drivers[d].total.share, 0.0) << off;
      EXPECT_EQ(quantity.variance.drivers[d].total.error, 0.0) << off;
      EXPECT_EQ(quantity.variance.drivers[d].first_order.share, 0.0) << off;
      EXPECT_EQ(quantity.effect[d].difference, 0.0) << off;
      EXPECT_EQ(quantity.effect[d].error, 0.0) << off;
    }
  }
  EXPECT_GT(found.quantities.front().variance.variance, 0.0);
}

TEST(Decompose, gives_a_driver_that_is_alone_the_whole_variance) {
  RunSettings settings = short_run();
  for (const Driver& driver : drivers()) {
    if (driver.name != "economy") driver.freeze(settings);
  }
  const Decomposition found = decomposed(settings);
  const std::size_t economy = index_of(found, "economy");
  for (std::size_t d = 0; d < found.drivers.size(); ++d) {
    const DriverShares& shares = found.quantities.front().variance.drivers[d];
    EXPECT_NEAR(shares.first_order.share, d == economy ? 1.0 : 0.0, 1e-9);
    EXPECT_NEAR(shares.total.share, d == economy ? 1.0 : 0.0, errors * shares.total.error);
  }
  EXPECT_NEAR(found.quantities.front().variance.interactions.share, 0.0, 1e-9);
}

TEST(Decompose, keeps_shares_within_their_bounds_but_for_their_errors) {
  const Decomposition found = decomposed(short_run(), {{"DEU", "BGD"}, {"SYR-TUR"}, {}});
  ASSERT_EQ(found.quantities.size(), 6U);
  for (const DecomposedQuantity& quantity : found.quantities) {
    double total = 0.0;
    double error = 0.0;
    for (const DriverShares& shares : quantity.variance.drivers) {
      EXPECT_GE(shares.first_order.share, -errors * shares.first_order.error);
      EXPECT_LE(shares.first_order.share, 1.0 + errors * shares.first_order.error);
      EXPECT_GE(shares.total.share, -errors * shares.total.error);
      EXPECT_LE(shares.total.share, 1.0 + errors * shares.total.error);
      EXPECT_LE(
          shares.first_order.share,
          shares.total.share + errors * std::hypot(shares.first_order.error, shares.total.error));
      total += shares.total.share;
      error += shares.total.error;
    }
    EXPECT_GE(total, 1.0 - errors * error);
  }
}

TEST(Decompose, finds_the_same_of_a_year_alone_and_among_others) {
  const Decomposition alone = decomposed(short_run(), {{}, {"MEX-USA"}, {}});
  const Decomposition among = decomposed(short_run(), {{}, {"MEX-USA"}, {2021, 2022}});
  ASSERT_EQ(alone.quantities.size(), 2U);
  ASSERT_EQ(among.quantities.size(), 4U);
  for (const std::size_t q : {std::size_t{0}, std::size_t{1}}) {
    const DecomposedQuantity& one = alone.quantities[q];
    const DecomposedQuantity& other = among.quantities[2 * q + 1];
    EXPECT_EQ(one.year, 2022);
    EXPECT_EQ(other.year, 2022);
    EXPECT_EQ(one.variance.mean, other.variance.mean);
    EXPECT_NE(one.variance.mean, among.quantities[2 * q].variance.mean);
    for (std::size_t d = 0; d < alone.drivers.size(); ++d) {
      EXPECT_EQ(one.effect[d].difference, other.effect[d].difference);
      EXPECT_EQ(one.variance.drivers[d].total.share, other.variance.drivers[d].total.share);
    }
  }
}

TEST(Decompose, refuses_too_few_draws) {
  RunSettings settings = short_run();
  settings.draws = least_draws_to_decompose - 1;
  EXPECT_THROW(decomposed(settings), UsageError);
}

TEST(Drivers, draw_from_groups_of_their_own) {
  std::uint32_t seen = 0;
  for (const Driver& driver : drivers()) {
    EXPECT_EQ(seen & group_bit(driver.group), 0U) << driver.name;
    seen |= group_bit(driver.group);
  }
}

TEST(SecondSeedOfAScenario, is_none_that_a_scenario_can_have) {
  constexpr std::uint64_t largest = (std::uint64_t{1} << 63) - 1;
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{281}, largest}) {
    EXPECT_GT(second_seed_of(seed), largest);
  }
}

}  // namespace
}  // namespace peregrine::test
