// Draws that are simulated while those before them are read.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "host/support/version.h"
#include "host/support/work_list.h"
#include "tests/model/forecast_world.h"

namespace peregrine::test {
namespace {

constexpr int years = 2;
constexpr std::int64_t turns = 3;
constexpr int pieces_a_turn = 20;

const World& world() {
  static const World made = whole_world(2020 + years);
  return made;
}

std::vector<DeviceChoice> cpu_devices() {
  std::vector<DeviceChoice> devices;
  const auto built = built_devices();
  for (const auto& [name, kind] :
       {std::pair{"serial", DeviceChoice::Kind::serial}, std::pair{"omp", DeviceChoice::Kind::omp},
        std::pair{"tbb", DeviceChoice::Kind::tbb}}) {
    if (std::find(built.begin(), built.end(), name) == built.end()) continue;
    DeviceChoice device;
    device.kind = kind;
    device.threads = kind == DeviceChoice::Kind::serial ? 1 : 3;
    device.tile_width = 8;
    devices.push_back(device);
  }
  return devices;
}

std::unique_ptr<Simulator> simulator_on(const DeviceChoice& device) {
  return Simulator::make(world(), all_on, 281, device, Simulator::Stocks::every_year);
}

// Stocks [tile][year][corridor][lane] of so many draws of an output.
std::vector<float> stocks(const TileOutput& output, std::int64_t draws) {
  return {output.stock, output.stock + draws * world().view.corridors * (years + 1)};
}

// Draws `first` ... `first + draws - 1`, from a simulator of their own.
std::vector<float> alone(const DeviceChoice& device, std::int64_t first, std::int64_t draws) {
  const auto simulator = simulator_on(device);
  simulator->simulate(static_cast<std::uint64_t>(first), draws);
  return stocks(simulator->output(), draws);
}

TEST(Beside, draws_are_the_same_and_those_before_them_are_there_till_the_work_is_done) {
  for (const DeviceChoice& device : cpu_devices()) {
    const auto simulator = simulator_on(device);
    const std::int64_t draws = simulator->draws_beside();
    ASSERT_LE(2 * draws, simulator->draws_at_once());
    std::vector<float> read;  // by the work
    std::atomic<int> done = 0;
    WorkList work;
    for (std::int64_t turn = 0; turn < turns; ++turn) {
      simulator->simulate_beside(static_cast<std::uint64_t>(turn * draws), draws, work);
      EXPECT_EQ(done, turn * pieces_a_turn);
      if (turn > 0) {
        EXPECT_EQ(read, alone(device, (turn - 1) * draws, draws)) << turn;
      }
      const TileOutput output = simulator->output();
      EXPECT_EQ(stocks(output, draws), alone(device, turn * draws, draws)) << turn;
      work.add([&read, &done, output, draws] {
        read = stocks(output, draws);
        ++done;
      });
      for (int piece = 1; piece < pieces_a_turn; ++piece) work.add([&done] { ++done; });
    }
  }
}

TEST(Beside, work_that_fails_is_reported_when_all_of_it_is_done) {
  for (const DeviceChoice& device : cpu_devices()) {
    const auto simulator = simulator_on(device);
    std::atomic<int> done = 0;
    WorkList work;
    work.add([] { throw std::runtime_error("no room"); });
    for (int piece = 1; piece < pieces_a_turn; ++piece) work.add([&done] { ++done; });
    EXPECT_THROW(simulator->simulate_beside(0, simulator->draws_beside(), work),
                 std::runtime_error);
    EXPECT_EQ(done, pieces_a_turn - 1);
    // And once only.
    simulator->simulate_beside(0, simulator->draws_beside(), work);
  }
}

TEST(WorkList, is_done_once_by_any_number_of_threads) {
  for (const int threads : {1, 2, 16}) {
    std::vector<int> done(100, 0);
    WorkList work;
    for (int& one : done) work.add([&one] { ++one; });
    work.complete(threads);
    EXPECT_EQ(done, std::vector<int>(100, 1)) << threads;
    EXPECT_EQ(work.count(), 0);
  }
}

}  // namespace
}  // namespace peregrine::test
