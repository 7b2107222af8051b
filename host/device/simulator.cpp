#include "host/device/simulator.h"

#include <fmt/format.h>

#include <stdexcept>

#include "host/device/gpu.h"
#include "kernels/ensemble.h"

#if defined(PEREGRINE_DEVICE_TBB)
#include <tbb/global_control.h>
#endif

namespace peregrine {

namespace {

// Tiles in flight a thread: enough for even shares, few enough for the cache and for memory.
constexpr std::int64_t tiles_per_thread = 2;

// With tiles of one lane, as many as make a tile of the usual width.
std::int64_t tiles_at_once(const DeviceChoice& device) {
  constexpr int usual_width = 16;
  const std::int64_t per_thread =
      tiles_per_thread * (device.tile_width < usual_width ? usual_width / device.tile_width : 1);
  return per_thread * device.threads;
}

int planes_of(const World& world, Simulator::Stocks stocks) {
  return stocks == Simulator::Stocks::every_year ? world.years + 1 : 2;
}

class CpuSimulator : public Simulator {
 public:
  CpuSimulator(const World& world, const StockSwitches& switches, std::uint64_t seed,
               const DeviceChoice& device, Stocks stocks)
      : device_(device),
        memory_(world.view(), tiles_at_once(device), device.tile_width, planes_of(world, stocks)) {
    task_ = {world.view(), switches, seed, 0, 0, memory_.state(), memory_.output()};
  }

  const TileOutput& output() const override { return memory_.output(); }
  int tile_width() const override { return device_.tile_width; }
  std::int64_t draws_at_once() const override {
    return tiles_at_once(device_) * device_.tile_width;
  }

  void use_second_seed(const SecondSeed& second) override { task_.second = second; }

  void simulate(std::uint64_t first, std::int64_t count) override {
    task_.first_draw = first;
    task_.tiles = (count + device_.tile_width - 1) / device_.tile_width;
    switch (device_.kind) {
#if defined(PEREGRINE_DEVICE_OMP)
      case DeviceChoice::Kind::omp:
        simulate_omp(task_, device_.tile_width, device_.threads);
        return;
#endif
#if defined(PEREGRINE_DEVICE_TBB)
      case DeviceChoice::Kind::tbb: {
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                        static_cast<std::size_t>(device_.threads));
        simulate_tbb(task_, device_.tile_width);
        return;
      }
#endif
      default:
        simulate_serial(task_, device_.tile_width);
    }
  }

 private:
  DeviceChoice device_;
  TileMemory memory_;
  EnsembleTask task_;
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
    return TileMemory::bytes(world.view(), 1, gpu_lanes, planes_of(world, stocks));
  }
  return TileMemory::bytes(world.view(), tiles_at_once(device), device.tile_width,
                           planes_of(world, stocks));
}

}  // namespace peregrine
