// Forced displacement across borders, by pair of origin and destination.
//
// An origin's outflow follows the deaths D of organised violence there, with memory:
//
//   log(F' + 10) = constant + memory log(F + 10) + level log(D' + 10)
//                  + jump log((D' + 10) / (D + 10)) + shock
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

#include "kernels/displacement_world.h"
#include "kernels/shocks.h"

namespace peregrine {

// Persons and deaths below which logs are held up: 10 keeps the smallest figures from ruling.
inline constexpr float displacement_floor = 10.0f;
// UCDP's thresholds of deaths a year for minor conflict and for war.
inline constexpr float minor_conflict_deaths = 25.0f;
inline constexpr float war_deaths = 1000.0f;

PEREGRINE_FUNCTION const float* lanes(const DisplacementState& state,
                                      DisplacementParameter parameter, const Tile& tile) {
  return lanes(static_cast<const float*>(state.parameters), parameter, state.stride, tile);
}

// Log of (an origin's outflow + 10) before its shock. Logs of (deaths + 10) of this and last year.
PEREGRINE_FUNCTION float central_log_outflow(float log_before, float log_deaths,
                                             float log_deaths_before, float constant, float memory,
                                             float level, float jump) {
  const float of_deaths = fused(level, log_deaths, jump * (log_deaths - log_deaths_before));
  return fused(memory, log_before, constant + of_deaths);
}

// Share of the displaced who leave within a year, by the year's deaths at their origin.
PEREGRINE_FUNCTION float exit_share(float deaths, float peace, float minor, float war) {
  const float in_conflict = deaths < war_deaths ? minor : war;
  return deaths < minor_conflict_deaths ? peace : in_conflict;
}

// A year of one pair, persons.
struct DisplacementYear {
  float arrivals;
  float exits;
  float stock;
};

// Closes a pair's books on a stock at the end of the year that is counted, not derived.
PEREGRINE_FUNCTION DisplacementYear balance_pair(float stock, float expected, float fresh,
                                                 float counted) {
  DisplacementYear year;
  const float unforeseen = larger(counted - expected, 0.0f);
  year.arrivals = fresh + unforeseen;
  year.exits = larger((stock - counted) + year.arrivals, 0.0f);
  // Rounding leaves less than a person, of either sign, where nobody stays.
  year.stock = larger((stock - year.exits) + year.arrivals, 0.0f);
  return year;
}

// The factor of a count's shock. `bits` decide whether the situation closes and how far it falls.
PEREGRINE_FUNCTION float count_factor(float shock, float log_expected, float scale, float by_size,
                                      float tail, float hazard, float depth,
                                      std::uint32_t closing_bits, std::uint32_t depth_bits) {
  // A count that more than doubles without anyone newly displaced is a new count, not a shock.
  constexpr float most_rise = 1.5f;
  constexpr float most_fall = -12.0f;
  const float sd = exponential(fused(by_size, log_expected, scale));
  const float noise = sd * heavy_tailed(shock, tail, fleishman_unit(tail));
  const float fall = depth * natural_logarithm(uniform_open(depth_bits));
  const float closing = uniform_open(closing_bits) < hazard ? fall : 0.0f;
  return exponential(within(noise, -most_rise, most_rise) + larger(closing, most_fall));
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
  const float* const level = lanes(state, outflow_level, tile);
  const float* const jump = lanes(state, outflow_jump, tile);
  const float* const scale = lanes(state, outflow_scale, tile);
  const float* const tail = lanes(state, outflow_tail, tile);
  const float* const peace = lanes(state, exit_peace, tile);
  const float* const minor = lanes(state, exit_minor, tile);
  const float* const war = lanes(state, exit_war, tile);
  float* const log_deaths = lanes(state.log_deaths, area, state.stride, tile);
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
    const float centre = central_log_outflow(natural_logarithm(before[lane] + displacement_floor),
                                             now, log_deaths[lane], constant[lane], memory[lane],
                                             level[lane], jump[lane]);
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
                                   const TileWords<W>& words, const DisplacementState& state,
                                   OriginLanes<W>& origin) {
  const float* const memory = lanes(state, share_memory, tile);
  const float* const contiguity = lanes(state, share_contiguity, tile);
  const float* const distance = lanes(state, share_distance, tile);
  const float* const diaspora = lanes(state, share_diaspora, tile);
  const float* const openness = lanes(state, share_openness, tile);
  const float* const scale = lanes(state, share_scale, tile);
  const float* const stock = lanes(state.stock, pair, state.stride, tile);
  float* const fresh = lanes(state.fresh, pair, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float place = fused(
        contiguity[lane], view.contiguous[pair],
        fused(distance[lane], view.log_distance[pair], openness[lane] * view.log_openness[pair]));
    const float known = fused(memory[lane], natural_logarithm(fresh[lane] + 1.0f),
                              diaspora[lane] * natural_logarithm(stock[lane] + displacement_floor));
    const float shock = scale[lane] * normal_from_bits(words.word[0][lane]);
    fresh[lane] = exponential(place + known + shock);
    origin.weights[lane] += fresh[lane];
  }
}

// Counts the displaced of one pair; `fresh` holds its weight and becomes its arrivals.
template <int W>
PEREGRINE_FUNCTION void count_pair(const Tile& tile, int pair, const TileWords<W>& words,
                                   const OriginLanes<W>& origin, const DisplacementState& state,
                                   const DisplacementOutput& output) {
  const float* const scale = lanes(state, count_scale, tile);
  const float* const by_size = lanes(state, count_scale_by_size, tile);
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
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float innovation =
        fused(square_root(shared[lane]), origin.shock[lane],
              square_root(1.0f - shared[lane]) * normal_from_bits(words.word[1][lane]));
    shock[lane] = fused(memory[lane], shock[lane],
                        square_root(fused(-memory[lane], memory[lane], 1.0f)) * innovation);
    fresh[lane] = origin.outflow[lane] * (fresh[lane] / origin.weights[lane]);
    const float expected = fused(stock[lane], 1.0f - origin.exits[lane], fresh[lane]);
    const float factor = count_factor(shock[lane], natural_logarithm(larger(expected, 1.0f)),
                                      scale[lane], by_size[lane], tail[lane], hazard[lane],
                                      depth[lane], words.word[2][lane], words.word[3][lane]);
    const float drawn = expected * factor;
    const float counted = drawn < 0.5f ? 0.0f : drawn;
    const DisplacementYear year = balance_pair(stock[lane], expected, fresh[lane], counted);
    arrivals[lane] = year.arrivals;
    exits[lane] = year.exits;
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
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    fresh[lane] = view.observed_arrivals[at];
    const DisplacementYear year =
        balance_pair(stock[lane], stock[lane] + fresh[lane], fresh[lane], view.observed_stock[at]);
    arrivals[lane] = year.arrivals;
    exits[lane] = year.exits;
    stock[lane] = year.stock;
  }
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
  for (int area = 0; area < view.areas; ++area) {
    const int first = view.first_pair[area];
    const int last = view.first_pair[area + 1];
    if (first == last) continue;
    OriginLanes<W> origin;
    float deaths_here[W];
    deaths_of_area<W>(view, tile, area, deaths, state.stride, deaths_here);
    draw_outflow<W>(view, tile, area, step, deaths_here, state, origin);
    for (int pair = first; !observed && pair < last; ++pair) {
      TileWords<W> words;
      draw_words<W>(tile, Process::displacement_pair, pair, step, words);
      weigh_pair<W>(view, tile, pair, words, state, origin);
    }
    for (int pair = first; pair < last; ++pair) {
      if (observed) {
        repeat_pair<W>(view, tile, pair, step, state, output);
      } else {
        TileWords<W> words;
        draw_words<W>(tile, Process::displacement_pair, pair, step, words);
        count_pair<W>(tile, pair, words, origin, state, output);
      }
      add_pair<W>(tile, area, pair, state, output);
    }
  }
}

}  // namespace peregrine
