// Forced displacement across borders, by pair of origin and destination.
//
// An origin's outflow follows the deaths D of organised violence there, with memory:
//
//   log(F' + 10) = constant + memory log(F + 10) + own level - fade max(log((F + 10) / 10,000), 0)
//                  + level log(D' + 10) + jump log((D' + 10) / (D + 10)) + shock
//
// in years of 25 deaths and more; in others another law of the same kind, without deaths, leads
// back to the origin's own level, which is nobody where the record has nobody.
// It is shared out among the destinations by weights, which remember where people went last year:
//
//   log w = share_memory log(f + 1) + contiguity + distance log(km) + diaspora log(S + 10)
//           + openness + shock + log(share of its room that the destination has left)
//
// and the displaced of a pair are counted by
//
//   expected = S (1 - exits) + f' (1 - turnover),   S' = expected exp(shock),
//
// where exits (returns, naturalisation, resettlement) are those of the ten years after a conflict
// and turnover is that of years of conflict: who comes and goes within a year is
// newly displaced, but neither arrival nor exit. The shock of the count has memory, a part that an
// origin's pairs share, a scale of the pair's own, and now and then closes a situation
// (repatriation, cessation, a count begun anew). What the shock adds is counted among the arrivals,
// what it takes among the exits, so that S' = S + arrivals - exits in every draw.
#pragma once

#include "kernels/displacement/displacement_events.h"
#include "kernels/displacement/pairs.h"
#include "kernels/ground/posterior.h"

namespace peregrine {

// The first year: what was observed. `parameter_uncertainty` 0: every draw lives by row 0.
template <int W>
PEREGRINE_FUNCTION void begin_displacement(const DisplacementView& view, int parameter_uncertainty,
                                           const Tile& tile, const DisplacementState& state) {
  choose_row<W>({view.posterior, view.posterior_rows, displacement_parameter_count},
                Process::displacement_posterior, parameter_uncertainty != 0, tile, state.parameters,
                nullptr);
  for (int area = 0; area < view.areas; ++area) {
    fill_lanes<W>(lanes_of(state.log_deaths, tile)[area],
                  natural_logarithm(view.deaths[area] + displacement_floor));
    fill_lanes<W>(lanes_of(state.calm_years, tile)[area], view.calm_years[area]);
    fill_lanes<W>(lanes_of(state.hosted, tile)[area], 0.0f);
  }
  for (int pair = 0; pair < view.pairs; ++pair) {
    const std::int64_t here = tile.row(pair);
    float* const hosted = lanes_of(state.hosted, tile)[view.host[pair]];
    PEREGRINE_LANES(lane, W) {
      hosted[lane] += view.stock[pair];
      state.stock[here + lane] = view.stock[pair];
      state.fresh[here + lane] = view.arrivals[pair];
      state.count_shock[here + lane] = view.first_shock[pair];
    }
  }
}

// A year that was observed: the same for all draws.
template <int W>
PEREGRINE_FUNCTION void repeat_pair(const DisplacementView& view, const Tile& tile, int pair,
                                    int step, const DisplacementState& state,
                                    const DisplacementOutput& output) {
  const std::int64_t at = static_cast<std::int64_t>(step - 1) * view.pairs + pair;
  const float fresh = view.observed_arrivals[at];
  const std::int64_t here = tile.row(pair);
  float* const hosted = lanes_of(state.hosted, tile)[view.host[pair]];
  PEREGRINE_LANES(lane, W) {
    const float stock = state.stock[here + lane];
    const DisplacementYear year =
        balance_pair(stock, stock + fresh, fresh, view.observed_stock[at]);
    state.fresh[here + lane] = fresh;
    output.arrivals[here + lane] = year.arrivals;
    output.exits[here + lane] = output.ended[here + lane] = year.exits;
    output.staying[here + lane] = fresh;
    hosted[lane] += year.stock - stock;
    state.stock[here + lane] = year.stock;
  }
}

template <int W>
PEREGRINE_FUNCTION void add_pair(const Tile& tile, int pair, const DisplacementState& state,
                                 const DisplacementOutput& output, DisplacementLanes<W>& year) {
  const std::int64_t here = tile.row(pair);
  PEREGRINE_LANES(lane, W) {
    const double stock = static_cast<double>(state.stock[here + lane]);
    year.displaced_by_origin[lane] += stock;
    year.outflow_by_origin[lane] += static_cast<double>(output.arrivals[here + lane]);
    year.displaced[lane] += stock;
  }
}

// Writes what the pairs of `year.area` have added up to.
template <int W>
PEREGRINE_FUNCTION void record_area(const Tile& tile, const DisplacementOutput& output,
                                    const DisplacementLanes<W>& year) {
  const std::int64_t origin = tile.row(year.area);
  PEREGRINE_LANES(lane, W) {
    output.displaced_by_origin[origin + lane] = year.displaced_by_origin[lane];
    output.outflow_by_origin[origin + lane] = year.outflow_by_origin[lane];
  }
}

template <int W>
PEREGRINE_FUNCTION void clear_displacement(const DisplacementView& view, const Tile& tile,
                                           const DisplacementOutput& output) {
  clear_lanes<W>(tile.lane0, output.displaced);
  for (int area = 0; area < view.areas; ++area) {
    clear_lanes<W>(tile.row(area), output.displaced_by_origin, output.outflow_by_origin);
  }
}

// Advances from year `step - 1` to `step`, counted from the first year. `deaths` [row][lane] are
// those of the year; view.deaths_row says whose.
template <int W>
PEREGRINE_FUNCTION void advance_displacement(const DisplacementView& view, const Tile& tile,
                                             int step, const float* deaths,
                                             const DisplacementState& state,
                                             const DisplacementOutput& output) {
  clear_displacement<W>(view, tile, output);
  const bool observed = step <= view.observed_years;
  const bool simulated = !observed && view.held == 0;
  DisplacementLanes<W> year;
  year.step = step;
  clear_lanes<W>(0, year.displaced);
  weigh_counts<W>(tile, state, year);
  for (int area = 0; area < view.areas; ++area) {
    const int first = view.first_pair[area];
    const int last = view.first_pair[area + 1];
    if (first == last) continue;
    year.area = area;
    clear_lanes<W>(0, year.displaced_by_origin, year.outflow_by_origin);
    draw_outflow<W>(view, tile, deaths, state, year);
    move_flight<W>(view, tile, state, year);
    for (int pair = first; simulated && pair < last; ++pair) {
      weigh_pair<W>(view, tile, pair, state, year);
    }
    for (int pair = first; pair < last; ++pair) {
      if (simulated) {
        count_pair<W>(view, tile, pair, state, output, year);
        continue;
      }
      if (observed) {
        repeat_pair<W>(view, tile, pair, step, state, output);
      } else {
        // A year in which a scenario lets nothing change.
        clear_lanes<W>(tile.row(pair), state.fresh, output.arrivals, output.exits, output.ended,
                       output.staying);
      }
      add_pair<W>(tile, pair, state, output, year);
    }
    record_area<W>(tile, output, year);
  }
  PEREGRINE_LANES(lane, W) output.displaced[tile.lane0 + lane] = year.displaced[lane];
}

}  // namespace peregrine
