#include "host/device/gpu_ensemble.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "host/device/tile_memory.h"
#include "host/support/numbers.h"
#include "kernels/ensemble.h"

#if defined(PEREGRINE_DEVICE_CUDA)
#include "host/device/cuda_memory.h"
#include "host/device/device_counts.h"
#include "host/device/kept_lanes.h"
#endif

namespace peregrine {

#if defined(PEREGRINE_DEVICE_CUDA)

namespace {

constexpr int planes = 2;

// What two blocks of 256 threads, with 128 registers each, fill.
constexpr std::int64_t lanes_a_multiprocessor = 512;

// Device memory of a histogram, its sums included: 512 bins, more than the 374 that were measured
// with ranges of a block of draws to 2022.
constexpr double bytes_a_histogram = 512 * sizeof(std::uint32_t) + sizeof(CellTotals);
// Of what memory is free; the rest is for the runtime and others.
constexpr double usable_share = 0.95;

std::size_t bytes_of_lanes(const WorldView& world, std::int64_t lanes) {
  return static_cast<std::size_t>(
      TileMemory::bytes(world, 1, static_cast<int>(lanes), {planes, planes}));
}

class CudaEnsemble : public GpuEnsemble {
 public:
  CudaEnsemble(const World& world, const StockSwitches& switches, std::uint64_t seed,
               const DeviceChoice& device, const std::vector<CountedStatistics>& statistics,
               const OutputExtents& extents, std::int64_t blocks)
      : threads_(device.threads), years_(world.view.years), world_on_host_(world.view) {
    check_cuda(cudaSetDevice(device.gpu), "choosing the GPU");
    const auto to_gpu = [this](const auto& array) { return memory_.copy(array); };
    task_ = {world.copied(to_gpu), switches, seed, 0, 0, {}, {}};
    counts_.emplace(statistics, extents, BankLayout());
    place_lanes(world.view, blocks);
    counts_->set_arrays(task_.output);
    device_blocks_ = memory_.allocate_array<LaneBlock>(static_cast<std::size_t>(blocks_));
    task_.blocks = device_blocks_;
  }

  std::int64_t blocks_at_once() const override { return blocks_; }

  void simulate(std::span<const LaunchedBlock> blocks, const TakeKept& take) override {
    begin_launch(blocks);
    for (int step = 0; step <= years_; ++step) {
      check_launch(simulate_year_cuda(task_, step, stream_.get()), "simulating on the GPU");
      counts_->begin(step, device_blocks_, task_.tiles, stream_);
      copy_kept(blocks, step);
      // While the GPU works on.
      if (step > 0) hand_over(blocks, step - 1, take);
      counts_->finish(stream_);
    }
    hand_over(blocks, years_, take);
  }

  void collect() override { counts_->collect(threads_); }

 private:
  void place_lanes(const WorldView& world, std::int64_t wanted) {
    task_.output.planes = planes;
    task_.output.stock_planes = planes;
    for (blocks_ = wanted; blocks_ > 0; blocks_ = fewer(blocks_)) {
      const std::int64_t lanes = blocks_ * draws_of_lanes;
      if (void* const memory = memory_.try_allocate(bytes_of_lanes(world, lanes))) {
        place_tiles(static_cast<std::byte*>(memory), world, 1, static_cast<int>(lanes), task_.state,
                    task_.output);
        break;
      }
    }
    if (blocks_ == 0) check_cuda(cudaErrorMemoryAllocation, "allocating GPU memory");
    if (blocks_ == wanted) return;
    spdlog::warn("the GPU's memory suffices for {} draws at once, not for {}",
                 grouped(blocks_ * draws_of_lanes), grouped(wanted * draws_of_lanes));
  }

  // By an eighth, as memory is short by little as a rule.
  static std::int64_t fewer(std::int64_t blocks) { return blocks - (blocks + 7) / 8; }

