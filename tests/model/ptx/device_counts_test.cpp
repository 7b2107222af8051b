// What a GPU counts against what the host counts of the same values, on the stand-in for the CUDA
// runtime: every kind of output, and values that no simulation has.
#include "host/device/device_counts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "host/device/tile_memory.h"
#include "host/outcome/statistics.h"
#include "kernels/tile_arrays.h"
#include "tests/model/hashed_world.h"

namespace peregrine {
namespace {

constexpr int lanes = 2 * draws_of_lanes;
constexpr std::int64_t host_draws = 64;

// Values of all sizes, with halves of steps of every sum, in the outputs of a year.
class Values {
 public:
  Values(const WorldView& world, std::uint32_t seed)
      : memory_(world, 1, lanes, {2, 2}), world_(world) {
    std::mt19937 random(seed);
    TileState state = memory_.state();
    TileOutput output = memory_.output();
    visit_tile_arrays(world, state, output, [&](auto*& array, const ArrayRows& rows) {
      if (rows.kind != ArrayKind::output) return;
      using Element = std::remove_reference_t<decltype(*array)>;
      for (std::int64_t at = 0; at < rows.all() * lanes; ++at) {
        array[at] = static_cast<Element>(value(random));
      }
    });
  }
  const TileOutput& output() const { return memory_.output(); }

  // `count` draws from `first` on, in the lanes from `lane` on.
  YearLanes year(std::int64_t lane, std::int64_t first, std::int64_t count, int step) const {
    TileState state = memory_.state();
    TileOutput output = memory_.output();
    visit_tile_arrays(world_, state, output,
                      [=](auto*& array, const ArrayRows&) { array += lane; });
    return {output, lanes, first, count, step};
  }

 private:
  static double value(std::mt19937& random) {
    const std::uint32_t kind = random() % 8;
    if (kind == 0) return 0.0;
    if (kind == 1) return (random() % 1000) / 16.0;
    // Products of two of them still add up in the finest steps of a sum.
    constexpr double most = 1e4;
    return std::min(std::exp(std::normal_distribution<double>(4.0, kind == 2 ? 4.0 : 0.5)(random)),
                    most);
  }

  TileMemory memory_;
  const WorldView& world_;
};

class DeviceCountsTest : public testing::Test {
 protected:
  // Statistics of all draws of `values` in the first of them on the host, and then of those in
  // `blocks`, counted by the host or by the GPU.
  EnsembleStatistics statistics() const { return {world_.view(), corridors, 4096}; }

  static constexpr LaneBlock blocks[] = {{2048, 0, draws_of_lanes}, {0, 64, 1000}};
  static constexpr std::int64_t first_lane[] = {0, draws_of_lanes + 64};

  void begin_on_host(EnsembleStatistics& statistics) const {
    for (int step = 0; step <= years; ++step) {
      statistics.add(seen_.year(0, 0, host_draws, step));
    }
  }

  std::vector<std::byte> counted_by_host(int times) const {
    EnsembleStatistics all = statistics();
    begin_on_host(all);
    for (int time = 0; time < times; ++time) {
      for (int step = 0; step <= years; ++step) {
        all.add(values_.year(0, 2048, draws_of_lanes, step));
        all.add(values_.year(draws_of_lanes + 64, 64, 1000 - 64, step));
      }
    }
    return all.store(1);
  }

  std::vector<std::byte> counted_by_device(int times, const BankLayout& layout) const {
    EnsembleStatistics all = statistics();
    begin_on_host(all);
    DeviceCounts counts(all.counted(), all.extents(), layout);
    counts.set_arrays(values_.output());
    const Stream stream;
    for (int time = 0; time < times; ++time) {
      for (int step = 0; step <= years; ++step) {
        counts.begin(step, blocks, lanes, stream);
        counts.finish(stream);
      }
      counts.collect(2);
    }
    return all.store(1);
  }

  HashedWorld world_;
  Values seen_{world_.view(), 1};
  Values values_{world_.view(), 2};
};

TEST_F(DeviceCountsTest, are_those_of_the_host_whatever_the_margin) {
  const std::vector<std::byte> wanted = counted_by_host(1);
  EXPECT_TRUE(counted_by_device(1, {.margin = 0.0}) == wanted);
  EXPECT_TRUE(counted_by_device(1, {.margin = 100.0}) == wanted);
}

TEST_F(DeviceCountsTest, lose_no_value_where_the_list_is_short) {
  EXPECT_TRUE(counted_by_device(1, {.margin = 0.0, .list_places = lanes}) == counted_by_host(1));
}

TEST_F(DeviceCountsTest, begin_anew_when_they_are_collected) {
  EXPECT_TRUE(counted_by_device(2, {}) == counted_by_host(2));
}

}  // namespace
}  // namespace peregrine
