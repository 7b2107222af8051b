// Food stress: a hot year where people live of agriculture.
//
//   heat    z = (local temperature - its forced trend) / sd of the country's record
//   share   a = 0.172 log(70,000 / income), within 0 ... 1: of people who live of agriculture
//   stress  s = a (1 - adaptation) z
//   arrivals, log, origin:  (f middle - q f poor) s
//   persons under food stress:  population a (1 - adaptation), summed over countries with z >= 1
//
// It is about a year's weather around the trend, in either direction, as the response to warming
// (kernels/drivers/drivers.h) is about the trend without weather: together they count a degree once.
// middle, poor and q are those of the response to warming: the poorest lose the means to move.
#pragma once

#include "kernels/drivers/drivers.h"

namespace peregrine {

// Least squares on employment in agriculture by income group, 2023: 59, 40, 21 and 3 % (ILO via
// Our World in Data) at 2,100, 8,000, 20,500 and 56,000 dollars a head. docs/model/07-food.md.
inline constexpr float farming_per_log_income = 0.172f;
inline constexpr float farming_ends = 11.1562505f;  // log 70,000 dollars of 2021, purchasing power

// A year this much hotter than its trend is one of food stress, standard deviations: the hottest
// sixth. A convention.
inline constexpr float stressful_heat = 1.0f;

// Share of a country's people who live of agriculture, at the log income of its people.
PEREGRINE_FUNCTION float farming_share(float log_income) {
  return within(farming_per_log_income * (farming_ends - log_income), 0.0f, 1.0f);
}

template <int W>
PEREGRINE_FUNCTION void begin_food(const WorldView& world, const StockSwitches& switches,
                                   const Tile& tile, const TileState& state) {
  const DriversView& view = world.drivers;
  if (world.economy.present == 0) return;
  const float uncertain = switches.parameter_uncertainty != 0 ? 1.0f : 0.0f;
  float* const middle = lanes(state.drivers.parameters, middle_food_response, state.stride, tile);
  float* const poor = lanes(state.drivers.parameters, poor_food_response, state.stride, tile);
  TileWords<W> own;
  TileWords<W> shared;
  draw_words<W>(tile, Process::food_response, 0, 0, own);
  draw_words<W>(tile, Process::warming_response, 0, 0, shared);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float z = uncertain * normal_from_bits(own.word[0][lane]);
    const float per_sd = view.food_scale * fused(view.food_response_spread, z, view.food_response);
    middle[lane] = per_sd;
    poor[lane] =
        -poor_over_middle(view, uncertain * normal_from_bits(shared.word[1][lane])) * per_sd;
  }
}

// Heat of a year about its trend, by country: what chance adds to what forcing causes.
template <int W>
PEREGRINE_FUNCTION void heat_of_year(const WorldView& world, const Tile& tile, int country,
                                     const TileState& state, float (&heat)[W]) {
  const ClimateView& view = world.climate;
  const bool frozen = view.warming == WarmingSwitch::frozen;
  const float* const forced =
      climate_variable(state, frozen ? frozen_warming : forced_state + 1, tile);
  const float* const normal = climate_variable(state, normal_mean, tile);
  const float* const pattern = lanes(state.climate.pattern, country, state.stride, tile);
  const float* const warming = lanes(state.climate.warming, country, state.stride, tile);
  const float sd = view.yearly_sd[country];
  const float per_kelvin = sd > 0.0f ? 1.0f / sd : 0.0f;
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float trend = pattern[lane] * (forced[lane] - normal[lane]);
    heat[lane] = per_kelvin * (warming[lane] - trend);
  }
}

// Persons under food stress in the year `step`, with the populations and incomes that are there.
template <int W>
PEREGRINE_FUNCTION void count_food_stress(const WorldView& world, const Tile& tile, int step,
                                          const TileState& state, const TileOutput& output) {
  double* const stressed = lanes(output.food_stressed, step, output.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) stressed[lane] = 0.0;
  if (world.economy.present == 0 || world.climate.members == 0) return;
  const float unadapted = unadapted_share(world.drivers, step);
  for (int country = 0; country < world.countries; ++country) {
    if (world.economy.known[country] == 0.0f) continue;
    float heat[W];
    heat_of_year<W>(world, tile, country, state, heat);
    const float* const income = lanes(state.economy.income, country, state.stride, tile);
    const double* const population = lanes(state.population, country, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      const float share = unadapted * farming_share(income[lane]);
      const double persons = population[lane] * static_cast<double>(share);
      stressed[lane] += heat[lane] >= stressful_heat ? persons : 0.0;
    }
  }
}

// Adds to origin_pull, which weigh_populations has set. Where the climate is held at that of the
// first year no weather acts, either.
template <int W>
PEREGRINE_FUNCTION void weigh_food(const WorldView& world, const Tile& tile, int step,
                                   const TileState& state) {
  const ClimateView& climate = world.climate;
  if (world.economy.present == 0 || climate.members == 0) return;
  if (climate.warming == WarmingSwitch::frozen) return;
  const float unadapted = unadapted_share(world.drivers, step);
  const float* const middle =
      lanes(state.drivers.parameters, middle_food_response, state.stride, tile);
  const float* const poor = lanes(state.drivers.parameters, poor_food_response, state.stride, tile);
  for (int country = 0; country < world.countries; ++country) {
    if (world.economy.known[country] == 0.0f) continue;
    float heat[W];
    heat_of_year<W>(world, tile, country, state, heat);
    const float* const income = lanes(state.economy.income, country, state.stride, tile);
    float* const origin_pull = lanes(state.origin_pull, country, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      const float stress = unadapted * farming_share(income[lane]) * heat[lane];
      const float per_sd = response_by_income(income[lane], middle[lane], poor[lane]);
      origin_pull[lane] = fused(per_sd, stress, origin_pull[lane]);
    }
  }
}

}  // namespace peregrine
