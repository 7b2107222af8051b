// Forced displacement across borders, by pair of origin and destination.
//
// An origin's outflow follows the deaths D of organised violence there, with memory:
//
//   log(F' + 10) = constant + memory log(F + 10) - fade max(log((F + 10) / 10,000), 0)
//                  + level log(D' + 10) + jump log((D' + 10) / (D + 10)) + shock
//
// It is shared out among the destinations by weights, which remember where people went last year:
//
//   log w = share_memory log(f + 1) + contiguity + distance log(km) + diaspora log(S + 10)
//           + openness + shock
//
// and the displaced of a pair are counted by
//
//   expected = S (1 - exits) + f',   S' = expected exp(shock),
//
// where exits (returns, naturalisation, resettlement) depend on whether the origin is at peace.
// The shock of the count has memory, a part that an origin's pairs share, and now and then closes
// a situation (repatriation, cessation, a count begun anew). What the shock adds is counted among
// the arrivals, what it takes among the exits, so that S' = S + arrivals - exits in every draw.
#pragma once

#include "kernels/displacement/pairs.h"
#include "kernels/ground/posterior.h"

namespace peregrine {

template <int W>
PEREGRINE_FUNCTION void choose_displacement_parameters(const DisplacementView& view,
                                                       int parameter_uncertainty, const Tile& tile,
                                                       const DisplacementState& state) {
  choose_row<W>({view.posterior, view.posterior_rows, displacement_parameter_count},
                Process::displacement_posterior, parameter_uncertainty != 0, tile, state.parameters,
                nullptr);
}

// The first year: what was observed. `parameter_uncertainty` 0: every draw lives by row 0.
template <int W>
PEREGRINE_FUNCTION void begin_displacement(const DisplacementView& view, int parameter_uncertainty,
                                           const Tile& tile, const DisplacementState& state) {
  choose_displacement_parameters<W>(view, parameter_uncertainty, tile, state);
  for (int area = 0; area < view.areas; ++area) {
    float* const log_deaths = lanes(state.log_deaths, area, state.stride, tile);
    const float start = natural_logarithm(view.deaths[area] + displacement_floor);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) log_deaths[lane] = start;
  }
  TileWords<W> words;
  for (int pair = 0; pair < view.pairs; ++pair) {
    if (pair % 2 == 0) draw_words<W>(tile, Process::displacement_count, pair / 2, 0, words);
    const std::uint32_t* const word = words.word[2 * (pair % 2)];
    float* const stock = lanes(state.stock, pair, state.stride, tile);
    float* const fresh = lanes(state.fresh, pair, state.stride, tile);
    float* const shock = lanes(state.count_shock, pair, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      stock[lane] = view.stock[pair];
      fresh[lane] = view.arrivals[pair];
      shock[lane] = normal_from_bits(word[lane]);
    }
  }
}

// A year that was observed: the same for all draws.
template <int W>
PEREGRINE_FUNCTION void repeat_pair(const DisplacementView& view, const Tile& tile, int pair,
                                    int step, const DisplacementState& state,
                                    const DisplacementOutput& output) {
  const std::int64_t at = static_cast<std::int64_t>(step - 1) * view.pairs + pair;
  float* const stock = lanes(state.stock, pair, state.stride, tile);
  float* const fresh = lanes(state.fresh, pair, state.stride, tile);
  float* const arrivals = lanes(output.arrivals, pair, output.stride, tile);
  float* const exits = lanes(output.exits, pair, output.stride, tile);
  float* const ended = lanes(output.ended, pair, output.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    fresh[lane] = view.observed_arrivals[at];
    const DisplacementYear year =
        balance_pair(stock[lane], stock[lane] + fresh[lane], fresh[lane], view.observed_stock[at]);
    arrivals[lane] = year.arrivals;
    exits[lane] = ended[lane] = year.exits;
    stock[lane] = year.stock;
  }
}

