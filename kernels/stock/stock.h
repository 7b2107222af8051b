// Migrant stock by corridor.
//
// A corridor has a stock S and a migration pressure y, the log ratio of its arrivals to those that
// would just replace its departures. Pressure remembers (AR(1)), is shaken every year, and is what
// the last five years' change of the stock says of the next (docs/model/12-stock.md):
//
//   y'         = persistence * y / (1 + fade * y^2) + drift + shock,   its shared part bounded
//   arrivals   = turnover * R * (S / R)^diaspora * exp(y' + pull),   at most cap
//   departures = S * turnover / (exp(y') + turnover)
//   deaths     = (S - departures) * deaths_rate
//   S'         = S - departures - deaths + arrivals
//
// R is the corridor's reference size and `pull` the effect of both populations. Gross arrivals and
// gross departures move against each other, so one shock explains a surge (arrivals) and a
// collapse (departures), and the stock can neither turn negative nor leave the balance.
#pragma once

#include "kernels/displacement/refugees.h"
#include "kernels/routes/entries.h"
#include "kernels/stock/lanes.h"
#include "kernels/stock/population.h"

namespace peregrine {

// At most so much of a year's shock is shared with other corridors of the same countries: log 3. A
// bound of our own, beyond what a large destination or origin has seen in one year; without it one
// draw in a thousand sent 340 million people to one country in one.
inline constexpr float most_shared_shock = 1.1f;

// A year of one corridor, persons.
struct CorridorYear {
  float arrivals;
  float departures;
  float deaths;
  float stock;
};

// Pressure of the year from that of the year before.
PEREGRINE_FUNCTION float advance_pressure(float pressure, float shock, float drift,
                                          float persistence, float fade) {
  const float remembered = pressure / fused(fade * pressure, pressure, 1.0f);
  return fused(persistence, remembered, drift + shock);
}

// Arrivals of the year before their cap, persons. `level` is log(turnover * R^(1 - diaspora)) +
// pull, `pressure` that of the year.
PEREGRINE_FUNCTION float unbounded_arrivals(float stock, float pressure, float level,
                                            float diaspora) {
  return exponential(fused(diaspora, natural_logarithm(stock), level) + pressure);
}

// Share of a stock that leaves within the year.
PEREGRINE_FUNCTION float departing_share(float pressure, float turnover) {
  return turnover / (exponential(pressure) + turnover);
}

// The year's balance; `unbounded` and `cap` persons a year.
PEREGRINE_FUNCTION CorridorYear balance_corridor(float stock, float unbounded, float cap,
                                                 float departing, float deaths_rate) {
  CorridorYear year;
  year.arrivals = stock > 0.0f ? smaller_of_positive(unbounded, cap) : 0.0f;
  year.departures = stock * departing;
  const float staying = stock - year.departures;
  year.deaths = staying * deaths_rate;
  year.stock = (staying - year.deaths) + year.arrivals;
  return year;
}

// How an empty corridor opens: its first arrivals are log-normal.
struct OpeningLaw {
  float hazard;    // yearly probability
  float log_size;  // log persons, median
  float log_spread;
  float cap;  // persons
};

PEREGRINE_FUNCTION bool opens(float stock_before, float hazard, std::uint32_t hazard_bits) {
  return stock_before <= 0.0f && uniform_open(hazard_bits) < hazard;
}

// The first arrivals, persons; 0 where the corridor does not open.
PEREGRINE_FUNCTION float open_corridor(float stock_before, const OpeningLaw& law,
                                       std::uint32_t hazard_bits, std::uint32_t size_bits) {
  const float log_size = fused(law.log_spread, normal_from_bits(size_bits), law.log_size);
  const float size = smaller(exponential(log_size), law.cap);
  return opens(stock_before, law.hazard, hazard_bits) ? size : 0.0f;
}

// Pressure of one corridor, all lanes, and what follows from it. `word` are random words of this
// corridor and year. Short loops: a processor overlaps the long chains of dependent
// operations of neighbouring lanes only as far as its window of waiting operations reaches.
template <int W>
PEREGRINE_FUNCTION void press_lanes(const WorldView& world, const Tile& tile,
                                    const std::uint32_t* word, const TileState& state,
                                    const StockLanes<W>& totals, CorridorLanes<W>& at) {
  const std::int64_t here = tile.row(at.corridor);
  const std::int64_t origin = tile.row(world.origin[at.corridor]);
  const float scale = world.shock_scale[at.corridor];
  const float size = world.size[at.corridor];
  float* const pressure = state.pressure + here;
  float normal[W];
  PEREGRINE_LANES(lane, W) normal[lane] = normal_from_bits(word[lane]);
  PEREGRINE_LANES(lane, W) {
    const float own = heavy_tailed(normal[lane], totals.tail[lane], totals.own_unit[lane]);
    const float shared = state.origin_shock[origin + lane] + totals.shock[lane];
    const float side = own + shared > 0.0f ? totals.rise[lane] : totals.fall[lane];
    const float sd = scale * totals.volatility[lane];
    const float of_countries = within(sd * shared, -most_shared_shock, most_shared_shock);
    const float shock = fused(side, fused(sd, own, of_countries), -sd * totals.centre[lane]);
    const float drift = fused(totals.drift_by_size[lane], size, totals.drift[lane]);
    pressure[lane] =
        advance_pressure(pressure[lane], shock, drift, totals.persistence[lane], totals.fade[lane]);
  }
  PEREGRINE_LANES(lane, W) {
    const float pull = state.origin_pull[origin + lane] + totals.pull[lane];
    at.arrivals[lane] = unbounded_arrivals(at.residents[lane], pressure[lane],
                                           state.level[here + lane] + pull, totals.diaspora[lane]);
  }
  PEREGRINE_LANES(lane, W)
    at.departing[lane] = departing_share(pressure[lane], totals.turns_over[lane]);
}

// The most that the origin's people can make of a corridor's arrivals.
template <int W>
PEREGRINE_FUNCTION void bound_lanes(const WorldView& world, CorridorLanes<W>& at) {
  const float least = world.least_cap[at.corridor];
  PEREGRINE_LANES(lane, W) {
    at.cap[lane] = fused(at.supply_by_stock[lane], at.before[lane], least * at.supply[lane]);
  }
}

// The balance of one corridor, all lanes: stock from `before` to `after`, and its flows into the
// totals of both countries.
template <int W>
PEREGRINE_FUNCTION void balance_lanes(const WorldView& world, CorridorLanes<W>& at,
                                      StockLanes<W>& totals) {
  const float deaths_rate = world.deaths_rate[(at.step - 1) * world.countries + totals.destination];
  PEREGRINE_LANES(lane, W) {
    const CorridorYear year = balance_corridor(at.residents[lane], at.arrivals[lane], at.cap[lane],
                                               at.departing[lane], deaths_rate);
    at.after[lane] = year.stock;
    totals.immigrants[lane] += static_cast<double>(year.stock);
    totals.arrivals[lane] += year.arrivals;
    totals.departures[lane] += year.departures;
    totals.deaths[lane] += year.deaths;
    at.emigrants[lane] += static_cast<double>(year.stock);
    at.emigration[lane] += year.arrivals;
    at.homecoming[lane] += year.departures;
  }
}

// Adds the openings of one corridor that stood empty, everything else was done by balance_lanes;
// returns whether one opened. Most years none does, and most of the work is not wanted.
template <int W>
PEREGRINE_FUNCTION bool open_lanes(const WorldView& world, float new_corridors, const Tile& tile,
                                   const TileState& state, const CorridorLanes<W>& at,
                                   ChangeLanes<W>& change) {
  const float hazard = world.opening_hazard[at.corridor] * new_corridors;
  const float* const before = at.before;
  if (!any_lane<W>([=](int lane) { return before[lane] <= 0.0f; })) return false;
  const float* const spread = lanes_of(state.parameters, tile)[opening_log_spread];
  TileWords<W> words;
  draw_words<W>(tile, Process::opening, at.corridor, at.step, words);
  if (!any_lane<W>([&](int lane) { return opens(before[lane], hazard, words.word[0][lane]); })) {
    return false;
  }
  PEREGRINE_LANES(lane, W) {
    const OpeningLaw law = {hazard, world.opening_log_size[at.corridor], spread[lane],
                            at.cap[lane]};
    const float persons =
        open_corridor(before[lane], law, words.word[0][lane], words.word[1][lane]);
    at.after[lane] += persons;
    change.added[lane] = static_cast<double>(persons);
    change.arrivals[lane] = persons;
    change.departures[lane] = 0.0f;
  }
  return true;
}

// Adds the year's irregular entries to the stock: at most as many as can leave the origin in all,
// since they come by routes that open and close, whatever the corridor has been so far.
template <int W>
PEREGRINE_FUNCTION void join_stock(const float (&entries)[W], const CorridorLanes<W>& at,
                                   double* joined, ChangeLanes<W>& change) {
  PEREGRINE_LANES(lane, W) {
    const float joins = smaller(entries[lane], largest_leaving_share * at.supply[lane]);
    const float before = at.after[lane];
    at.after[lane] = before + joins;
    change.added[lane] = static_cast<double>(at.after[lane]) - static_cast<double>(before);
    change.arrivals[lane] = joins;
    change.departures[lane] = 0.0f;
    joined[lane] += change.added[lane];
  }
}

// Where the corridor's stock and its origin's flows are in this year.
template <int W>
PEREGRINE_FUNCTION void bind_corridor(const WorldView& world, const Tile& tile,
                                      const TileState& state, const TileOutput& output,
                                      CorridorLanes<W>& at) {
  const int origin = world.origin[at.corridor];
  at.before = output.stock_before + tile.row(at.corridor);
  at.after = output.stock + tile.row(at.corridor);
  const std::int64_t there = tile.row(origin);
  at.supply = state.supply + there;
  at.supply_by_stock = state.supply_by_stock + there;
  PEREGRINE_LANES(lane, W) {
    at.emigrants[lane] = output.emigrants[there + lane];
    at.emigration[lane] = state.emigration[there + lane];
    at.homecoming[lane] = state.homecoming[there + lane];
  }
}

// Hands the origin's flows back, with what the corridor added.
template <int W>
PEREGRINE_FUNCTION void record_origin(const WorldView& world, const Tile& tile,
                                      const CorridorLanes<W>& at, const TileState& state,
                                      const TileOutput& output) {
  const std::int64_t there = tile.row(world.origin[at.corridor]);
  PEREGRINE_LANES(lane, W) {
    output.emigrants[there + lane] = at.emigrants[lane];
    state.emigration[there + lane] = at.emigration[lane];
    state.homecoming[there + lane] = at.homecoming[lane];
  }
}

// Asks for what a corridor's year reads and writes, so many corridors before it.
inline constexpr int corridors_ahead = 4;

template <int W>
PEREGRINE_FUNCTION void fetch_corridor_ahead(const WorldView& world, const Tile& tile, int corridor,
                                             const TileState& state, const TileOutput& output) {
  const std::int64_t there = tile.row(corridor);
  fetch_ahead<W>(state.pressure + there);
  fetch_ahead<W>(state.level + there);
  fetch_ahead<W>(output.stock_before + there);
  fetch_ahead<W>(output.stock + there);
  const int pair = displaced_pair(world, corridor);
  if (pair >= 0) fetch_pair_ahead<W>(tile, pair, state);
}

// All corridors of the tile, one year. Expects emigrants, emigration and homecoming cleared.
template <int W>
PEREGRINE_FUNCTION void advance_stock(const WorldView& world, const StockSwitches& switches,
                                      const Tile& tile, int step, const TileState& state,
                                      const TileOutput& output) {
  StockLanes<W> totals;
  take_parameters<W>(tile, state, totals);
  begin_destination<W>(world.destination[0], tile, state, totals);
  CorridorLanes<W> at;
  ChangeLanes<W> change;
  TileWords<W> words;
  at.step = step;
  for (at.corridor = 0; at.corridor < world.corridors; ++at.corridor) {
    const std::uint32_t* const word =
        word_of_four<W>(tile, Process::corridor_shock, at.corridor, step, words);
    if (world.destination[at.corridor] != totals.destination) {
      record_destination<W>(tile, totals, state, output);
      begin_destination<W>(world.destination[at.corridor], tile, state, totals);
    }
    bind_corridor<W>(world, tile, state, output, at);
    if (at.corridor + corridors_ahead < world.corridors) {
      fetch_corridor_ahead<W>(world, tile, at.corridor + corridors_ahead, state, output);
    }
    const int pair = displaced_pair(world, at.corridor);
    const int slot = entry_slot(world.routes.entries, at.corridor);
    count_residents<W>(tile, pair, at.before, state.refugees, at.residents);
    press_lanes<W>(world, tile, word, state, totals, at);
    bound_lanes<W>(world, at);
    if (slot >= 0) make_room<W>(world.routes.entries, tile, slot, state.routes, at.arrivals);
    balance_lanes<W>(world, at, totals);
    if (pair >= 0) {
      add_displaced<W>(tile, pair, totals.destination, state, at.after, change);
      add_change<W>(change, at, totals);
    }
    if (slot >= 0) {
      float entries[W];
      sum_entries<W>(world.routes.entries, tile, slot, state.routes.entering, entries);
      join_stock<W>(entries, at, output.routes.joined_year + tile.lane0, change);
      add_change<W>(change, at, totals);
    }
    if (world.opening_hazard[at.corridor] > 0.0f) {
      if (open_lanes<W>(world, switches.new_corridors, tile, state, at, change)) {
        add_change<W>(change, at, totals);
      }
    }
    record_origin<W>(world, tile, at, state, output);
  }
  record_destination<W>(tile, totals, state, output);
}

}  // namespace peregrine
