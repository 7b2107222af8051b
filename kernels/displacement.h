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

#include "kernels/displacement_laws.h"

namespace peregrine {

PEREGRINE_FUNCTION const float* lanes(const DisplacementState& state,
                                      DisplacementParameter parameter, const Tile& tile) {
  return lanes(static_cast<const float*>(state.parameters), parameter, state.stride, tile);
}

template <int W>
PEREGRINE_FUNCTION void choose_displacement_parameters(const DisplacementView& view,
                                                       int parameter_uncertainty, const Tile& tile,
                                                       const DisplacementState& state) {
  TileWords<W> words;
  draw_words<W>(tile, Process::displacement_posterior, 0, 0, words);
  for (int lane = 0; lane < W; ++lane) {
    const std::uint64_t rows = static_cast<std::uint64_t>(view.posterior_rows - 1);
    const std::uint64_t pick = (static_cast<std::uint64_t>(words.word[0][lane]) * rows) >> 32;
    const int row = parameter_uncertainty != 0 && rows > 0 ? 1 + static_cast<int>(pick) : 0;
    for (int p = 0; p < displacement_parameter_count; ++p) {
      lanes(state.parameters, p, state.stride, tile)[lane] =
          view.posterior[row * displacement_parameter_count + p];
    }
  }
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
  for (int pair = 0; pair < view.pairs; ++pair) {
    TileWords<W> words;
    draw_words<W>(tile, Process::displacement_pair, pair, 0, words);
    float* const stock = lanes(state.stock, pair, state.stride, tile);
    float* const fresh = lanes(state.fresh, pair, state.stride, tile);
    float* const shock = lanes(state.count_shock, pair, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      stock[lane] = view.stock[pair];
      fresh[lane] = view.arrivals[pair];
      shock[lane] = normal_from_bits(words.word[0][lane]);
    }
  }
}

// What an origin's pairs share in a year, all lanes.
template <int W>
struct OriginLanes {
  float outflow[W];  // persons
  float shock[W];    // standard normal, of the counts
  float exits[W];    // share of the stock
  float weights[W];  // sum over the pairs
};

template <int W>
PEREGRINE_FUNCTION void draw_outflow(const DisplacementView& view, const Tile& tile, int area,
                                     int step, const float* deaths, const DisplacementState& state,
                                     OriginLanes<W>& origin) {
  const float* const constant = lanes(state, outflow_constant, tile);
  const float* const memory = lanes(state, outflow_memory, tile);
  const float* const fade = lanes(state, outflow_fade, tile);
  const float* const level = lanes(state, outflow_level, tile);
  const float* const jump = lanes(state, outflow_jump, tile);
  const float* const scale = lanes(state, outflow_scale, tile);
  const float* const tail = lanes(state, outflow_tail, tile);
  const float* const peace = lanes(state, exit_peace, tile);
  const float* const minor = lanes(state, exit_minor, tile);
  const float* const war = lanes(state, exit_war, tile);
  float* const log_deaths = lanes(state.log_deaths, area, state.stride, tile);
  const float rise = view.outflow_rise == nullptr ? 0.0f : view.outflow_rise[area];
  const float last_rise = step - 1 > view.observed_years ? rise : 0.0f;
  const float log_war = natural_logarithm(war_deaths + displacement_floor);
  TileWords<W> words;
  draw_words<W>(tile, Process::displacement_origin, area, step, words);
  float before[W];
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) before[lane] = origin.weights[lane] = 0.0f;
  for (int pair = view.first_pair[area]; pair < view.first_pair[area + 1]; ++pair) {
    const float* const fresh = lanes(state.fresh, pair, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) before[lane] += fresh[lane];
  }
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float now = natural_logarithm(deaths[lane] + displacement_floor);
    // What a scenario adds is of the year and not remembered.
    const float log_before = natural_logarithm(before[lane] + displacement_floor) -
                             (log_deaths[lane] >= log_war ? last_rise : 0.0f);
    const float undisturbed =
        central_log_outflow(log_before, now, log_deaths[lane], constant[lane], memory[lane],
                            fade[lane], level[lane], jump[lane]);
    const float centre = undisturbed + (now >= log_war ? rise : 0.0f);
    const float z = normal_from_bits(words.word[0][lane]);
    const float drawn =
        fused(scale[lane], heavy_tailed(z, tail[lane], fleishman_unit(tail[lane])), centre);
    origin.outflow[lane] =
        larger(exponential(smaller(drawn, view.log_outflow_cap[area])) - displacement_floor, 0.0f);
    origin.shock[lane] = normal_from_bits(words.word[1][lane]);
    origin.exits[lane] = exit_share(deaths[lane], peace[lane], minor[lane], war[lane]);
    log_deaths[lane] = now;
  }
}

