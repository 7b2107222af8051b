// What the odds of conflict in a country depend on, and the odds: kernels/conflict/conflict.h has the
// equation.
#pragma once

#include "kernels/conflict/coups.h"
#include "kernels/conflict/laws.h"

namespace peregrine {

// Share of each country's neighbours in conflict, before any of them advances.
template <int W>
PEREGRINE_FUNCTION void weigh_neighbours(const ConflictView& view, const Tile& tile,
                                         const ConflictState& state) {
  for (int country = 0; country < view.countries; ++country) {
    float* const contagion = lanes(state.contagion, country, state.stride, tile);
    const int first = view.neighbour_start[country];
    const int last = view.neighbour_start[country + 1];
    const float share = last > first ? 1.0f / static_cast<float>(last - first) : 0.0f;
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) contagion[lane] = 0.0f;
    for (int k = first; k < last; ++k) {
      const float* const intensity = lanes(state.intensity, view.neighbour[k], state.stride, tile);
      PEREGRINE_LANES
      for (int lane = 0; lane < W; ++lane) {
        contagion[lane] += intensity[lane] > 0.0f ? share : 0.0f;
      }
    }
  }
}

// A country's features and log odds, all lanes.
template <int W>
struct ConflictLanes {
  float value[conflict_feature_count][W];
  float minor[W];
  float war[W];
};

// The row of `driver` where another process hands one over, else nullptr.
PEREGRINE_FUNCTION const float* driver_row(const float* driver, int country,
                                           const ConflictState& state, const Tile& tile) {
  return driver == nullptr ? nullptr : lanes(driver, country, state.stride, tile);
}

template <int W>
PEREGRINE_FUNCTION void gather_features(const ConflictView& view, const ConflictDrivers& drivers,
                                        const Tile& tile, int country, int step,
                                        const ConflictState& state, ConflictLanes<W>& at) {
  const std::int64_t last_year = static_cast<std::int64_t>(step - 1) * view.countries + country;
  const float population = view.log_population[last_year];
  const float income = view.log_income[last_year];
  const float* const heat = driver_row(drivers.heat, country, state, tile);
  const float* const lane_population = driver_row(drivers.log_population, country, state, tile);
  const float* const lane_income = driver_row(drivers.log_income, country, state, tile);
  const float* const intensity = lanes(state.intensity, country, state.stride, tile);
  const float* const deaths = lanes(state.deaths, country, state.stride, tile);
  const float* const memory = lanes(state.memory, country, state.stride, tile);
  const float* const contagion = lanes(state.contagion, country, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    at.value[of_one][lane] = 1.0f;
    at.value[of_minor][lane] = intensity[lane] == 1.0f ? 1.0f : 0.0f;
    at.value[of_war][lane] = intensity[lane] == 2.0f ? 1.0f : 0.0f;
    at.value[of_deaths][lane] = log_deaths_unit * natural_logarithm(1.0f + deaths[lane]);
    at.value[of_memory][lane] = log_deaths_unit * memory[lane];
    at.value[of_neighbours][lane] = contagion[lane];
    at.value[of_population][lane] = lane_population == nullptr ? population : lane_population[lane];
    at.value[of_income][lane] = lane_income == nullptr ? income : lane_income[lane];
    at.value[of_heat][lane] = heat == nullptr ? 0.0f : heat[lane];
  }
}

// Log odds from the features in `at`, from `belt` for a country of the coup belt, and from the
// effect of coups.
template <int W>
PEREGRINE_FUNCTION void weigh_odds(const ConflictView& view, const Tile& tile, int country,
                                   float belt, const ConflictState& state, ConflictLanes<W>& at) {
  const float of_country = view.coup_belt[country] * belt;
  const float* const coup_effect = lanes(state, coup_odds, tile);
  const float* const coups = lanes(state.coup_memory, country, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    at.minor[lane] = at.war[lane] =
        fused(coup_effect[lane], smaller(coups[lane], 1.0f), of_country);
  }
  for (int feature = 0; feature < conflict_feature_count; ++feature) {
    const float* const of_minor_odds =
        lanes(state, conflict_coefficient(minor_odds, feature), tile);
    const float* const of_war_odds = lanes(state, conflict_coefficient(war_odds, feature), tile);
    const float* const value = at.value[feature];
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      at.minor[lane] = fused(of_minor_odds[lane], value[lane], at.minor[lane]);
      at.war[lane] = fused(of_war_odds[lane], value[lane], at.war[lane]);
    }
  }
}

}  // namespace peregrine