  void begin_launch(std::span<const LaunchedBlock> blocks) {
    if (blocks.empty() || static_cast<std::int64_t>(blocks.size()) > blocks_) {
      throw std::logic_error("more draws than there are lanes");
    }
    std::vector<LaneBlock> lanes;
    for (const LaunchedBlock& block : blocks) {
      const auto begin = static_cast<int>(block.first - block.origin);
      const auto end = static_cast<int>(block.last - block.origin);
      lanes.push_back(
          {static_cast<std::uint64_t>(block.origin), begin, block.counted ? end : begin});
    }
    check_cuda(cudaMemcpy(device_blocks_, lanes.data(), lanes.size() * sizeof(LaneBlock),
                          cudaMemcpyHostToDevice),
               "telling the GPU its draws");
    task_.tiles = static_cast<std::int64_t>(blocks.size()) * draws_of_lanes;
    const auto kept = std::ranges::count_if(blocks, [](const auto& one) { return one.kept > 0; });
    if (kept > kept_blocks_) {
      kept_.reset();
      kept_.emplace(world_on_host_, task_.output, kept);
      kept_blocks_ = kept;
    }
  }

  // Calls use(place among those that are kept, block).
  template <typename Use>
  static void for_each_kept(std::span<const LaunchedBlock> blocks, const Use& use) {
    std::int64_t at = 0;
    for (std::size_t block = 0; block < blocks.size(); ++block) {
      if (blocks[block].kept > 0) use(at++, block);
    }
  }

  void copy_kept(std::span<const LaunchedBlock> blocks, int step) {
    for_each_kept(blocks, [&](std::int64_t at, std::size_t block) {
      const LaunchedBlock& one = blocks[block];
      const std::int64_t lane =
          static_cast<std::int64_t>(block) * draws_of_lanes + one.first - one.origin;
      kept_->begin_copy(at, {lane, one.kept, task_.tiles}, step, stream_);
    });
  }

  void hand_over(std::span<const LaunchedBlock> blocks, int step, const TakeKept& take) {
    for_each_kept(blocks, [&](std::int64_t at, std::size_t block) {
      take(block,
           {kept_->year(at, step), draws_of_lanes, blocks[block].first, blocks[block].kept, step});
    });
  }

  int threads_;  // of the host
  int years_;
  std::int64_t blocks_ = 0;
  std::int64_t kept_blocks_ = 0;
  WorldView world_on_host_;
  Stream stream_;
  DeviceMemory memory_;
  EnsembleTask task_ = {};
  LaneBlock* device_blocks_ = nullptr;
  std::optional<DeviceCounts> counts_;
  std::optional<KeptLanes> kept_;
};

}  // namespace

GpuLanes lanes_of_gpu(int gpu, const World& world, std::int64_t histograms) {
  check_cuda(cudaSetDevice(gpu), "choosing the GPU");
  cudaDeviceProp properties;
  check_cuda(cudaGetDeviceProperties(&properties, gpu), "asking for the GPU's size");
  std::size_t free = 0;
  std::size_t total = 0;
  check_cuda(cudaMemGetInfo(&free, &total), "asking for the GPU's memory");
  const double for_lanes = usable_share * static_cast<double>(free) -
                           bytes_a_histogram * static_cast<double>(histograms);
  const double blocks = for_lanes / static_cast<double>(bytes_of_lanes(world.view, draws_of_lanes));
  const std::int64_t full = properties.multiProcessorCount * lanes_a_multiprocessor;
  return {std::max<std::int64_t>(full / draws_of_lanes, 1) * draws_of_lanes,
          std::max<std::int64_t>(static_cast<std::int64_t>(blocks), 1) * draws_of_lanes};
}

std::unique_ptr<GpuEnsemble> GpuEnsemble::make(const World& world, const StockSwitches& switches,
                                               std::uint64_t seed, const DeviceChoice& device,
                                               const std::vector<CountedStatistics>& statistics,
                                               const OutputExtents& extents, std::int64_t blocks) {
  return std::make_unique<CudaEnsemble>(world, switches, seed, device, statistics, extents, blocks);
}

#else

GpuLanes lanes_of_gpu(int, const World&, std::int64_t) {
  throw std::runtime_error("this program was built without CUDA");
}

std::unique_ptr<GpuEnsemble> GpuEnsemble::make(const World&, const StockSwitches&, std::uint64_t,
                                               const DeviceChoice&,
                                               const std::vector<CountedStatistics>&,
                                               const OutputExtents&, std::int64_t) {
  throw std::runtime_error("this program was built without CUDA");
}

#endif

}  // namespace peregrine
