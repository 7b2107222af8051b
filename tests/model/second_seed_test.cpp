// A second seed for some drivers, over whole draws with all of the model's processes.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/model/forecast_world.h"

namespace peregrine::test {
namespace {

constexpr int years = 3;
constexpr std::int64_t draws = 16;
constexpr std::uint64_t second = 777;

const World& world() {
  static const World made = whole_world(2020 + years);
  return made;
}

// Stocks [year][corridor] of all draws.
std::vector<float> stocks(std::uint64_t seed, const SecondSeed& other) {
  DeviceChoice device;
  device.tile_width = static_cast<int>(draws);
  const auto simulator = Simulator::make(world(), all_on, seed, device, KeptYears::all);
  simulator->use_second_seed(other);
  simulator->simulate(0, draws);
  const float* const stock = simulator->output().stock;
  return {stock, stock + draws * world().view.corridors * (years + 1)};
}

bool same_start(const std::vector<float>& one, const std::vector<float>& other) {
  return std::equal(one.begin(), one.begin() + draws * world().view.corridors, other.begin());
}

TEST(SecondSeed, without_groups_changes_no_bit_and_with_all_is_that_seed) {
  const std::vector<float> first = stocks(281, {});
  EXPECT_EQ(stocks(281, {second, 0}), first);
  EXPECT_EQ(stocks(281, {second, all_groups}), stocks(second, {}));
  EXPECT_NE(stocks(second, {}), first);
}

TEST(SecondSeed, of_the_measurement_changes_the_start_to_that_seeds) {
  const std::vector<float> moved = stocks(281, {second, group_bit(DriverGroup::measurement)});
  EXPECT_TRUE(same_start(moved, stocks(second, {})));
  EXPECT_FALSE(same_start(moved, stocks(281, {})));
}

TEST(SecondSeed, of_any_other_driver_leaves_the_start_and_changes_the_end) {
  const std::vector<float> first = stocks(281, {});
  for (const DriverGroup group :
       {DriverGroup::parameters, DriverGroup::climate, DriverGroup::economy, DriverGroup::chance}) {
    const std::vector<float> moved = stocks(281, {second, group_bit(group)});
    EXPECT_TRUE(same_start(moved, first)) << static_cast<int>(group);
    EXPECT_NE(moved, first) << static_cast<int>(group);
  }
}

}  // namespace
}  // namespace peregrine::test