// A year in which a scenario lets nothing change.
template <int W>
PEREGRINE_FUNCTION void hold_pair(const Tile& tile, int pair, const DisplacementState& state,
                                  const DisplacementOutput& output) {
  float* const fresh = lanes(state.fresh, pair, state.stride, tile);
  float* const arrivals = lanes(output.arrivals, pair, output.stride, tile);
  float* const exits = lanes(output.exits, pair, output.stride, tile);
  float* const ended = lanes(output.ended, pair, output.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane)
    fresh[lane] = arrivals[lane] = exits[lane] = ended[lane] = 0.0f;
}

template <int W>
PEREGRINE_FUNCTION void add_pair(const Tile& tile, int area, int pair,
                                 const DisplacementState& state, const DisplacementOutput& output) {
  const float* const stock = lanes(state.stock, pair, state.stride, tile);
  const float* const arrivals = lanes(output.arrivals, pair, output.stride, tile);
  double* const displaced = lanes(output.displaced_by_origin, area, output.stride, tile);
  double* const outflow = lanes(output.outflow_by_origin, area, output.stride, tile);
  double* const world = output.displaced + tile.lane0;
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    displaced[lane] += static_cast<double>(stock[lane]);
    outflow[lane] += static_cast<double>(arrivals[lane]);
    world[lane] += static_cast<double>(stock[lane]);
  }
}

template <int W>
PEREGRINE_FUNCTION void clear_displacement(const DisplacementView& view, const Tile& tile,
                                           const DisplacementOutput& output) {
  double* const world = output.displaced + tile.lane0;
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) world[lane] = 0.0;
  for (int area = 0; area < view.areas; ++area) {
    double* const displaced = lanes(output.displaced_by_origin, area, output.stride, tile);
    double* const outflow = lanes(output.outflow_by_origin, area, output.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) displaced[lane] = outflow[lane] = 0.0;
  }
}

// Deaths of the year at one area, all lanes; none where it is no row of the deaths given.
template <int W>
PEREGRINE_FUNCTION void deaths_of_area(const DisplacementView& view, const Tile& tile, int area,
                                       const float* deaths, std::int64_t stride, float* here) {
  const int row = view.deaths_row[area];
  const float* const given = row < 0 ? nullptr : lanes(deaths, row, stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) here[lane] = row < 0 ? 0.0f : given[lane];
}

// Advances from year `step - 1` to `step`, counted from the first year. `deaths` [row][lane] are
// those of the year, with the state's stride; view.deaths_row says whose.
template <int W>
PEREGRINE_FUNCTION void advance_displacement(const DisplacementView& view, const Tile& tile,
                                             int step, const float* deaths,
                                             const DisplacementState& state,
                                             const DisplacementOutput& output) {
  clear_displacement<W>(view, tile, output);
  const bool observed = step <= view.observed_years;
  const bool simulated = !observed && view.held == 0;
  CountLanes<W> counts;
  weigh_counts<W>(tile, state, counts);
  TileWords<W> words;
  for (int area = 0; area < view.areas; ++area) {
    const int first = view.first_pair[area];
    const int last = view.first_pair[area + 1];
    if (first == last) continue;
    OriginLanes<W> origin;
    float deaths_here[W];
    deaths_of_area<W>(view, tile, area, deaths, state.stride, deaths_here);
    draw_outflow<W>(view, tile, area, step, deaths_here, state, origin);
    for (int pair = first; simulated && pair < last; ++pair) {
      if (pair == first || pair % 4 == 0) {
        draw_words<W>(tile, Process::displacement_pair, pair / 4, step, words);
      }
      weigh_pair<W>(view, tile, pair, step, words.word[pair % 4], state, origin);
    }
    for (int pair = first; pair < last; ++pair) {
      if (simulated) {
        if (pair == first || pair % 2 == 0) {
          draw_words<W>(tile, Process::displacement_count, pair / 2, step, words);
        }
        const int own = 2 * (pair % 2);
        count_pair<W>(view, tile, pair, step, words.word[own], words.word[own + 1], origin, counts,
                      state, output);
      } else if (observed) {
        repeat_pair<W>(view, tile, pair, step, state, output);
      } else {
        hold_pair<W>(tile, pair, state, output);
      }
      add_pair<W>(tile, area, pair, state, output);
    }
  }
}

}  // namespace peregrine
