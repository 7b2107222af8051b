// What income, warming and policy do to arrivals. Each adds to the pull of an origin or of a
// destination, in logs of arrivals (kernels/stock/stock.h), beside the pull of populations.
//
//   income    origin: e_o * log(income / start),   destination: e_d * log(income / start)
//   warming   origin: (b * middle - q * b * poor) * (local warming since the first year)
//                     * (1 - adaptation)
//   pathways  destination: log(1 + pathways) * rich
//
// poor, middle and rich are shares that sum to one and change smoothly with income: people of
// middle income can afford to move when heat takes their living, the poorest lose the means to
// (Cattaneo and Peri 2016). docs/model/06-drivers.md.
#pragma once

#include "kernels/economy/income_groups.h"
#include "kernels/ground/tile.h"
#include "kernels/world.h"

namespace peregrine {

// Change of log arrivals from an origin per unit of what drives them, of those of middle income and
// of the poorest.
PEREGRINE_FUNCTION float response_by_income(float log_income, float middle, float poor) {
  const IncomeShares shares = shares_of_income(log_income);
  return fused(middle, shares.middle, poor * shares.poor);
}

// How strongly the poorest react, over those of middle income; they react with the other sign.
PEREGRINE_FUNCTION float poor_over_middle(const DriversView& view, float normal) {
  return larger(fused(view.poor_ratio_spread, normal, view.poor_ratio), 0.0f);
}

// Share of the responses to warming and weather that adaptation finance leaves in the year `step`.
PEREGRINE_FUNCTION float unadapted_share(const DriversView& view, int step) {
  return step >= view.policy_step ? 1.0f - view.adaptation : 1.0f;
}

template <int W>
PEREGRINE_FUNCTION void begin_drivers(const DriversView& view, int parameter_uncertainty,
                                      const Tile& tile, const DriversState& state) {
  const float uncertain = parameter_uncertainty != 0 ? 1.0f : 0.0f;
  const auto p = lanes_of(state.parameters, tile);
  TileWords<W> warming;
  TileWords<W> food;
  draw_words<W>(tile, Process::warming_response, 0, 0, warming);
  draw_words<W>(tile, Process::food_response, 0, 0, food);
  PEREGRINE_LANES(lane, W) {
    const float of_warming = uncertain * normal_from_bits(warming.word[0][lane]);
    const float of_food = uncertain * normal_from_bits(food.word[0][lane]);
    const float ratio = poor_over_middle(view, uncertain * normal_from_bits(warming.word[1][lane]));
    const float per_kelvin = view.response_scale *
                             fused(view.warming_response_spread, of_warming, view.warming_response);
    const float per_sd =
        view.food_scale * fused(view.food_response_spread, of_food, view.food_response);
    p(middle_response, lane) = per_kelvin;
    p(poor_response, lane) = -ratio * per_kelvin;
    p(middle_food_response, lane) = per_sd;
    p(poor_food_response, lane) = -ratio * per_sd;
  }
}

// Warming of the globe since the first year that forcing causes, K; chance left out, as people move
// for a climate and not for a year's weather.
template <int W>
PEREGRINE_FUNCTION void forced_change(const ClimateView& view, const Tile& tile,
                                      const ClimateState& state, float (&change)[W]) {
  fill_lanes<W>(change, 0.0f);
  if (view.members == 0 || view.warming == WarmingSwitch::frozen) return;
  const auto now = lanes_of(state.variables, tile);
  PEREGRINE_LANES(lane, W) change[lane] = now(forced_state + 1, lane) - now(frozen_warming, lane);
}

// Adds to origin_pull and destination_pull, which weigh_populations has set.
template <int W>
PEREGRINE_FUNCTION void weigh_drivers(const WorldView& world, const Tile& tile, int step,
                                      const TileState& state) {
  const DriversView& view = world.drivers;
  const EconomyView& economy = world.economy;
  if (economy.present == 0) return;
  const bool has_climate = world.climate.members > 0;
  float change[W];
  forced_change<W>(world.climate, tile, state.climate, change);
  const bool policies = step >= view.policy_step;
  const float pathways = policies ? natural_logarithm(1.0f + view.legal_pathways) : 0.0f;
  const float unadapted = unadapted_share(view, step);
  const auto p = lanes_of(state.drivers.parameters, tile);
  const auto elasticity = lanes_of(state.economy.parameters, tile);
  for (int country = 0; country < world.countries; ++country) {
    if (economy.known[country] == 0.0f) continue;
    const float start_income = economy.trend[country];
    const std::int64_t here = tile.row(country);
    const float* const log_income = state.economy.income + here;
    // Without a climate the change is zero, whatever multiplies it.
    const float* const pattern = has_climate ? state.climate.pattern + here : log_income;
    PEREGRINE_LANES(lane, W) {
      const float income = log_income[lane];
      const float richer = income - start_income;
      const float warmer = unadapted * pattern[lane] * change[lane];
      const float per_kelvin =
          response_by_income(income, p(middle_response, lane), p(poor_response, lane));
      const float rich = shares_of_income(income).rich;
      state.origin_pull[here + lane] +=
          fused(elasticity(income_at_origin, lane), richer, per_kelvin * warmer);
      state.destination_pull[here + lane] +=
          fused(elasticity(income_at_destination, lane), richer, pathways * rich);
    }
  }
}

}  // namespace peregrine
