// The conflict process within a run: years that were observed, then the process, driven by the
// draw's own climate, population and incomes.
#pragma once

#include "kernels/conflict/conflict.h"
#include "kernels/world.h"

namespace peregrine {

// The step of the run repeats what was observed at `row`; coups only in its own year.
template <int W>
PEREGRINE_FUNCTION void observe_conflict(const WorldView& world, const Tile& tile, int step,
                                         int row, const ConflictState& state,
                                         const ConflictOutput& output) {
  const ConflictLinks& links = world.conflict_links;
  clear_conflict_year<W>(tile, output);
  fill_lanes<W>(output.coups + tile.lane0, step == row ? links.coups[row] : 0.0f);
  for (int country = 0; country < world.countries; ++country) {
    const std::int64_t at = static_cast<std::int64_t>(row) * world.countries + country;
    const std::int64_t here = tile.row(country);
    PEREGRINE_LANES(lane, W) {
      state.deaths[here + lane] = links.deaths[at];
      state.fought[here + lane] = links.fought[at];
      state.intensity[here + lane] = intensity_of(links.fought[at]);
      state.interstate[here + lane] = links.interstate[at];
    }
    record_conflict<W>(tile, country, state, output);
  }
}

// Last year's population and income, before this year's are made.
template <int W>
PEREGRINE_FUNCTION void remember_last_year(const WorldView& world, const Tile& tile,
                                           const TileState& state) {
  const ConflictLinks& links = world.conflict_links;
  if (links.present == 0) return;
  constexpr float least_persons = 1000.0f;
  const float log_unit = natural_logarithm(persons_unit);
  for (int country = 0; country < world.countries; ++country) {
    const std::int64_t here = tile.row(country);
    float* const log_population = state.conflict.log_population + here;
    float* const log_income = state.conflict.log_income + here;
    const float start = world.conflict.log_income[country];
    PEREGRINE_LANES(lane, W) {
      const float persons =
          larger(static_cast<float>(state.population[here + lane]), least_persons);
      log_population[lane] = natural_logarithm(persons) - log_unit;
      log_income[lane] = start;
    }
    if (world.economy.present == 0 || world.economy.known[country] == 0.0f) continue;
    const float at_origin = world.economy.trend[links.origin_step * world.countries + country];
    PEREGRINE_LANES(lane, W)
      log_income[lane] = start + (state.economy.income[here + lane] - at_origin);
  }
}

// This year's heat: that of the origin's latest ten years and what the country has warmed since,
// its own weather included. The first year of the run stands for the middle of those ten.
template <int W>
PEREGRINE_FUNCTION void weigh_heat(const WorldView& world, const Tile& tile,
                                   const ClimateState& climate, float* heat) {
  const ConflictLinks& links = world.conflict_links;
  const bool warms = world.climate.members > 0;
  const auto now = lanes_of(climate.variables, tile);
  for (int country = 0; country < world.countries; ++country) {
    const std::int64_t here = tile.row(country);
    fill_lanes<W>(heat + here, links.heat[country]);
    if (!warms) continue;
    const float per_kelvin = links.per_kelvin[country];
    PEREGRINE_LANES(lane, W) {
      const float warmer =
          fused(-climate.pattern[here + lane], now(frozen_warming, lane) - now(normal_mean, lane),
                climate.warming[here + lane]);
      heat[here + lane] = fused(per_kelvin, warmer, heat[here + lane]);
    }
  }
}

// The step of the run: observed, the origin, or simulated.
template <int W>
PEREGRINE_FUNCTION void advance_conflict_year(const WorldView& world, const Tile& tile, int step,
                                              const TileState& state,
                                              const ConflictOutput& output) {
  const ConflictLinks& links = world.conflict_links;
  if (links.present == 0) return;
  if (step <= links.origin_step || links.simulated == 0) {
    const int row = step < links.origin_step ? step : links.origin_step;
    observe_conflict<W>(world, tile, step, row, state.conflict, output);
    return;
  }
  weigh_heat<W>(world, tile, state.climate, state.conflict.heat);
  weigh_conflict_events<W>(world.events, world.countries, tile, step, state.events, state.conflict);
  advance_conflict<W>(world.conflict, world.conflict_switches, tile, step - links.origin_step,
                      state.conflict, output);
}

// Memory, coups remembered and parameters as at the origin, then the run's first year.
template <int W>
PEREGRINE_FUNCTION void begin_conflict_years(const WorldView& world, const Tile& tile,
                                             const TileState& state, const ConflictOutput& output) {
  const ConflictLinks& links = world.conflict_links;
  if (links.present == 0) return;
  begin_conflict<W>(world.conflict, world.conflict_switches, tile, state.conflict, output);
  weigh_belt<W>(world.conflict, tile, state.conflict);
  advance_conflict_year<W>(world, tile, 0, state, output);
}

}  // namespace peregrine
