// Displaced persons within the stock by corridor.
//
// A corridor's stock S has a displaced part R, which the displacement process moves, and a resident
// part, which the laws of kernels/stock/stock.h move:
//
//   R' = (R + arrivals) keep,   keep = D' / (D + arrivals)      D: displaced of the pair, mid-year
//   of those whose displacement ends, a share `settling` stays as residents, all others leave.
//   What the shocks of a count take away stays as residents, and what they add beyond the newly
//   displaced are residents first: a person counted anew has not moved.
//
// The process counts at the ends of calendar years, the stock in the middle: half of a calendar
// year's flows lie before it and half after, so D is the mean of the counts before and after.
//
// At the start R = min(D, S). D counts persons whom the table of stocks may not; they leave in the
// same proportion. docs/model/13-displaced-within-the-stock.md.
#pragma once

#include "kernels/displacement/displacement.h"
#include "kernels/economy/income_groups.h"
#include "kernels/ground/change.h"
#include "kernels/world.h"

namespace peregrine {

// The pair of displacement of a corridor; -1 where it has none.
PEREGRINE_FUNCTION int displaced_pair(const WorldView& world, int corridor) {
  return world.refugees.pair == nullptr ? -1 : world.refugees.pair[corridor];
}

// The displaced in a corridor's stock, and what is left of its pressure and size for residents.
template <int W>
PEREGRINE_FUNCTION void begin_refugees(const WorldView& world, const Tile& tile,
                                       const TileState& state, const float* stocks) {
  const auto p = lanes_of(state.parameters, tile);
  for (int corridor = 0; corridor < world.corridors; ++corridor) {
    const int pair = world.refugees.pair[corridor];
    if (pair < 0) continue;
    const std::int64_t here = tile.row(corridor);
    const float arrivals = world.refugees.late_arrivals[pair];
    const float exits = world.refugees.late_exits[pair];
    const float* const displaced = lanes_of(state.displacement.stock, tile)[pair];
    float* const within_stock = lanes_of(state.refugees.in_stock, tile)[pair];
    PEREGRINE_LANES(lane, W) {
      const float stock = stocks[here + lane];
      const float mid_year = larger((displaced[lane] - arrivals) + exits, 0.0f);
      const float counted = smaller(mid_year, stock);
      const float resident = larger(stock - counted, 1.0f) / larger(stock, 1.0f);
      const float share = smaller(resident, 1.0f);
      within_stock[lane] = counted;
      state.pressure[here + lane] *= share;
      state.level[here + lane] = fused(1.0f - p(diaspora_elasticity, lane),
                                       natural_logarithm(share), state.level[here + lane]);
    }
  }
}

// Share of those who leave displacement that stays in the country, by its income: where it is high
// they are naturalised or get a permit, elsewhere they go home or on (an assumption).
template <int W>
PEREGRINE_FUNCTION void weigh_settling(const EconomyView& economy, int countries, const Tile& tile,
                                       const float* incomes, float* settling) {
  for (int country = 0; country < countries; ++country) {
    const std::int64_t here = tile.row(country);
    clear_lanes<W>(here, settling);
    if (economy.present == 0 || economy.known[country] == 0.0f) continue;
    PEREGRINE_LANES(lane, W) settling[here + lane] = shares_of_income(incomes[here + lane]).rich;
  }
}

// How many are displaced, by country of origin and over the world, from the sums by area, and how
// many of them fled in the year, from the pairs.
template <int W>
PEREGRINE_FUNCTION void record_displaced(const WorldView& world, const Tile& tile,
                                         const float* fresh_of_pairs,
                                         const double* displaced_by_origin,
                                         const TileOutput& output) {
  const auto by_country = lanes_of(output.displaced_from, tile);
  const auto newly = lanes_of(output.newly_displaced, tile);
  double* const total = output.displaced + tile.lane0;
  fill_lanes<W>(total, 0.0);
  for (int country = 0; country < world.countries; ++country) {
    fill_lanes<W>(by_country[country], 0.0);
    fill_lanes<W>(newly[country], 0.0);
  }
  const DisplacementView& pairs = world.displacement;
  for (int area = 0; area < pairs.areas; ++area) {
    const int country = world.refugees.country_of_area[area];
    const double* const persons = lanes_of(displaced_by_origin, tile)[area];
    double* const from = by_country[country];
    PEREGRINE_LANES(lane, W) {
      total[lane] += persons[lane];
      from[lane] += persons[lane];
    }
    double* const fled = newly[country];
    for (int pair = pairs.first_pair[area]; pair < pairs.first_pair[area + 1]; ++pair) {
      const float* const fresh = lanes_of(fresh_of_pairs, tile)[pair];
      PEREGRINE_LANES(lane, W) fled[lane] += static_cast<double>(fresh[lane]);
    }
  }
}

// The sums by area of the first year, which no advance has made.
template <int W>
PEREGRINE_FUNCTION void count_displaced(const DisplacementView& view, const Tile& tile,
                                        const DisplacementState& state,
                                        const DisplacementOutput& output) {
  clear_displacement<W>(view, tile, output);
  for (int area = 0; area < view.areas; ++area) {
    double* const persons = lanes_of(output.displaced_by_origin, tile)[area];
    for (int pair = view.first_pair[area]; pair < view.first_pair[area + 1]; ++pair) {
      const float* const stock = lanes_of(state.stock, tile)[pair];
      PEREGRINE_LANES(lane, W) persons[lane] += static_cast<double>(stock[lane]);
    }
  }
}

template <int W>
PEREGRINE_FUNCTION void begin_displacement_years(const WorldView& world, int parameter_uncertainty,
                                                 const Tile& tile, const TileState& state,
                                                 const TileOutput& output) {
  if (world.refugees.pair == nullptr) return;
  begin_displacement<W>(world.displacement, parameter_uncertainty, tile, state.displacement);
  for (int pair = 0; pair < world.displacement.pairs; ++pair) {
    const std::int64_t here = tile.row(pair);
    fill_lanes<W>(state.refugees.late_fresh + here, world.refugees.late_fresh[pair]);
    fill_lanes<W>(state.refugees.late_arrivals + here, world.refugees.late_arrivals[pair]);
    fill_lanes<W>(state.refugees.late_exits + here, world.refugees.late_exits[pair]);
    fill_lanes<W>(state.refugees.late_ended + here, world.refugees.late_exits[pair]);
  }
  begin_refugees<W>(world, tile, state, output.stock);
  count_displaced<W>(world.displacement, tile, state.displacement, state.displaced_year);
  record_displaced<W>(world, tile, state.displacement.fresh,
                      state.displaced_year.displaced_by_origin, output);
}

template <int W>
PEREGRINE_FUNCTION void advance_displacement_year(const WorldView& world, const Tile& tile,
                                                  int step, const TileState& state,
                                                  const TileOutput& output) {
  if (world.refugees.pair == nullptr) return;
  weigh_displacement_events<W>(world.events, world.displacement.areas,
                               world.refugees.country_of_area, tile, step, state.events,
                               state.displacement);
  advance_displacement<W>(world.displacement, tile, step, state.conflict.deaths, state.displacement,
                          state.displaced_year);
  weigh_settling<W>(world.economy, world.countries, tile, state.economy.income,
                    state.refugees.settling);
  record_displaced<W>(world, tile, state.displacement.fresh,
                      state.displaced_year.displaced_by_origin, output);
}

// Asks for what the next functions read of a pair: pairs are sorted by origin, corridors by
// destination.
template <int W>
PEREGRINE_FUNCTION void fetch_pair_ahead(const Tile& tile, int pair, const TileState& state) {
  const std::int64_t there = tile.row(pair);
  fetch_ahead<W>(state.refugees.in_stock + there);
  fetch_ahead<W>(state.displacement.stock + there);
  fetch_ahead<W>(state.displaced_year.staying + there);
  fetch_ahead<W>(state.displaced_year.arrivals + there);
  fetch_ahead<W>(state.displaced_year.exits + there);
  fetch_ahead<W>(state.displaced_year.ended + there);
  fetch_ahead<W>(state.refugees.late_fresh + there);
  fetch_ahead<W>(state.refugees.late_arrivals + there);
  fetch_ahead<W>(state.refugees.late_exits + there);
  fetch_ahead<W>(state.refugees.late_ended + there);
}

// The residents among a corridor's stock; all of it where it has no `pair`.
template <int W>
PEREGRINE_FUNCTION void count_residents(const Tile& tile, int pair, const float* stock,
                                        const RefugeeState& state, float (&residents)[W]) {
  if (pair < 0) {
    PEREGRINE_LANES(lane, W) residents[lane] = stock[lane];
    return;
  }
  const float* const within_stock = lanes_of(state.in_stock, tile)[pair];
  PEREGRINE_LANES(lane, W) residents[lane] = larger(stock[lane] - within_stock[lane], 0.0f);
}

// From mid-year to mid-year: what the latest calendar year left of `late`, and half of this one's
// `flow`, the other half of which is left in turn.
PEREGRINE_FUNCTION float to_mid_year(float& late, float flow) {
  const float half = 0.5f * flow;
  const float persons = late + half;
  late = half;
  return persons;
}

// Adds the displaced and those who stay without being displaced to the residents in `after`.
template <int W>
PEREGRINE_FUNCTION void add_displaced(const Tile& tile, int pair, int destination,
                                      const TileState& state, float* after,
                                      ChangeLanes<W>& change) {
  const DisplacementOutput& year = state.displaced_year;
  const float* const settling = lanes_of(state.refugees.settling, tile)[destination];
  float* const within_stock = lanes_of(state.refugees.in_stock, tile)[pair];
  const std::int64_t here = tile.row(pair);
  PEREGRINE_LANES(lane, W) {
    const RefugeeState& late = state.refugees;
    const float arrivals = to_mid_year(late.late_arrivals[here + lane], year.arrivals[here + lane]);
    const float exits = to_mid_year(late.late_exits[here + lane], year.exits[here + lane]);
    const float ends = to_mid_year(late.late_ended[here + lane], year.ended[here + lane]);
    const float fresh = to_mid_year(late.late_fresh[here + lane], year.staying[here + lane]);
    const float at_year_end = state.displacement.stock[here + lane];
    const float displaced = larger(
        (at_year_end - late.late_arrivals[here + lane]) + late.late_exits[here + lane], 0.0f);
    const float at_most = displaced + exits;
    const float each = at_most > 0.0f ? 1.0f / at_most : 0.0f;
    const float before = within_stock[lane] + arrivals;
    const float still = before * (displaced * each);
    const float gone = before - still;
    const float ended = smaller(before * (ends * each), gone);
    const float settled = settling[lane] * ended;
    const float residents = after[lane];
    const float unforeseen = larger(arrivals - fresh, 0.0f);
    const float recounted = smaller(unforeseen, residents);
    within_stock[lane] = still;
    after[lane] = (residents - recounted) + ((gone - ended) + settled) + still;
    change.added[lane] = static_cast<double>(after[lane]) - static_cast<double>(residents);
    change.arrivals[lane] = arrivals - recounted;
    change.departures[lane] = ended - settled;
  }
}

}  // namespace peregrine
