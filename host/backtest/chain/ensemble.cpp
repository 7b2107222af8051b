#include "host/backtest/chain/ensemble.h"

#include <algorithm>
#include <cmath>

#include "host/device/simulator.h"

namespace peregrine {
namespace {

// Of the simulator's latest draws, which begin with `first` of `draws`.
void keep(const World& world, const Simulator& simulator, int step, std::int64_t first,
          std::int64_t count, std::int64_t draws, ChainSamples& samples) {
  const TileOutput& out = simulator.output();
  const std::int64_t width = simulator.tile_width();
  for (std::int64_t draw = 0; draw < count; ++draw) {
    const std::int64_t tile = draw / width;
    const std::int64_t lane = draw % width;
    const std::int64_t plane = tile * out.stock_planes + step;
    const float* const stock = out.stock + plane * world.view.corridors * width + lane;
    for (std::int64_t c = 0; c < world.listed_corridors; ++c) {
      samples.corridor[static_cast<std::size_t>(c * draws + first + draw)] =
          std::floor(stock[c * width] + 0.5f);
    }
    const std::int64_t year = tile * (world.view.years + 1) + step;
    samples.world[static_cast<std::size_t>(first + draw)] =
        static_cast<float>(out.global_stock[year * width + lane]);
  }
}

}  // namespace

std::vector<ChainSamples> sample_stocks(const World& world, const StockSwitches& switches,
                                        const std::vector<int>& steps, int draws,
                                        std::uint64_t seed) {
  const auto simulator =
      Simulator::make(world, switches, seed, choose_device(DeviceRequest{}), KeptYears::all);
  std::vector<ChainSamples> samples(steps.size());
  for (ChainSamples& one : samples) {
    one.corridor.resize(static_cast<std::size_t>(world.listed_corridors) *
                        static_cast<std::size_t>(draws));
    one.world.resize(static_cast<std::size_t>(draws));
  }
  for (std::int64_t first = 0; first < draws; first += simulator->draws_at_once()) {
    const std::int64_t count = std::min<std::int64_t>(simulator->draws_at_once(), draws - first);
    simulator->simulate(static_cast<std::uint64_t>(first), count);
    for (std::size_t k = 0; k < steps.size(); ++k) {
      keep(world, *simulator, steps[k], first, count, draws, samples[k]);
    }
  }
  return samples;
}

}  // namespace peregrine
