// Draws that are handed over year by year.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

#include "host/output/year_lanes.h"
#include "host/support/version.h"
#include "tests/model/forecast_world.h"

namespace peregrine::test {
namespace {

constexpr int years = 3;
constexpr std::int64_t draws = 150;

const World& world() {
  static const World made = whole_world(2020 + years);
  return made;
}

// Serial, OpenMP and TBB as far as they are built, with tiles of different widths.
std::vector<DeviceChoice> cpu_devices() {
  std::vector<DeviceChoice> devices;
  const auto built = built_devices();
  for (const auto& [name, kind] :
       {std::pair{"serial", DeviceChoice::Kind::serial}, std::pair{"omp", DeviceChoice::Kind::omp},
        std::pair{"tbb", DeviceChoice::Kind::tbb}}) {
    if (std::find(built.begin(), built.end(), name) == built.end()) continue;
    for (const int width : {1, 32}) {
      DeviceChoice device;
      device.kind = kind;
      device.threads = kind == DeviceChoice::Kind::serial ? 1 : 3;
      device.tile_width = width;
      devices.push_back(device);
    }
  }
  return devices;
}

std::unique_ptr<Simulator> simulator_on(const DeviceChoice& device, KeptYears kept) {
  return Simulator::make(world(), all_on, 281, device, kept);
}

// A draw's numbers of a year: the stocks of all corridors, then the attempts at the borders.
std::vector<float> numbers_of(const TileOutput& output, int width, std::int64_t lane, int step) {
  std::vector<float> numbers;
  const auto add = [&](const float* array, std::int64_t rows) {
    const std::int64_t plane = lane / width * output.planes + step % output.planes;
    for (std::int64_t row = 0; row < rows; ++row) {
      numbers.push_back(array[(plane * rows + row) * width + lane % width]);
    }
  };
  const WorldView& view = world().view;
  add(output.stock, view.corridors);
  add(output.routes.attempts, std::int64_t{months_a_year} * view.routes.borders.count);
  return numbers;
}

TEST(ByYear, draws_are_those_that_are_kept_whole) {
  for (const DeviceChoice& device : cpu_devices()) {
    const auto whole = simulator_on(device, KeptYears::all);
    const auto by_year = simulator_on(device, KeptYears::two);
    std::map<std::int64_t, std::vector<std::vector<float>>> taken;  // by draw, of each year
    std::mutex mutex;
    by_year->simulate_by_year(7, draws, [&](const YearLanes& year) {
      const std::lock_guard lock(mutex);
      for (std::int64_t lane = 0; lane < year.count; ++lane) {
        auto& of_draw = taken[year.first + lane];
        // In the order of years, each once.
        ASSERT_EQ(of_draw.size(), static_cast<std::size_t>(year.step));
        of_draw.push_back(numbers_of(year.output, year.width, lane, year.step));
      }
    });
    ASSERT_EQ(taken.size(), static_cast<std::size_t>(draws));
    ASSERT_EQ(taken.begin()->first, 7);
    for (std::int64_t first = 0; first < draws; first += whole->draws_at_once()) {
      const std::int64_t count = std::min(whole->draws_at_once(), draws - first);
      whole->simulate(static_cast<std::uint64_t>(7 + first), count);
      for (std::int64_t lane = 0; lane < count; ++lane) {
        for (int step = 0; step <= years; ++step) {
          ASSERT_EQ(taken[7 + first + lane].at(static_cast<std::size_t>(step)),
                    numbers_of(whole->output(), device.tile_width, lane, step))
              << first + lane << " " << step;
        }
      }
    }
  }
}

TEST(ByYear, what_a_taker_throws_ends_the_work_and_is_thrown) {
  for (const DeviceChoice& device : cpu_devices()) {
    const auto simulator = simulator_on(device, KeptYears::two);
    std::atomic<int> calls = 0;
    const auto fail_in_the_second_year = [&](const YearLanes& year) {
      ++calls;
      if (year.step == 1) throw std::runtime_error("no room");
    };
    EXPECT_THROW(simulator->simulate_by_year(0, draws, fail_in_the_second_year),
                 std::runtime_error);
    // Each thread fails at most once.
    EXPECT_LE(calls, 2 * device.threads);
    // And nothing is left of it.
    std::atomic<std::int64_t> done = 0;
    simulator->simulate_by_year(0, draws, [&](const YearLanes& year) { done += year.count; });
    EXPECT_EQ(done, draws * (years + 1));
  }
}

TEST(ByYear, a_simulator_refuses_what_it_has_no_memory_for) {
  const DeviceChoice device;
  EXPECT_THROW(simulator_on(device, KeptYears::two)->simulate(0, 1), std::logic_error);
  const auto nothing = [](const YearLanes&) {};
  for (const KeptYears kept : {KeptYears::all, KeptYears::all_but_stocks}) {
    EXPECT_THROW(simulator_on(device, kept)->simulate_by_year(0, 1, nothing), std::logic_error);
  }
}

}  // namespace
}  // namespace peregrine::test
