// The climate's part of a year, and of the years before the first: history from 1750.
#pragma once

#include "kernels/climate/climate.h"
#include "kernels/climate/warming.h"

namespace peregrine {

// Temperature and CO2 of the year. `change` becomes the globe's temperature above the climate
// normal.
template <int W>
PEREGRINE_FUNCTION void record_climate(const ClimateView& view, const Tile& tile,
                                       const ClimateState& state, const ClimateOutput& output,
                                       float (&change)[W]) {
  const int forced = view.warming == WarmingSwitch::frozen ? frozen_warming : forced_state + 1;
  const auto p = lanes_of(state.parameters, tile);
  const auto now = lanes_of(state.variables, tile);
  const std::int64_t year = tile.lane0;
  PEREGRINE_LANES(lane, W) {
    float airborne = 0.0f;
    for (int pool = 0; pool < carbon_pools; ++pool) airborne += now(carbon_pool + pool, lane);
    output.co2[year + lane] = concentration(p(co2_start, lane), airborne);
    const float above_1750 = now(forced, lane) + now(internal_state + 1, lane);
    output.temperature[year + lane] = above_1750 - now(preindustrial_mean, lane);
    change[lane] = above_1750 - now(normal_mean, lane);
  }
}

// From 1750 to the first year of the forecast, then that year itself.
template <int W>
PEREGRINE_FUNCTION void begin_climate(const ClimateView& view, int countries, const Tile& tile,
                                      const ClimateState& state, const ClimateOutput& output) {
  if (view.members == 0) return;
  draw_members<W>(view, tile, output);
  load_members<W>(view, tile, state, output);
  draw_pledges<W>(view, tile, state);
  draw_patterns<W>(view, countries, tile, state);
  for (int index = 0; index <= view.first_index; ++index) {
    if (index > 0) {
      advance_globe<W>(view, tile, index, state, output);
      vary<W>(view, tile, index, state);
    }
    remember<W>(view, tile, index, state);
    emit<W>(view, tile, index, state, output);
  }
  float change[W];
  record_climate<W>(view, tile, state, output, change);
  warm_countries<W>(view, countries, tile, view.first_index, change, state);
}

template <int W>
PEREGRINE_FUNCTION void advance_climate(const ClimateView& view, int countries, const Tile& tile,
                                        int step, const ClimateState& state,
                                        const ClimateOutput& output) {
  if (view.members == 0) return;
  const int index = view.first_index + step;
  advance_globe<W>(view, tile, index, state, output);
  vary<W>(view, tile, index, state);
  emit<W>(view, tile, index, state, output);
  float change[W];
  record_climate<W>(view, tile, state, output, change);
  warm_countries<W>(view, countries, tile, index, change, state);
}

}  // namespace peregrine
