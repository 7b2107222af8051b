#include "host/backtest/displacement/ensemble.h"

#include <algorithm>
#include <cmath>

#include "kernels/ground/math.h"

namespace peregrine {
namespace {

constexpr int tile_width = 16;

int state_of(float deaths) {
  if (deaths < minor_conflict_deaths) return 0;
  return deaths < war_deaths ? 1 : 2;
}

// The arrays of one tile.
class TileArrays {
 public:
  explicit TileArrays(const DisplacementView& view) {
    state_ = {take(parameters_, displacement_parameter_count),
              take(stock_, view.pairs),
              take(fresh_, view.pairs),
              take(count_shock_, view.pairs),
              take(log_deaths_, view.areas),
              take(calm_years_, view.areas),
              take(hosted_, view.areas)};
    output_ = {take(arrivals_, view.pairs),
               take(exits_, view.pairs),
               take(ended_, view.pairs),
               take(staying_, view.pairs),
               take(displaced_by_origin_, view.areas),
               take(outflow_by_origin_, view.areas),
               take(displaced_, 1)};
    deaths = take(deaths_, view.areas);
    log_deaths = take(own_log_deaths_, view.areas);
  }
  const DisplacementState& state() const { return state_; }
  const DisplacementOutput& output() const { return output_; }
  float* deaths;      // [area][lane] of the year
  float* log_deaths;  // [area][lane] log(deaths + 10), of the forecaster

 private:
  template <typename T>
  static T* take(std::vector<T>& rows, int count) {
    rows.assign(static_cast<std::size_t>(count) * tile_width, T{});
    return rows.data();
  }
  std::vector<float> parameters_, stock_, fresh_, count_shock_, log_deaths_, calm_years_, hosted_,
      arrivals_, exits_, ended_, staying_;
  std::vector<float> deaths_, own_log_deaths_;
  std::vector<double> displaced_by_origin_, outflow_by_origin_, displaced_;
  DisplacementState state_{};
  DisplacementOutput output_{};
};

void advance_deaths(const DisplacementView& view, const DeathsForecaster& forecaster,
                    const Tile& tile, int step, TileArrays& arrays) {
  for (int area = 0; area < view.areas; ++area) {
    TileWords<tile_width> words;
    draw_words<tile_width>(tile, Process::displacement_deaths, area, step, words);
    for (int lane = 0; lane < tile_width; ++lane) {
      const int at = area * tile_width + lane;
      arrays.log_deaths[at] = forecaster.advance(arrays.log_deaths[at], words.word[0][lane]);
      arrays.deaths[at] = exponential(arrays.log_deaths[at]) - displacement_floor;
    }
  }
}

}  // namespace

DeathsForecaster::DeathsForecaster(const DisplacementPanel& panel) {
  for (int area = 0; area < panel.areas; ++area) {
    for (int year = DisplacementPanel::first_year + 1; year <= panel.last_year; ++year) {
      const float before = panel.deaths[panel.at(area, year - 1)];
      const float after = panel.deaths[panel.at(area, year)];
      changes_[state_of(before)].push_back(
          natural_logarithm((after + displacement_floor) / (before + displacement_floor)));
    }
  }
  // In order of size, so that the same words mean much the same in two panels.
  for (std::vector<float>& changes : changes_) std::sort(changes.begin(), changes.end());
}

float DeathsForecaster::advance(float log_deaths, std::uint32_t bits) const {
  const std::vector<float>& changes =
      changes_[state_of(exponential(log_deaths) - displacement_floor)];
  if (changes.empty()) return log_deaths;
  const std::uint64_t pick = (std::uint64_t{bits} * changes.size()) >> 32;
  // No origin of the record has lost a million a year to organised violence.
  return within(log_deaths + changes[static_cast<std::size_t>(pick)],
                natural_logarithm(displacement_floor), natural_logarithm(1.0e6f));
}

DisplacementSamples forecast_displacement(const DisplacementView& view,
                                          const DeathsForecaster& forecaster,
                                          DisplacementMeasure measure,
                                          const std::vector<int>& horizons, int draws,
                                          std::uint64_t seed) {
  DisplacementSamples samples;
  samples.draws = draws;
  const auto cells = static_cast<std::size_t>(view.pairs) * static_cast<std::size_t>(draws);
  samples.persons.assign(horizons.size(), std::vector<float>(cells));
  TileArrays arrays(view);
  for (int first = 0; first < draws; first += tile_width) {
    const Tile tile{seed, static_cast<std::uint64_t>(first), 0, tile_width};
    begin_displacement<tile_width>(view, 1, tile, arrays.state());
    const std::size_t lanes_of_areas = static_cast<std::size_t>(view.areas) * tile_width;
    std::copy_n(arrays.state().log_deaths, lanes_of_areas, arrays.log_deaths);
    for (int step = 1; step <= horizons.back(); ++step) {
      advance_deaths(view, forecaster, tile, step, arrays);
      advance_displacement<tile_width>(view, tile, step, arrays.deaths, arrays.state(),
                                       arrays.output());
      const auto horizon = std::find(horizons.begin(), horizons.end(), step);
      if (horizon == horizons.end()) continue;
      std::vector<float>& kept =
          samples.persons[static_cast<std::size_t>(horizon - horizons.begin())];
      const float* const rows =
          measure == DisplacementMeasure::stock ? arrays.state().stock : arrays.state().fresh;
      for (int pair = 0; pair < view.pairs; ++pair) {
        const auto row = static_cast<std::size_t>(pair);
        std::copy_n(
            rows + row * tile_width, std::min(tile_width, draws - first),
            kept.begin() + static_cast<std::ptrdiff_t>(row * static_cast<std::size_t>(draws) +
                                                       static_cast<std::size_t>(first)));
      }
    }
  }
  return samples;
}

}  // namespace peregrine
