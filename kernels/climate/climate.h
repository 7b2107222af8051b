// The climate of a draw: CO2 in the air, the world's temperature, each country's.
//
// Carbon (Leach et al. 2021, FaIR 2; defaults of its calibration 1.4.1), pool i of share a_i:
//   alpha = g0 exp(iirf / g1),  iirf = start + uptake (emitted - airborne) + temperature T
//                                      + airborne A, at most 100 years
//   pool_i' = pool_i exp(-x_i) + a_i E (1 - exp(-x_i)) / x_i,  x_i = 1 / (alpha tau_i)
// Forcing of CO2: Meinshausen et al. 2020, table 3, nitrous oxide held at 1750.
// Energy (Cummins, Stephenson and Stott 2020): dS/dt = A S + b F + noise with S = (forcing felt,
// three layers), the last of which draws on the middle one with an efficacy (Geoffroy et al. 2013).
// A year with constant forcing is solved exactly; host/model/climate/energy_step.h has the
// matrices. What forcing causes and what arises by itself are carried apart; their sum is the
// temperature. Temperature of year y is that of 1 January, as FaIR tabulates it.
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

// The tile's members, and nothing yet above 1750.
template <int W>
PEREGRINE_FUNCTION void load_members(const ClimateView& view, const Tile& tile,
                                     const ClimateState& state, const ClimateOutput& output) {
  const int* const row = output.row + tile.lane0;
  const auto p = lanes_of(state.parameters, tile);
  for (int which = 0; which < climate_parameter_count; ++which) {
    for (int lane = 0; lane < W; ++lane) {
      p(which, lane) = view.parameters[row[lane] * climate_parameter_count + which];
    }
  }
  for (int which = 0; which < climate_variable_count; ++which) {
    clear_lanes<W>(tile.row(which), state.variables);
  }
}

template <int W>
PEREGRINE_FUNCTION void draw_members(const ClimateView& view, const Tile& tile,
                                     const ClimateOutput& output) {
  TileWords<W> words;
  draw_words<W>(tile, Process::climate_member, 0, 0, words);
  const auto members = static_cast<std::uint64_t>(view.members);
  for (int lane = 0; lane < W; ++lane) {
    const auto pick = static_cast<int>((words.word[0][lane] * members) >> 32);
    output.row[tile.lane0 + lane] = view.parameter_uncertainty != 0 ? pick : view.central_row;
  }
}

// A pool a year on. `rate`: one over alpha; `emissions`: GtCO2 over the year.
PEREGRINE_FUNCTION void advance_pool(float& pool, int which, float rate, float emissions) {
  // Local, as device code cannot reach arrays of the namespace.
  constexpr float pool_share[carbon_pools] = {0.2173f, 0.2240f, 0.2824f, 0.2763f};
  constexpr float pool_years[carbon_pools] = {1.0e9f, 394.4f, 36.54f, 4.304f};  // tau
  const float x = rate * (1.0f / pool_years[which]);
  const float mean = mean_of_decay(x);
  pool = fused(pool_share[which] * emissions, mean, pool - pool * (x * mean));
}

// Carbon in the air above 1750, GtCO2.
PEREGRINE_FUNCTION float airborne_carbon(const Lanes<float>& variables, int lane) {
  return (variables(carbon_pool, lane) + variables(carbon_pool + 1, lane)) +
         (variables(carbon_pool + 2, lane) + variables(carbon_pool + 3, lane));
}

// Adds a year's emissions, those of `emissions_now`, to the pools.
template <int W>
PEREGRINE_FUNCTION void advance_carbon(const Tile& tile, const ClimateState& state) {
  const auto p = lanes_of(state.parameters, tile);
  const auto now = lanes_of(state.variables, tile);
  PEREGRINE_LANES(lane, W) {
    const float airborne = airborne_carbon(now, lane);
    const float emissions = now(emissions_now, lane);
    const float warming = now(forced_state + 1, lane) + now(internal_state + 1, lane);
    const float uptake =
        fused(p(iirf_uptake, lane), now(carbon_emitted, lane) - airborne, p(iirf_start, lane));
    const float warm = fused(p(iirf_temperature, lane), warming, uptake);
    const float iirf = smaller(fused(p(iirf_airborne, lane), airborne, warm), largest_iirf);
    const float rate = 1.0f / (alpha_unit * exponential(iirf * (1.0f / alpha_years)));
    advance_pool(now(carbon_pool, lane), 0, rate, emissions);
    advance_pool(now(carbon_pool + 1, lane), 1, rate, emissions);
    advance_pool(now(carbon_pool + 2, lane), 2, rate, emissions);
    advance_pool(now(carbon_pool + 3, lane), 3, rate, emissions);
    now(carbon_emitted, lane) += emissions;
  }
}

