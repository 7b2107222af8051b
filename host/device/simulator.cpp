#include "host/device/simulator.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <stdexcept>

#include "host/device/gpu.h"
#include "kernels/ensemble.h"
#include "kernels/tile_arrays.h"

#if defined(PEREGRINE_DEVICE_TBB)
#include <tbb/global_control.h>
#endif

namespace peregrine {

namespace {

// Of the values that are added together (host/statistics/histogram.h).
constexpr std::int64_t fewest_lanes_together = 16;

std::int64_t lanes_together(const DeviceChoice& device) {
  return std::max(most_lanes_together, device.tile_width);
}

// Tiles at once where every draw's years stay: some for every thread, few enough for memory. Of one
// lane, as many as make a tile of the usual width.
std::int64_t tiles_at_once(const DeviceChoice& device) {
  constexpr int tiles_a_thread = 2;
  constexpr int usual_width = 16;
  return tiles_a_thread * std::max(2, device.threads) *
         std::max<std::int64_t>(usual_width / device.tile_width, 1);
}

std::int64_t tiles_in_memory(const DeviceChoice& device, KeptYears kept) {
  if (kept != KeptYears::two) return tiles_at_once(device);
  return std::max(1, device.threads) * (lanes_together(device) / device.tile_width);
}

Planes planes_of(const World& world, KeptYears kept) {
  const int all = world.view.years + 1;
  switch (kept) {
    case KeptYears::all:
      return {all, all};
    case KeptYears::all_but_stocks:
      return {all, 2};
    default:
      return {2, 2};
  }
}

class CpuSimulator : public Simulator {
 public:
  CpuSimulator(const World& world, const StockSwitches& switches, std::uint64_t seed,
               const DeviceChoice& device, KeptYears kept)
      : device_(device),
        kept_(kept),
        memory_(world.view, tiles_in_memory(device, kept), device.tile_width,
                planes_of(world, kept)) {
    task_ = {world.view, switches, seed, 0, 0, memory_.state(), memory_.output()};
  }

  const TileOutput& output() const override { return task_.output; }
  int tile_width() const override { return device_.tile_width; }
  std::int64_t draws_at_once() const override {
    return tiles_at_once(device_) * device_.tile_width;
  }

  void use_second_seed(const SecondSeed& second) override { task_.second = second; }

  void simulate(std::uint64_t first, std::int64_t count) override {
    expect(kept_ != KeptYears::two, "keeps no whole draws");
    set_draws(first, count);
    launch({device_.tile_width, device_.threads});
  }

  void simulate_by_year(std::int64_t first, std::int64_t count, const TakeYear& take) override {
    expect(kept_ == KeptYears::two, "keeps whole draws");
    set_draws(static_cast<std::uint64_t>(first), count);
    const int threads = std::max(1, device_.threads);
    // A whole number of times the fewest for each thread, where there are enough of them.
    const std::int64_t share = count / threads / fewest_lanes_together * fewest_lanes_together;
    const std::int64_t lanes =
        std::clamp(share, std::max<std::int64_t>(fewest_lanes_together, device_.tile_width),
                   lanes_together(device_)) /
        device_.tile_width * device_.tile_width;
    Taking taking = {task_, device_.tile_width, first, count, take};
    launch({device_.tile_width,
            threads,
            lanes / device_.tile_width,
            true,
            {Taking::take_tiles, &taking}});
    if (taking.failure) std::rethrow_exception(taking.failure);
  }

 private:
  // Hands the tiles of a launch over as lanes, and keeps what the first call threw that failed.
  struct Taking {
    const EnsembleTask& task;
    int width;
    std::int64_t first;
    std::int64_t count;
    const TakeYear& take;
    std::mutex mutex = {};
    std::exception_ptr failure = {};

    static bool take_tiles(void* what, const TilesYear& year) noexcept {
      return static_cast<Taking*>(what)->take_lanes(year);
    }

    bool take_lanes(const TilesYear& year) noexcept {
      TileState state = task.state;
      TileOutput output = task.output;
      move_to_tile(task.world, year.place, width, state, output);
      const std::int64_t before = year.first_tile * width;
      const std::int64_t lanes = std::min(year.tiles * width, count - before);
      try {
        take({output, width, first + before, lanes, year.step});
        return true;
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::current_exception();
        return false;
      }
    }
  };

  static void expect(bool fits, const char* otherwise) {
    if (!fits) throw std::logic_error(fmt::format("this simulator {}", otherwise));
  }

  void set_draws(std::uint64_t first, std::int64_t count) {
    task_.first_draw = first;
    task_.tiles = (count + device_.tile_width - 1) / device_.tile_width;
  }

  void launch(const CpuLaunch& how) const {
    switch (device_.kind) {
#if defined(PEREGRINE_DEVICE_OMP)
      case DeviceChoice::Kind::omp:
        return simulate_omp(task_, how);
#endif
#if defined(PEREGRINE_DEVICE_TBB)
      case DeviceChoice::Kind::tbb: {
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                        static_cast<std::size_t>(device_.threads));
        return simulate_tbb(task_, how);
      }
#endif
      default:
        return simulate_serial(task_, how);
    }
  }

  DeviceChoice device_;
  KeptYears kept_;
  TileMemory memory_;
  EnsembleTask task_;
};

}  // namespace

std::unique_ptr<Simulator> Simulator::make(const World& world, const StockSwitches& switches,
                                           std::uint64_t seed, const DeviceChoice& device,
                                           KeptYears kept) {
  if (device.kind == DeviceChoice::Kind::cuda) {
    return make_gpu_simulator(world, switches, seed, device, planes_of(world, kept));
  }
  return std::make_unique<CpuSimulator>(world, switches, seed, device, kept);
}

double Simulator::memory_bytes(const World& world, const DeviceChoice& device, KeptYears kept) {
  if (device.kind == DeviceChoice::Kind::cuda) {
    return TileMemory::bytes(world.view, 1, gpu_lanes, planes_of(world, kept));
  }
  return TileMemory::bytes(world.view, tiles_in_memory(device, kept), device.tile_width,
                           planes_of(world, kept));
}

}  // namespace peregrine
