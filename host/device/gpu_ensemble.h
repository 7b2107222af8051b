// Draws by the ten thousands on a GPU, which counts them itself.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "host/device/counted_statistics.h"
#include "host/device/simulator.h"
#include "host/output/extents.h"
#include "host/output/year_lanes.h"

namespace peregrine {

// A block of draws of a launch: draws `first` ... `last` - 1 of those that follow `origin`, a
// multiple of 1,024. Whether they are counted, and how many of them, from the first on, are taken
// one by one.
struct LaunchedBlock {
  std::int64_t origin;
  std::int64_t first;
  std::int64_t last;
  bool counted;
  std::int64_t kept;
};

// What a GPU offers.
struct GpuLanes {
  std::int64_t most;    // that advance at once
  std::int64_t memory;  // for which its free memory suffices, beside histograms
  std::int64_t usual() const { return std::min(most, memory); }
};
// Of a run with so many histograms. Throws std::runtime_error with CUDA's own words.
GpuLanes lanes_of_gpu(int gpu, const World& world, std::int64_t histograms);

class GpuEnsemble {
 public:
  // Lanes for `blocks` blocks of draws, or fewer where memory is short, which is said in one line.
  // `statistics` and what they point to stay where they are. Throws std::runtime_error.
  static std::unique_ptr<GpuEnsemble> make(const World& world, const StockSwitches& switches,
                                           std::uint64_t seed, const DeviceChoice& device,
                                           const std::vector<CountedStatistics>& statistics,
                                           const OutputExtents& extents, std::int64_t blocks);
  virtual ~GpuEnsemble() = default;

  virtual std::int64_t blocks_at_once() const = 0;

  // Is given every year of those draws of a block that are taken one by one, blocks in order and
  // years in order: a tile, of which the arrays of single realizations alone are there.
  using TakeKept = std::function<void(std::size_t block, const YearLanes& year)>;
  // Simulates and counts; at most blocks_at_once() blocks.
  virtual void simulate(std::span<const LaunchedBlock> blocks, const TakeKept& take) = 0;

  // Adds what was counted since the last call to the statistics.
  virtual void collect() = 0;
};

}  // namespace peregrine