PEREGRINE_FUNCTION float concentration(float start, float airborne) {
  return fused(ppm_per_gtco2, airborne, start);
}

// Forcing at the end of the year, W/m2, of all causes. `index`: the year that begins then.
template <int W>
PEREGRINE_FUNCTION void sum_forcing(const ClimateView& view, const Tile& tile, int index,
                                    const ClimateState& state, const ClimateOutput& output,
                                    float (&forcing)[W]) {
  const auto p = lanes_of(state.parameters, tile);
  const auto now = lanes_of(state.variables, tile);
  const int* const row = output.row + tile.lane0;
  const std::int64_t strong = static_cast<std::int64_t>(view.members) * view.years;
  PEREGRINE_LANES(lane, W) {
    const float* const other = view.other_forcing + row[lane] * view.years + index;
    const float start = p(co2_start, lane);
    const float ppm = concentration(start, airborne_carbon(now, lane));
    forcing[lane] = fused(p(co2_forcing_scale, lane), co2_forcing(ppm, start),
                          fused(now(abatement_now, lane), other[strong] - other[0], other[0]));
  }
}

// One state of the energy balance, a year on. `offset`: forced_state or internal_state.
template <int W>
PEREGRINE_FUNCTION void advance_energy(const Tile& tile, const ClimateState& state, int offset,
                                       const float (&forcing)[W]) {
  const auto p = lanes_of(state.parameters, tile);
  const auto now = lanes_of(state.variables + offset * tile.stride, tile);
  float next[energy_states - 1][W];
  for (int layer = 0; layer + 1 < energy_states; ++layer) {
    const int step = energy_steps + energy_states * layer;
    PEREGRINE_LANES(lane, W) {
      const float deeper = fused(p(step + 2, lane), now(2, lane), p(step + 3, lane) * now(3, lane));
      const float all =
          fused(p(step, lane), now(0, lane), fused(p(step + 1, lane), now(1, lane), deeper));
      next[layer][lane] = fused(p(energy_gain + layer, lane), forcing[lane], all);
    }
  }
  PEREGRINE_LANES(lane, W) {
    now(0, lane) = fused(p(forcing_decay, lane), now(0, lane) - forcing[lane], forcing[lane]);
    now(1, lane) = next[0][lane];
    now(2, lane) = next[1][lane];
    now(3, lane) = next[2][lane];
  }
}

// Internal variability: independent normals, mixed as the member's is, added to its state.
template <int W>
PEREGRINE_FUNCTION void vary(const ClimateView& view, const Tile& tile, int index,
                             const ClimateState& state) {
  TileWords<W> words;
  draw_words<W>(tile, Process::climate_variability, 0, index, words);
  float normal[energy_states][W];
  for (int k = 0; k < energy_states; ++k) {
    PEREGRINE_LANES(lane, W)
      normal[k][lane] = view.variability * normal_from_bits(words.word[k][lane]);
  }
  const float none[W] = {};
  advance_energy<W>(tile, state, internal_state, none);
  const auto p = lanes_of(state.parameters, tile);
  int which = innovation_factor;
  for (int i = 0; i < energy_states; ++i) {
    float* const value = lanes_of(state.variables, tile)[internal_state + i];
    for (int j = 0; j <= i; ++j, ++which) {
      PEREGRINE_LANES(lane, W) value[lane] += p(which, lane) * normal[j][lane];
    }
  }
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
                                      const ClimateState& state, const ClimateOutput& output) {
  advance_carbon<W>(tile, state);
  float forcing[W];
  sum_forcing<W>(view, tile, index, state, output, forcing);
  advance_energy<W>(tile, state, forced_state, forcing);
}

// Means over the past that temperatures are given against, and the warming where it is frozen.
template <int W>
PEREGRINE_FUNCTION void remember(const ClimateView& view, const Tile& tile, int index,
                                 const ClimateState& state) {
  const float past = preindustrial_share(index);
  const bool is_normal = index <= view.first_index && index > view.first_index - normal_years;
  const float recent = is_normal ? 1.0f / normal_years : 0.0f;
  const auto now = lanes_of(state.variables, tile);
  PEREGRINE_LANES(lane, W) {
    const float forced = now(forced_state + 1, lane);
    const float temperature = forced + now(internal_state + 1, lane);
    now(preindustrial_mean, lane) = fused(past, temperature, now(preindustrial_mean, lane));
    now(normal_mean, lane) = fused(recent, temperature, now(normal_mean, lane));
    now(frozen_warming, lane) = forced;
  }
}

}  // namespace peregrine
