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

// An empty corridor opens with the yearly probability `hazard`; the first arrivals are log-normal.
PEREGRINE_FUNCTION void open_corridor(CorridorYear& year, float stock_before, float hazard,
                                      float log_size, float log_spread, float cap,
                                      std::uint32_t hazard_bits, std::uint32_t size_bits) {
  const float size =
      smaller(exponential(fused(log_spread, normal_from_bits(size_bits), log_size)), cap);
  const bool opens = stock_before <= 0.0f && uniform_open(hazard_bits) < hazard;
  year.arrivals = opens ? size : year.arrivals;
  year.stock = opens ? size : year.stock;
}

// What one corridor's pressure makes of a year, before its balance.
template <int W>
struct CorridorLanes {
  float arrivals[W];   // persons, before their cap
  float departing[W];  // share of the stock
};

// Pressure of one corridor, all lanes, and what follows from it. `normal` are standard normal
// numbers of this corridor and year. Short loops: a processor overlaps the long chains of dependent
// operations of neighbouring lanes only as far as its window of waiting operations reaches.
template <int W>
PEREGRINE_FUNCTION void press_lanes(const WorldView& world, const Tile& tile, int corridor,
                                    const float* normal, const float* stock, const TileState& state,
                                    const StockLanes<W>& totals, CorridorLanes<W>& year) {
  const int origin = world.origin[corridor];
  const int destination = world.destination[corridor];
  const float scale = world.shock_scale[corridor];
  const float size = world.size[corridor];
  float* const pressure = lanes(state.pressure, corridor, state.stride, tile);
  const float* const level = lanes(state.level, corridor, state.stride, tile);
  const float* const origin_shock = lanes(state.origin_shock, origin, state.stride, tile);
  const float* const origin_pull = lanes(state.origin_pull, origin, state.stride, tile);
  const float* const shared_shock = lanes(state.destination_shock, destination, state.stride, tile);
  const float* const destination_pull =
      lanes(state.destination_pull, destination, state.stride, tile);
  const float* const volatility = lanes(state.volatility, destination, state.stride, tile);
  const float* const drift = lanes(state, pressure_drift, tile);
  const float* const drift_by_size = lanes(state, pressure_drift_by_size, tile);
  const float* const persistence = lanes(state, pressure_persistence, tile);
  const float* const centre = lanes(state, shock_centre, tile);
  const float* const fade = lanes(state, pressure_fade, tile);
  const float* const diaspora = lanes(state, diaspora_elasticity, tile);
  const float* const departing = lanes(state, turnover, tile);
  const float* const tail = lanes(state, shock_tail, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float own = heavy_tailed(normal[lane], tail[lane], totals.own_unit[lane]);
    const float shared = origin_shock[lane] + shared_shock[lane];
    const float side = own + shared > 0.0f ? totals.rise[lane] : totals.fall[lane];
    const float sd = scale * volatility[lane];
    const float of_countries = within(sd * shared, -most_shared_shock, most_shared_shock);
    const float shock = fused(side, fused(sd, own, of_countries), -sd * centre[lane]);
    pressure[lane] =
        advance_pressure(pressure[lane], shock, fused(drift_by_size[lane], size, drift[lane]),
                         persistence[lane], fade[lane]);
  }
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float pull = origin_pull[lane] + destination_pull[lane];
    year.arrivals[lane] =
        unbounded_arrivals(stock[lane], pressure[lane], level[lane] + pull, diaspora[lane]);
  }
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    year.departing[lane] = departing_share(pressure[lane], departing[lane]);
  }
}

// The balance of one corridor, all lanes: stock from `before` to `after`, and its flows into the
// totals of both countries.
template <int W>
PEREGRINE_FUNCTION void balance_lanes(const WorldView& world, const Tile& tile, int corridor,
                                      int step, const CorridorLanes<W>& pressed,
                                      const float* before, float* after, const TileState& state,
                                      const TileOutput& output, StockLanes<W>& totals) {
  const int origin = world.origin[corridor];
  const float cap_share = world.arrivals_cap[corridor];
  const float deaths_rate =
      world.deaths_rate[(step - 1) * world.countries + world.destination[corridor]];
  const float* const supply = lanes(state.supply, origin, state.stride, tile);
  double* const emigrants =
      lanes(output.emigrants, static_cast<std::int64_t>(step) * world.countries + origin,
            output.stride, tile);
  float* const emigration = lanes(state.emigration, origin, state.stride, tile);
  float* const homecoming = lanes(state.homecoming, origin, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const CorridorYear year =
        balance_corridor(before[lane], pressed.arrivals[lane], cap_share * supply[lane],
                         pressed.departing[lane], deaths_rate);
    after[lane] = year.stock;
    totals.immigrants[lane] += static_cast<double>(year.stock);
    totals.arrivals[lane] += year.arrivals;
    totals.departures[lane] += year.departures;
    totals.deaths[lane] += year.deaths;
    emigrants[lane] += static_cast<double>(year.stock);
    emigration[lane] += year.arrivals;
    homecoming[lane] += year.departures;
  }
}

