// Displaced persons within the stock by corridor.
//
// A corridor's stock S has a displaced part R, which the displacement process moves, and a resident
// part, which the laws of kernels/stock/stock.h move:
//
//   R' = (R + arrivals) keep,   keep = D' / (D + arrivals)      D: displaced of the pair
//   of those whose displacement ends, a share `settling` stays as residents; all others who leave R
//   leave the country. What the shocks of a count take away counts as leaving: it comes and goes.
//
// At the start R = min(D, S). D counts persons whom the table of stocks may not; they leave in the
// same proportion. docs/model/13-displaced-within-the-stock.md.
#pragma once

#include "kernels/displacement/displacement.h"
#include "kernels/drivers/drivers.h"
#include "kernels/stock/lanes.h"

namespace peregrine {

// The displaced in a corridor's stock, and what is left of its pressure and size for residents.
template <int W>
PEREGRINE_FUNCTION void begin_refugees(const WorldView& world, const Tile& tile,
                                       const TileState& state, const TileOutput& output) {
  if (world.refugees.pair == nullptr) return;
  const float* const diaspora = lanes(state, diaspora_elasticity, tile);
  for (int corridor = 0; corridor < world.corridors; ++corridor) {
    const int pair = world.refugees.pair[corridor];
    if (pair < 0) continue;
    const float* const stock = lanes(output.stock, corridor, output.stride, tile);
    const float* const displaced = lanes(state.displacement.stock, pair, state.stride, tile);
    float* const within_stock = lanes(state.refugees.in_stock, pair, state.stride, tile);
    float* const pressure = lanes(state.pressure, corridor, state.stride, tile);
    float* const level = lanes(state.level, corridor, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      const float counted = smaller(displaced[lane], stock[lane]);
      const float resident = larger(stock[lane] - counted, 1.0f) / larger(stock[lane], 1.0f);
      const float share = smaller(resident, 1.0f);
      within_stock[lane] = counted;
      pressure[lane] *= share;
      level[lane] = fused(1.0f - diaspora[lane], natural_logarithm(share), level[lane]);
    }
  }
}

// Share of those who leave displacement that stays in the country, by its income: where it is high
// they are naturalised or get a permit, elsewhere they go home or on (an assumption).
template <int W>
PEREGRINE_FUNCTION void weigh_settling(const WorldView& world, const Tile& tile,
                                       const TileState& state) {
  if (world.refugees.pair == nullptr) return;
  for (int country = 0; country < world.countries; ++country) {
    float* const settling = lanes(state.refugees.settling, country, state.stride, tile);
    const bool known = world.economy.present != 0 && world.economy.known[country] != 0.0f;
    const float* const income =
        known ? lanes(state.economy.income, country, state.stride, tile) : settling;
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      settling[lane] = known ? shares_of_income(income[lane]).rich : 0.0f;
    }
  }
}

// How many are displaced, by country of origin and over the world, from the sums by area.
template <int W>
PEREGRINE_FUNCTION void record_displaced(const WorldView& world, const Tile& tile, int step,
                                         const TileState& state, const TileOutput& output) {
  double* const total = lanes(output.displaced, step, output.stride, tile);
  const std::int64_t first_row = static_cast<std::int64_t>(step) * world.countries;
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) total[lane] = 0.0;
  for (int country = 0; country < world.countries; ++country) {
    double* const from = lanes(output.displaced_from, first_row + country, output.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) from[lane] = 0.0;
  }
  for (int area = 0; area < world.displacement.areas; ++area) {
    const double* const persons =
        lanes(state.displaced_year.displaced_by_origin, area, state.stride, tile);
    double* const from =
        lanes(output.displaced_from, first_row + world.refugees.country_of_area[area],
              output.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      total[lane] += persons[lane];
      from[lane] += persons[lane];
    }
  }
}

