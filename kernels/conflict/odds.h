// What the odds of conflict in a country depend on, and the odds: kernels/conflict/conflict.h has
// the equation.
#pragma once

#include "kernels/conflict/coups.h"
#include "kernels/conflict/laws.h"

namespace peregrine {

// Share of each country's neighbours in conflict, before any of them advances.
template <int W>
PEREGRINE_FUNCTION void weigh_neighbours(const ConflictView& view, const Tile& tile,
                                         const ConflictState& state) {
  for (int country = 0; country < view.countries; ++country) {
    float* const contagion = lanes_of(state.contagion, tile)[country];
    const int first = view.neighbour_start[country];
    const int last = view.neighbour_start[country + 1];
    const float share = last > first ? 1.0f / static_cast<float>(last - first) : 0.0f;
    fill_lanes<W>(contagion, 0.0f);
    for (int k = first; k < last; ++k) {
      const float* const intensity = lanes_of(state.intensity, tile)[view.neighbour[k]];
      PEREGRINE_LANES(lane, W) contagion[lane] += intensity[lane] > 0.0f ? share : 0.0f;
    }
  }
}

// One country and year, all lanes: features, log odds, random words.
template <int W>
struct ConflictLanes {
  int country;
  int step;
  TileWords<W> words;
  alignas(lane_alignment<W>) float value[conflict_feature_count][W];
  float minor[W];         // log odds over none
  float war[W];           // log odds over none
  float persons[W];       // last year
  float first_deaths[W];  // of an interstate war that begins, else 0
};

// The country's lanes of `driver` where another process hands one over, else nullptr.
PEREGRINE_FUNCTION const float* driver_row(const float* driver, int country, const Tile& tile) {
  return driver == nullptr ? nullptr : driver + tile.row(country);
}

template <int W>
PEREGRINE_FUNCTION void gather_features(const ConflictView& view, const Tile& tile,
                                        const ConflictState& state, ConflictLanes<W>& at) {
  const std::int64_t last_year =
      static_cast<std::int64_t>(at.step - 1) * view.countries + at.country;
  const float population = view.log_population[last_year];
  const float income = view.log_income[last_year];
  const float* const heat = driver_row(state.heat, at.country, tile);
  const float* const lane_population = driver_row(state.log_population, at.country, tile);
  const float* const lane_income = driver_row(state.log_income, at.country, tile);
  const std::int64_t here = tile.row(at.country);
  PEREGRINE_LANES(lane, W) {
    const float intensity = state.intensity[here + lane];
    at.value[of_one][lane] = 1.0f;
    at.value[of_minor][lane] = intensity == 1.0f ? 1.0f : 0.0f;
    at.value[of_war][lane] = intensity == 2.0f ? 1.0f : 0.0f;
    at.value[of_deaths][lane] =
        log_deaths_unit * natural_logarithm(1.0f + state.fought[here + lane]);
    at.value[of_memory][lane] = log_deaths_unit * state.memory[here + lane];
    at.value[of_long_memory][lane] = log_deaths_unit * state.long_memory[here + lane];
    at.value[of_neighbours][lane] = state.contagion[here + lane];
    at.value[of_population][lane] = lane_population == nullptr ? population : lane_population[lane];
    at.value[of_income][lane] = lane_income == nullptr ? income : lane_income[lane];
    at.value[of_riches][lane] = larger(at.value[of_income][lane] - riches_from, 0.0f);
    at.value[of_heat][lane] = heat == nullptr ? 0.0f : heat[lane];
    at.persons[lane] = persons_unit * exponential(at.value[of_population][lane]);
  }
}

// Log odds from the features in `at`, from `belt` for a country of the coup belt, from coups, and
// from the shocks of the country and of the world.
template <int W>
PEREGRINE_FUNCTION void weigh_odds(const ConflictView& view, const Tile& tile, float belt,
                                   const ConflictState& state, ConflictLanes<W>& at) {
  const float of_country = view.coup_belt[at.country] * belt;
  const auto p = lanes_of(state.parameters, tile);
  const float* const coups = lanes_of(state.coup_memory, tile)[at.country];
  const float* const effect = lanes_of(state.effect, tile)[at.country];
  const float* const common = state.common + tile.lane0;
  PEREGRINE_LANES(lane, W) {
    at.minor[lane] = at.war[lane] =
        fused(p(coup_odds, lane), smaller(coups[lane], 1.0f), of_country) +
        (effect[lane] + common[lane]);
  }
  for (int feature = 0; feature < conflict_feature_count; ++feature) {
    const float* const value = at.value[feature];
    PEREGRINE_LANES(lane, W) {
      at.minor[lane] = fused(p(minor_odds + feature, lane), value[lane], at.minor[lane]);
      at.war[lane] = fused(p(war_odds + feature, lane), value[lane], at.war[lane]);
    }
  }
}

}  // namespace peregrine