// Adds the openings of one corridor that stood empty; everything else was done by balance_lanes.
template <int W>
PEREGRINE_FUNCTION void open_lanes(const WorldView& world, const StockSwitches& switches,
                                   const Tile& tile, int corridor, int step, const float* before,
                                   float* after, const TileState& state, const TileOutput& output,
                                   StockLanes<W>& totals) {
  const int origin = world.origin[corridor];
  const float hazard = world.opening_hazard[corridor] * switches.new_corridors;
  const float* const spread = lanes(state, opening_log_spread, tile);
  const float* const supply = lanes(state.supply, origin, state.stride, tile);
  double* const emigrants =
      lanes(output.emigrants, static_cast<std::int64_t>(step) * world.countries + origin,
            output.stride, tile);
  float* const emigration = lanes(state.emigration, origin, state.stride, tile);
  TileWords<W> words;
  draw_words<W>(tile, Process::opening, corridor, step, words);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    CorridorYear year = {0.0f, 0.0f, 0.0f, 0.0f};
    open_corridor(year, before[lane], hazard, world.opening_log_size[corridor], spread[lane],
                  world.arrivals_cap[corridor] * supply[lane], words.word[0][lane],
                  words.word[1][lane]);
    after[lane] += year.stock;
    totals.immigrants[lane] += static_cast<double>(year.stock);
    totals.arrivals[lane] += year.arrivals;
    emigrants[lane] += static_cast<double>(year.stock);
    emigration[lane] += year.arrivals;
  }
}

// Standard normal numbers from all words.
template <int W>
PEREGRINE_FUNCTION void normals_of_words(const TileWords<W>& words, float (&normal)[4][W]) {
  for (int k = 0; k < 4; ++k) {
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) normal[k][lane] = normal_from_bits(words.word[k][lane]);
  }
}

// All corridors of the tile, one year. Expects emigrants, emigration and homecoming cleared.
template <int W>
PEREGRINE_FUNCTION void advance_stock(const WorldView& world, const StockSwitches& switches,
                                      const Tile& tile, int step, const TileState& state,
                                      const TileOutput& output) {
  StockLanes<W> totals;
  weigh_own_shock<W>(tile, state, totals);
  clear_totals<W>(totals);
  const float* const plane_before = stock_plane(world, output, step - 1);
  float* const plane_after = stock_plane(world, output, step);
  int current = world.destination[0];
  for (int group = 0; group < world.corridors; group += 4) {
    TileWords<W> words;
    draw_words<W>(tile, Process::corridor_shock, group / 4, step, words);
    float normal[4][W];
    normals_of_words<W>(words, normal);
    for (int k = 0; k < 4; ++k) {
      const int corridor = group + k;
      const float* const before = lanes(plane_before, corridor, output.stride, tile);
      float* const after = lanes(plane_after, corridor, output.stride, tile);
      if (world.destination[corridor] != current) {
        record_destination<W>(world, tile, current, step, totals, state, output);
        clear_totals<W>(totals);
        current = world.destination[corridor];
      }
      const int pair = world.refugees.pair == nullptr ? -1 : world.refugees.pair[corridor];
      float residents[W];
      if (pair >= 0) set_displaced_aside<W>(tile, pair, before, state, residents);
      const float* const own = pair >= 0 ? residents : before;
      CorridorLanes<W> pressed;
      press_lanes<W>(world, tile, corridor, normal[k], own, state, totals, pressed);
      const int slot = entry_slot(world, corridor);
      if (slot >= 0) make_room<W>(world.routes, tile, slot, state, pressed.arrivals);
      balance_lanes<W>(world, tile, corridor, step, pressed, own, after, state, output, totals);
      if (pair >= 0) {
        add_displaced<W>(world, tile, corridor, pair, step, after, state, output, totals);
      }
      if (slot >= 0) {
        add_entries<W>(world, tile, corridor, slot, step, after, state, output, totals);
      }
      if (world.opening_hazard[corridor] > 0.0f) {
        open_lanes<W>(world, switches, tile, corridor, step, before, after, state, output, totals);
      }
    }
  }
  record_destination<W>(world, tile, current, step, totals, state, output);
}

}  // namespace peregrine