// The sums by area of the first year, which no advance has made.
template <int W>
PEREGRINE_FUNCTION void count_displaced(const DisplacementView& view, const Tile& tile,
                                        const TileState& state) {
  for (int area = 0; area < view.areas; ++area) {
    double* const persons =
        lanes(state.displaced_year.displaced_by_origin, area, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) persons[lane] = 0.0;
    for (int pair = view.first_pair[area]; pair < view.first_pair[area + 1]; ++pair) {
      const float* const stock = lanes(state.displacement.stock, pair, state.stride, tile);
      PEREGRINE_LANES
      for (int lane = 0; lane < W; ++lane) persons[lane] += static_cast<double>(stock[lane]);
    }
  }
}

template <int W>
PEREGRINE_FUNCTION void begin_displacement_years(const WorldView& world,
                                                 const StockSwitches& switches, const Tile& tile,
                                                 const TileState& state, const TileOutput& output) {
  if (world.refugees.pair == nullptr) return;
  begin_displacement<W>(world.displacement, switches.parameter_uncertainty, tile,
                        state.displacement);
  begin_refugees<W>(world, tile, state, output);
  count_displaced<W>(world.displacement, tile, state);
  record_displaced<W>(world, tile, 0, state, output);
}

template <int W>
PEREGRINE_FUNCTION void advance_displacement_year(const WorldView& world, const Tile& tile,
                                                  int step, const TileState& state,
                                                  const TileOutput& output) {
  if (world.refugees.pair == nullptr) return;
  advance_displacement<W>(world.displacement, tile, step, state.conflict.deaths, state.displacement,
                          state.displaced_year);
  weigh_settling<W>(world, tile, state);
  record_displaced<W>(world, tile, step, state, output);
}

// The residents among a corridor's stock.
template <int W>
PEREGRINE_FUNCTION void set_displaced_aside(const Tile& tile, int pair, const float* stock,
                                            const TileState& state, float (&residents)[W]) {
  const float* const within_stock = lanes(state.refugees.in_stock, pair, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    residents[lane] = larger(stock[lane] - within_stock[lane], 0.0f);
  }
}

// Adds the displaced and those who settle to the residents in `after`, and their flows to the
// totals.
template <int W>
PEREGRINE_FUNCTION void add_displaced(const WorldView& world, const Tile& tile, int corridor,
                                      int pair, int step, float* after, const TileState& state,
                                      const TileOutput& output, StockLanes<W>& totals) {
  const int origin = world.origin[corridor];
  const float* const settling =
      lanes(state.refugees.settling, world.destination[corridor], state.stride, tile);
  const float* const displaced = lanes(state.displacement.stock, pair, state.stride, tile);
  const float* const arrivals = lanes(state.displaced_year.arrivals, pair, state.stride, tile);
  const float* const exits = lanes(state.displaced_year.exits, pair, state.stride, tile);
  const float* const ended = lanes(state.displaced_year.ended, pair, state.stride, tile);
  float* const within_stock = lanes(state.refugees.in_stock, pair, state.stride, tile);
  double* const emigrants =
      lanes(output.emigrants, static_cast<std::int64_t>(step) * world.countries + origin,
            output.stride, tile);
  float* const emigration = lanes(state.emigration, origin, state.stride, tile);
  float* const homecoming = lanes(state.homecoming, origin, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float at_most = displaced[lane] + exits[lane];
    const float each = at_most > 0.0f ? 1.0f / at_most : 0.0f;
    const float before = within_stock[lane] + arrivals[lane];
    const float still = before * (displaced[lane] * each);
    const float settled = smaller(settling[lane] * (before * (ended[lane] * each)), before - still);
    const float gone = (before - still) - settled;
    const float residents = after[lane];
    within_stock[lane] = still;
    after[lane] = (residents + settled) + still;
    const double added = static_cast<double>(after[lane]) - static_cast<double>(residents);
    totals.immigrants[lane] += added;
    totals.arrivals[lane] += arrivals[lane];
    totals.departures[lane] += gone;
    emigrants[lane] += added;
    emigration[lane] += arrivals[lane];
    homecoming[lane] += gone;
  }
}

}  // namespace peregrine
