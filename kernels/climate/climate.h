// The climate of a draw: CO2 in the air, the world's temperature, each country's.
//
// Carbon (Leach et al. 2021, FaIR 2; defaults of its calibration 1.4.1), pool i of share a_i:
//   alpha = g0 exp(iirf / g1),  iirf = start + uptake (emitted - airborne) + temperature T
//                                      + airborne A, at most 100 years
//   pool_i' = pool_i exp(-x_i) + a_i E (1 - exp(-x_i)) / x_i,  x_i = 1 / (alpha tau_i)
// Forcing of CO2: Meinshausen et al. 2020, table 3, nitrous oxide held at 1750.
// Energy (Cummins, Stephenson and Stott 2020): dS/dt = A S + b F + noise with S = (forcing felt,
// three layers), the last of which draws on the middle one with an efficacy (Geoffroy et al. 2013).
// A year with constant forcing is solved exactly; host/model/climate/energy_step.h has the matrices. What
// forcing causes and what arises by itself are carried apart; their sum is the temperature.
// Temperature of year y is that of 1 January, as FaIR tabulates it.
#pragma once

#include "kernels/climate/emissions.h"

namespace peregrine {

inline constexpr float alpha_unit = 0.010178288f;   // g0: scale 1 where 100 years are those of tau
inline constexpr float alpha_years = 11.41262243f;  // g1, years
inline constexpr float largest_iirf = 100.0f;       // years

// One over the mass of the atmosphere in GtCO2 per ppm: 5.1352e18 kg, 28.97 g/mol (FaIR).
inline constexpr float ppm_per_gtco2 = 28.97f / (5.1352f * 44.009f);
inline constexpr float n2o_start = 273.87f;  // ppb, 1750 (Meinshausen et al. 2020)

// (1 - exp(-x)) / x for x >= 0: the mean over a year of what decays at rate x.
PEREGRINE_FUNCTION float mean_of_decay(float x) {
  const float series = polynomial(-x, 1.0f, 1.0f / 2, 1.0f / 6, 1.0f / 24, 1.0f / 120, 1.0f / 720);
  const float whole = (1.0f - exponential(-x)) / larger(x, 0.25f);
  return x < 0.25f ? series : whole;
}

// Forcing of CO2 at `ppm` over that at `start`, W/m2, before the member's scale. Meinshausen et al.
// 2020, table 3; beyond its range the coefficient keeps its largest value.
PEREGRINE_FUNCTION float co2_forcing(float ppm, float start) {
  constexpr float a = -2.4785e-7f;
  constexpr float b = 7.5906e-4f;
  constexpr float c = -2.1492e-3f;
  constexpr float d = 5.2488f;
  const float more = within(ppm - start, 0.0f, -b / (2.0f * a));
  const float coefficient = polynomial(more, d, b, a) + c * square_root(n2o_start);
  return coefficient * natural_logarithm(ppm / start);
}

PEREGRINE_FUNCTION const float* climate_parameter(const TileState& state, int which,
                                                  const Tile& tile) {
  return lanes(static_cast<const float*>(state.climate.parameters), which, state.stride, tile);
}

PEREGRINE_FUNCTION float* climate_variable(const TileState& state, int which, const Tile& tile) {
  return lanes(state.climate.variables, which, state.stride, tile);
}

// The tile's members, and nothing yet above 1750.
template <int W>
PEREGRINE_FUNCTION void load_members(const ClimateView& view, const Tile& tile,
                                     const TileState& state, const TileOutput& output) {
  const int* const row = output.climate.row + tile.lane0;
  for (int which = 0; which < climate_parameter_count; ++which) {
    float* const value = lanes(state.climate.parameters, which, state.stride, tile);
    for (int lane = 0; lane < W; ++lane) {
      value[lane] = view.parameters[row[lane] * climate_parameter_count + which];
    }
  }
  for (int which = 0; which < climate_variable_count; ++which) {
    float* const value = climate_variable(state, which, tile);
    for (int lane = 0; lane < W; ++lane) value[lane] = 0.0f;
  }
}

template <int W>
PEREGRINE_FUNCTION void draw_members(const ClimateView& view, const Tile& tile,
                                     const TileOutput& output) {
  TileWords<W> words;
  draw_words<W>(tile, Process::climate_member, 0, 0, words);
  int* const row = output.climate.row + tile.lane0;
  const auto members = static_cast<std::uint64_t>(view.members);
  for (int lane = 0; lane < W; ++lane) {
    const auto pick = static_cast<int>((words.word[0][lane] * members) >> 32);
    row[lane] = view.parameter_uncertainty != 0 ? pick : view.central_row;
  }
}

// A pool a year on. `rate`: one over alpha; `emissions`: GtCO2 over the year.
PEREGRINE_FUNCTION float advance_pool(float pool, int which, float rate, float emissions) {
  // Local, as device code cannot reach arrays of the namespace.
  constexpr float pool_share[carbon_pools] = {0.2173f, 0.2240f, 0.2824f, 0.2763f};
  constexpr float pool_years[carbon_pools] = {1.0e9f, 394.4f, 36.54f, 4.304f};  // tau
  const float x = rate * (1.0f / pool_years[which]);
  const float mean = mean_of_decay(x);
  return fused(pool_share[which] * emissions, mean, pool - pool * (x * mean));
}

// Adds a year's emissions, those of `emissions_now`, to the pools.
template <int W>
PEREGRINE_FUNCTION void advance_carbon(const Tile& tile, const TileState& state) {
  const float* const start = climate_parameter(state, iirf_start, tile);
  const float* const by_uptake = climate_parameter(state, iirf_uptake, tile);
  const float* const by_temperature = climate_parameter(state, iirf_temperature, tile);
  const float* const by_airborne = climate_parameter(state, iirf_airborne, tile);
  const float* const forced = climate_variable(state, forced_state + 1, tile);
  const float* const internal = climate_variable(state, internal_state + 1, tile);
  const float* const emissions = climate_variable(state, emissions_now, tile);
  float* const emitted = climate_variable(state, carbon_emitted, tile);
  float* const pool0 = climate_variable(state, carbon_pool, tile);
  float* const pool1 = climate_variable(state, carbon_pool + 1, tile);
  float* const pool2 = climate_variable(state, carbon_pool + 2, tile);
  float* const pool3 = climate_variable(state, carbon_pool + 3, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float airborne = (pool0[lane] + pool1[lane]) + (pool2[lane] + pool3[lane]);
    const float uptake = fused(by_uptake[lane], emitted[lane] - airborne, start[lane]);
    const float warm = fused(by_temperature[lane], forced[lane] + internal[lane], uptake);
    const float iirf = smaller(fused(by_airborne[lane], airborne, warm), largest_iirf);
    const float rate = 1.0f / (alpha_unit * exponential(iirf * (1.0f / alpha_years)));
    pool0[lane] = advance_pool(pool0[lane], 0, rate, emissions[lane]);
    pool1[lane] = advance_pool(pool1[lane], 1, rate, emissions[lane]);
    pool2[lane] = advance_pool(pool2[lane], 2, rate, emissions[lane]);
    pool3[lane] = advance_pool(pool3[lane], 3, rate, emissions[lane]);
    emitted[lane] += emissions[lane];
  }
}

PEREGRINE_FUNCTION float concentration(float start, float airborne) {
  return fused(ppm_per_gtco2, airborne, start);
}

// Forcing at the end of the year, W/m2, of all causes. `index`: the year that begins then.
template <int W>
PEREGRINE_FUNCTION void sum_forcing(const ClimateView& view, const Tile& tile, int index,
                                    const TileState& state, const TileOutput& output,
                                    float (&forcing)[W]) {
  const float* const start = climate_parameter(state, co2_start, tile);
  const float* const scale = climate_parameter(state, co2_forcing_scale, tile);
  const float* const abatement = climate_variable(state, abatement_now, tile);
  const int* const row = output.climate.row + tile.lane0;
  const float* const pool0 = climate_variable(state, carbon_pool, tile);
  const float* const pool1 = climate_variable(state, carbon_pool + 1, tile);
  const float* const pool2 = climate_variable(state, carbon_pool + 2, tile);
  const float* const pool3 = climate_variable(state, carbon_pool + 3, tile);
  const std::int64_t strong = static_cast<std::int64_t>(view.members) * view.years;
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float* const other = view.other_forcing + row[lane] * view.years + index;
    const float airborne = (pool0[lane] + pool1[lane]) + (pool2[lane] + pool3[lane]);
    const float ppm = concentration(start[lane], airborne);
    forcing[lane] = fused(scale[lane], co2_forcing(ppm, start[lane]),
                          fused(abatement[lane], other[strong] - other[0], other[0]));
  }
}