// Turns last year's arrivals of a pair into this year's weight, and sums the weights up.
template <int W>
PEREGRINE_FUNCTION void weigh_pair(const DisplacementView& view, const Tile& tile, int pair,
                                   int step, const TileWords<W>& words,
                                   const DisplacementState& state, OriginLanes<W>& origin) {
  const float* const memory = lanes(state, share_memory, tile);
  const float* const contiguity = lanes(state, share_contiguity, tile);
  const float* const distance = lanes(state, share_distance, tile);
  const float* const diaspora = lanes(state, share_diaspora, tile);
  const float* const openness = lanes(state, share_openness, tile);
  const float* const scale = lanes(state, share_scale, tile);
  const float* const stock = lanes(state.stock, pair, state.stride, tile);
  float* const fresh = lanes(state.fresh, pair, state.stride, tile);
  const float welcome = view.rich == nullptr || step < view.policy_step
                            ? 0.0f
                            : view.log_recognition * view.rich[pair];
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float place = welcome + fused(contiguity[lane], view.contiguous[pair],
                                        fused(distance[lane], view.log_distance[pair],
                                              openness[lane] * view.log_openness[pair]));
    const float known = fused(memory[lane], natural_logarithm(fresh[lane] + 1.0f),
                              diaspora[lane] * natural_logarithm(stock[lane] + displacement_floor));
    const float shock = scale[lane] * normal_from_bits(words.word[0][lane]);
    fresh[lane] = exponential(place + known + shock);
    origin.weights[lane] += fresh[lane];
  }
}

// Counts the displaced of one pair; `fresh` holds its weight and becomes its arrivals.
template <int W>
PEREGRINE_FUNCTION void count_pair(const DisplacementView& view, const Tile& tile, int pair,
                                   int step, const TileWords<W>& words,
                                   const OriginLanes<W>& origin, const DisplacementState& state,
                                   const DisplacementOutput& output) {
  const float* const scale = lanes(state, count_scale, tile);
  const float* const by_size = lanes(state, count_scale_by_size, tile);
  const float* const centre = lanes(state, count_centre, tile);
  const float* const tail = lanes(state, count_tail, tile);
  const float* const memory = lanes(state, count_memory, tile);
  const float* const shared = lanes(state, count_origin_share, tile);
  const float* const hazard = lanes(state, closing_hazard, tile);
  const float* const depth = lanes(state, closing_depth, tile);
  float* const stock = lanes(state.stock, pair, state.stride, tile);
  float* const fresh = lanes(state.fresh, pair, state.stride, tile);
  float* const shock = lanes(state.count_shock, pair, state.stride, tile);
  float* const arrivals = lanes(output.arrivals, pair, output.stride, tile);
  float* const exits = lanes(output.exits, pair, output.stride, tile);
  float* const ended = lanes(output.ended, pair, output.stride, tile);
  const float more = view.rich == nullptr || step < view.policy_step
                         ? 1.0f
                         : fused(view.more_exits, view.rich[pair], 1.0f);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float innovation =
        fused(square_root(shared[lane]), origin.shock[lane],
              square_root(1.0f - shared[lane]) * normal_from_bits(words.word[1][lane]));
    shock[lane] = fused(memory[lane], shock[lane],
                        square_root(fused(-memory[lane], memory[lane], 1.0f)) * innovation);
    fresh[lane] = origin.outflow[lane] * (fresh[lane] / origin.weights[lane]);
    const float leaving = smaller(more * origin.exits[lane], 1.0f);
    const float foreseen = stock[lane] * leaving;
    const float expected = fused(stock[lane], 1.0f - leaving, fresh[lane]);
    const float factor =
        count_factor(shock[lane], natural_logarithm(larger(expected, 1.0f)), scale[lane],
                     by_size[lane], centre[lane], tail[lane], hazard[lane], depth[lane],
                     words.word[2][lane], words.word[3][lane]);
    const float drawn = expected * factor;
    const float counted = drawn < 0.5f ? 0.0f : drawn;
    const DisplacementYear year = balance_pair(stock[lane], expected, fresh[lane], counted);
    arrivals[lane] = year.arrivals;
    exits[lane] = year.exits;
    ended[lane] = smaller(year.exits, foreseen);
    stock[lane] = year.stock;
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
  for (int area = 0; area < view.areas; ++area) {
    const int first = view.first_pair[area];
    const int last = view.first_pair[area + 1];
    if (first == last) continue;
    OriginLanes<W> origin;
    float deaths_here[W];
    deaths_of_area<W>(view, tile, area, deaths, state.stride, deaths_here);
    draw_outflow<W>(view, tile, area, step, deaths_here, state, origin);
    for (int pair = first; simulated && pair < last; ++pair) {
      TileWords<W> words;
      draw_words<W>(tile, Process::displacement_pair, pair, step, words);
      weigh_pair<W>(view, tile, pair, step, words, state, origin);
    }
    for (int pair = first; pair < last; ++pair) {
      if (simulated) {
        TileWords<W> words;
        draw_words<W>(tile, Process::displacement_pair, pair, step, words);
        count_pair<W>(view, tile, pair, step, words, origin, state, output);
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
