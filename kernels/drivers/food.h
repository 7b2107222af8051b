// Food stress: a hot year where people live of agriculture.
//
//   heat    z = (local temperature - its forced trend) / sd of the country's record
//   share   a = 0.172 log(70,000 / income), within 0 ... 1: of people who live of agriculture
//   stress  s = a (1 - adaptation) z
//   arrivals, log, origin:  (f middle - q f poor) s
//   persons under food stress:  population a (1 - adaptation), summed over countries with z >= 1
//
// It is about a year's weather around the trend, in either direction, as the response to warming
// (kernels/drivers/drivers.h) is about the trend without weather: together they count a degree
// once. middle, poor and q are those of the response to warming: the poorest lose the means to
// move.
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

// Heat of a year about its trend, by country: what chance adds to what forcing causes.
template <int W>
PEREGRINE_FUNCTION void heat_of_year(const ClimateView& view, const Tile& tile, int country,
                                     const ClimateState& state, float (&heat)[W]) {
  const int forced = view.warming == WarmingSwitch::frozen ? frozen_warming : forced_state + 1;
  const auto now = lanes_of(state.variables, tile);
  const std::int64_t here = tile.row(country);
  const float sd = view.yearly_sd[country];
  const float per_kelvin = sd > 0.0f ? 1.0f / sd : 0.0f;
  PEREGRINE_LANES(lane, W) {
    const float trend = state.pattern[here + lane] * (now(forced, lane) - now(normal_mean, lane));
    heat[lane] = per_kelvin * (state.warming[here + lane] - trend);
  }
}

// Persons under food stress in the year `step`, with the populations and incomes that are there;
// after the first year adds to origin_pull, which weigh_populations has set. Where the climate is
// held at that of the first year no weather acts, either.
template <int W>
PEREGRINE_FUNCTION void weigh_food(const WorldView& world, const Tile& tile, int step,
                                   const TileState& state, double* food_stressed) {
  double* const stressed = food_stressed + tile.lane0;
  fill_lanes<W>(stressed, 0.0);
  if (world.economy.present == 0 || world.climate.members == 0) return;
  const bool moves = step > 0 && world.climate.warming == WarmingSwitch::computed;
  const float unadapted = unadapted_share(world.drivers, step);
  const auto p = lanes_of(state.drivers.parameters, tile);
  for (int country = 0; country < world.countries; ++country) {
    if (world.economy.known[country] == 0.0f) continue;
    float heat[W];
    heat_of_year<W>(world.climate, tile, country, state.climate, heat);
    const std::int64_t here = tile.row(country);
    PEREGRINE_LANES(lane, W) {
      const float share = unadapted * farming_share(state.economy.income[here + lane]);
      const double persons = state.population[here + lane] * static_cast<double>(share);
      stressed[lane] += heat[lane] >= stressful_heat ? persons : 0.0;
    }
    if (!moves) continue;
    PEREGRINE_LANES(lane, W) {
      const float income = state.economy.income[here + lane];
      const float stress = unadapted * farming_share(income) * heat[lane];
      const float per_sd =
          response_by_income(income, p(middle_food_response, lane), p(poor_food_response, lane));
      state.origin_pull[here + lane] = fused(per_sd, stress, state.origin_pull[here + lane]);
    }
  }
}

}  // namespace peregrine