// One state of the energy balance, a year on. `offset`: forced_state or internal_state.
template <int W>
PEREGRINE_FUNCTION void advance_energy(const Tile& tile, const TileState& state, int offset,
                                       const float (&forcing)[W]) {
  const float* const decay = climate_parameter(state, forcing_decay, tile);
  float* const felt = climate_variable(state, offset, tile);
  float* const top = climate_variable(state, offset + 1, tile);
  float* const middle = climate_variable(state, offset + 2, tile);
  float* const deep = climate_variable(state, offset + 3, tile);
  float next[energy_states - 1][W];
  for (int layer = 0; layer + 1 < energy_states; ++layer) {
    const float* const a = climate_parameter(state, energy_steps + energy_states * layer, tile);
    const float* const b = climate_parameter(state, energy_steps + energy_states * layer + 1, tile);
    const float* const c = climate_parameter(state, energy_steps + energy_states * layer + 2, tile);
    const float* const d = climate_parameter(state, energy_steps + energy_states * layer + 3, tile);
    const float* const gain = climate_parameter(state, energy_gain + layer, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      const float deeper = fused(c[lane], middle[lane], d[lane] * deep[lane]);
      const float all = fused(a[lane], felt[lane], fused(b[lane], top[lane], deeper));
      next[layer][lane] = fused(gain[lane], forcing[lane], all);
    }
  }
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    felt[lane] = fused(decay[lane], felt[lane] - forcing[lane], forcing[lane]);
    top[lane] = next[0][lane];
    middle[lane] = next[1][lane];
    deep[lane] = next[2][lane];
  }
}

