// The climate's part of a year, and of the years before the first: history from 1750.
#pragma once

#include "kernels/climate/climate.h"
#include "kernels/climate/warming.h"

namespace peregrine {

// Temperature and CO2 of the year `index`, the `step`-th of the forecast; countries' warming.
template <int W>
PEREGRINE_FUNCTION void record_climate(const WorldView& world, const Tile& tile, int index,
                                       int step, const TileState& state, const TileOutput& output) {
  const ClimateView& view = world.climate;
  const bool frozen = view.warming == WarmingSwitch::frozen;
  const float* const forced =
      climate_variable(state, frozen ? frozen_warming : forced_state + 1, tile);
  const float* const internal = climate_variable(state, internal_state + 1, tile);
  const float* const preindustrial = climate_variable(state, preindustrial_mean, tile);
  const float* const normal = climate_variable(state, normal_mean, tile);
  const float* const start = climate_parameter(state, co2_start, tile);
  float* const temperature = lanes(output.climate.temperature, step, output.stride, tile);
  float* const co2 = lanes(output.climate.co2, step, output.stride, tile);
  float change[W];
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    float airborne = 0.0f;
    for (int pool = 0; pool < carbon_pools; ++pool) {
      airborne += climate_variable(state, carbon_pool + pool, tile)[lane];
    }
    co2[lane] = concentration(start[lane], airborne);
    const float above_1750 = forced[lane] + internal[lane];
    temperature[lane] = above_1750 - preindustrial[lane];
    change[lane] = above_1750 - normal[lane];
  }
  warm_countries<W>(world, tile, index, change, state);
}

// From 1750 to the first year of the forecast, then that year itself.
template <int W>
PEREGRINE_FUNCTION void begin_climate(const WorldView& world, const Tile& tile,
                                      const TileState& state, const TileOutput& output) {
  const ClimateView& view = world.climate;
  if (view.members == 0) return;
  draw_members<W>(view, tile, output);
  load_members<W>(view, tile, state, output);
  draw_pledges<W>(view, tile, state);
  draw_patterns<W>(world, tile, state);
  for (int index = 0; index <= view.first_index; ++index) {
    if (index > 0) {
      advance_globe<W>(view, tile, index, state, output);
      vary<W>(view, tile, index, state);
    }
    remember<W>(view, tile, index, state);
    emit<W>(view, tile, index, 0, state, output);
  }
  record_climate<W>(world, tile, view.first_index, 0, state, output);
}

template <int W>
PEREGRINE_FUNCTION void advance_climate(const WorldView& world, const Tile& tile, int step,
                                        const TileState& state, const TileOutput& output) {
  const ClimateView& view = world.climate;
  if (view.members == 0) return;
  const int index = view.first_index + step;
  advance_globe<W>(view, tile, index, state, output);
  vary<W>(view, tile, index, state);
  emit<W>(view, tile, index, step, state, output);
  record_climate<W>(world, tile, index, step, state, output);
}

}  // namespace peregrine
