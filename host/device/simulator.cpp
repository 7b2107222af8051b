#include "host/device/simulator.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "host/device/gpu.h"
#include "kernels/ensemble.h"
#include "kernels/tile_arrays.h"

#if defined(PEREGRINE_DEVICE_TBB)
#include <tbb/global_control.h>
#endif

namespace peregrine {

namespace {

// Tiles at once: one for every thread, few enough for memory, but enough for statistics to be added
// to cells that are in the cache (two tiles instead of one save a seventh of a run's time). Of one
// lane, as many as make a tile of the usual width.
std::int64_t tiles_of_a_turn(const DeviceChoice& device) {
  constexpr int usual_width = 16;
  constexpr int fewest_tiles = 2;
  return std::max(fewest_tiles, device.threads) *
         std::max<std::int64_t>(usual_width / device.tile_width, 1);
}

// Tiles for two turns, one of which is simulated while the other is read.
constexpr std::int64_t turns = 2;

std::int64_t tiles_at_once(const DeviceChoice& device) {
  return turns * tiles_of_a_turn(device);
}

int planes_of(const World& world, Simulator::Stocks stocks) {
  return stocks == Simulator::Stocks::every_year ? world.view.years + 1 : 2;
}

class CpuSimulator : public Simulator {
 public:
  CpuSimulator(const World& world, const StockSwitches& switches, std::uint64_t seed,
               const DeviceChoice& device, Stocks stocks)
      : device_(device),
        memory_(world.view, tiles_at_once(device), device.tile_width, planes_of(world, stocks)) {
    task_ = {world.view, switches, seed, 0, 0, memory_.state(), memory_.output()};
  }

  const TileOutput& output() const override { return task_.output; }
  int tile_width() const override { return device_.tile_width; }
  std::int64_t draws_at_once() const override {
    return tiles_at_once(device_) * device_.tile_width;
  }
  std::int64_t draws_beside() const override {
    return tiles_of_a_turn(device_) * device_.tile_width;
  }

  void use_second_seed(const SecondSeed& second) override { task_.second = second; }

  void simulate(std::uint64_t first, std::int64_t count) override {
    turn_ = 0;
    run(first, count, {});
  }

  void simulate_beside(std::uint64_t first, std::int64_t count, WorkList& work) override {
    turn_ = (turn_ + 1) % turns;
    const auto run_piece = [](void* what, std::int64_t piece) noexcept {
      static_cast<WorkList*>(what)->run(piece);
    };
    run(first, count, {run_piece, &work, work.count()});
    work.finish();
  }

 private:
  void run(std::uint64_t first, std::int64_t count, const WorkBeside& beside) {
    task_.first_draw = first;
    task_.tiles = (count + device_.tile_width - 1) / device_.tile_width;
    task_.state = memory_.state();
    task_.output = memory_.output();
    MoveToTile move = {turn_ * tiles_of_a_turn(device_), device_.tile_width};
    visit_tile_arrays(task_.world, task_.state, task_.output, move);
    switch (device_.kind) {
#if defined(PEREGRINE_DEVICE_OMP)
      case DeviceChoice::Kind::omp:
        simulate_omp(task_, device_.tile_width, device_.threads, beside);
        return;
#endif
#if defined(PEREGRINE_DEVICE_TBB)
      case DeviceChoice::Kind::tbb: {
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                        static_cast<std::size_t>(device_.threads));
        simulate_tbb(task_, device_.tile_width, device_.threads, beside);
        return;
      }
#endif
      default:
        simulate_serial(task_, device_.tile_width, beside);
    }
  }

  DeviceChoice device_;
  TileMemory memory_;
  EnsembleTask task_;
  std::int64_t turn_ = 0;
};

}  // namespace

std::unique_ptr<Simulator> Simulator::make(const World& world, const StockSwitches& switches,
                                           std::uint64_t seed, const DeviceChoice& device,
                                           Stocks stocks) {
  if (device.kind == DeviceChoice::Kind::cuda) {
    return make_gpu_simulator(world, switches, seed, device, planes_of(world, stocks));
  }
  return std::make_unique<CpuSimulator>(world, switches, seed, device, stocks);
}

double Simulator::memory_bytes(const World& world, const DeviceChoice& device, Stocks stocks) {
  if (device.kind == DeviceChoice::Kind::cuda) {
    return TileMemory::bytes(world.view, 1, gpu_lanes, planes_of(world, stocks));
  }
  return TileMemory::bytes(world.view, tiles_at_once(device), device.tile_width,
                           planes_of(world, stocks));
}

}  // namespace peregrine