// Adds independent normals, mixed as the member's variability is, to the internal state.
template <int W>
PEREGRINE_FUNCTION void add_innovations(const Tile& tile, const TileState& state,
                                        const float (&normal)[energy_states][W]) {
  int which = innovation_factor;
  for (int i = 0; i < energy_states; ++i) {
    float* const value = climate_variable(state, internal_state + i, tile);
    for (int j = 0; j <= i; ++j, ++which) {
      const float* const factor = climate_parameter(state, which, tile);
      PEREGRINE_LANES
      for (int lane = 0; lane < W; ++lane) value[lane] += factor[lane] * normal[j][lane];
    }
  }
}

template <int W>
PEREGRINE_FUNCTION void vary(const ClimateView& view, const Tile& tile, int index,
                             const TileState& state) {
  TileWords<W> words;
  draw_words<W>(tile, Process::climate_variability, 0, index, words);
  float normal[energy_states][W];
  for (int k = 0; k < energy_states; ++k) {
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      normal[k][lane] = view.variability * normal_from_bits(words.word[k][lane]);
    }
  }
  const float none[W] = {};
  advance_energy<W>(tile, state, internal_state, none);
  add_innovations<W>(tile, state, normal);
}

// Share of the year `index` in the mean of 1850-1900, whose first and last 1 January count half.
PEREGRINE_FUNCTION float preindustrial_share(int index) {
  const int year = climate_origin + index;
  if (year < 1850 || year > 1901) return 0.0f;
  return year == 1850 || year == 1901 ? 0.5f / 51.0f : 1.0f / 51.0f;
}

// Years of a climate normal (WMO), the last of them the first of the forecast.
inline constexpr int normal_years = 30;

// Advances to the year `index`: carbon with last year's emissions, then both energies.
template <int W>
PEREGRINE_FUNCTION void advance_globe(const ClimateView& view, const Tile& tile, int index,
                                      const TileState& state, const TileOutput& output) {
  advance_carbon<W>(tile, state);
  float forcing[W];
  sum_forcing<W>(view, tile, index, state, output, forcing);
  advance_energy<W>(tile, state, forced_state, forcing);
}

// Means over the past that temperatures are given against, and the warming where it is frozen.
template <int W>
PEREGRINE_FUNCTION void remember(const ClimateView& view, const Tile& tile, int index,
                                 const TileState& state) {
  const float past = preindustrial_share(index);
  const bool is_normal = index <= view.first_index && index > view.first_index - normal_years;
  const float recent = is_normal ? 1.0f / normal_years : 0.0f;
  const float* const forced = climate_variable(state, forced_state + 1, tile);
  const float* const internal = climate_variable(state, internal_state + 1, tile);
  float* const preindustrial = climate_variable(state, preindustrial_mean, tile);
  float* const normal = climate_variable(state, normal_mean, tile);
  float* const frozen = climate_variable(state, frozen_warming, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float temperature = forced[lane] + internal[lane];
    preindustrial[lane] = fused(past, temperature, preindustrial[lane]);
    normal[lane] = fused(recent, temperature, normal[lane]);
    frozen[lane] = forced[lane];
  }
}

}  // namespace peregrine
