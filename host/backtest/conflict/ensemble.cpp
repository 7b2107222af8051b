#include "host/backtest/conflict/ensemble.h"

#include <algorithm>

#include "kernels/conflict/conflict.h"

namespace peregrine {
namespace {

constexpr int width = 16;

// The arrays of one tile; tiles run one after the other.
class TileArrays {
 public:
  explicit TileArrays(int countries) {
    const auto lanes_of = [](int rows) { return static_cast<std::size_t>(rows) * width; };
    parameters_.resize(lanes_of(conflict_parameter_count));
    for (std::vector<float>* one :
         {&intensity_, &deaths_, &fought_, &other_, &memory_, &long_memory_, &other_past_, &effect_,
          &interstate_, &coup_memory_, &contagion_}) {
      one->resize(lanes_of(countries));
    }
    belt_.resize(width);
    common_.resize(width);
    for (std::vector<float>* one : {&minor_, &war_, &interstate_wars_, &coups_}) {
      one->resize(width);
    }
    world_deaths_.resize(width);
    row_.resize(width);
    state = {parameters_.data(),
             intensity_.data(),
             deaths_.data(),
             fought_.data(),
             other_.data(),
             memory_.data(),
             long_memory_.data(),
             other_past_.data(),
             effect_.data(),
             interstate_.data(),
             coup_memory_.data(),
             contagion_.data(),
             belt_.data(),
             common_.data(),
             nullptr,
             nullptr,
             nullptr};
    output = {minor_.data(),
              war_.data(),
              interstate_wars_.data(),
              coups_.data(),
              world_deaths_.data(),
              row_.data(),
              nullptr,
              nullptr};
  }

  ConflictState state;
  ConflictOutput output;

 private:
  std::vector<float> parameters_, intensity_, deaths_, fought_, other_, memory_, long_memory_,
      other_past_, effect_, interstate_, coup_memory_, contagion_, belt_, common_, minor_, war_,
      interstate_wars_, coups_;
  std::vector<double> world_deaths_;
  std::vector<int> row_;
};

void keep_step(const TileArrays& tile, int step, int first_draw, ConflictPaths& paths) {
  for (int country = 0; country < paths.countries; ++country) {
    const std::ptrdiff_t row = std::ptrdiff_t{country} * width;
    const auto to = static_cast<std::ptrdiff_t>(paths.at(step, country, first_draw));
    std::copy_n(tile.state.intensity + row, width, paths.intensity.begin() + to);
    std::copy_n(tile.state.deaths + row, width, paths.deaths.begin() + to);
    std::copy_n(tile.state.fought + row, width, paths.fought.begin() + to);
  }
  const auto to = static_cast<std::ptrdiff_t>(paths.at(step, first_draw));
  std::copy_n(tile.output.coups, width, paths.coups.begin() + to);
  std::copy_n(tile.output.interstate_wars, width, paths.interstate_wars.begin() + to);
  std::copy_n(tile.output.deaths, width, paths.world_deaths.begin() + to);
}

ConflictPaths empty_paths(const Owned<ConflictView>& world, int draws) {
  ConflictPaths paths;
  paths.countries = world.view.countries;
  paths.steps = static_cast<int>(world.array(world.view.log_income).size()) / paths.countries - 1;
  paths.draws = (draws + width - 1) / width * width;
  const auto years =
      static_cast<std::size_t>(paths.steps + 1) * static_cast<std::size_t>(paths.draws);
  paths.intensity.resize(years * static_cast<std::size_t>(paths.countries));
  paths.deaths.resize(paths.intensity.size());
  paths.fought.resize(paths.intensity.size());
  paths.coups.resize(years);
  paths.interstate_wars.resize(years);
  paths.world_deaths.resize(years);
  return paths;
}

}  // namespace

ConflictPaths simulate_conflict(const Owned<ConflictView>& world, const ConflictSwitches& switches,
                                const std::vector<double>& heat, int draws, std::uint64_t seed) {
  ConflictPaths paths = empty_paths(world, draws);
  const ConflictView& view = world.view;
  TileArrays tile(paths.countries);
  std::vector<float> heat_lanes;
  for (const double anomaly : heat) {
    heat_lanes.insert(heat_lanes.end(), width, static_cast<float>(anomaly));
  }
  if (!heat.empty()) tile.state.heat = heat_lanes.data();
  for (int first_draw = 0; first_draw < paths.draws; first_draw += width) {
    const Tile place = {seed, static_cast<std::uint64_t>(first_draw), 0, width};
    begin_conflict<width>(view, switches, place, tile.state, tile.output);
    keep_step(tile, 0, first_draw, paths);
    for (int step = 1; step <= paths.steps; ++step) {
      advance_conflict<width>(view, switches, place, step, tile.state, tile.output);
      keep_step(tile, step, first_draw, paths);
    }
  }
  return paths;
}

}  // namespace peregrine
