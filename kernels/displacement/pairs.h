// Outflow of an origin, and weights and counts of its pairs, all lanes: kernels/displacement/displacement.h has
// the equations and runs them over origins and years.
#pragma once

#include "kernels/displacement/laws.h"

namespace peregrine {

PEREGRINE_FUNCTION const float* lanes(const DisplacementState& state,
                                      DisplacementParameter parameter, const Tile& tile) {
  return lanes(static_cast<const float*>(state.parameters), parameter, state.stride, tile);
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
                                   int step, const std::uint32_t* word,
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
    const float shock = scale[lane] * normal_from_bits(word[lane]);
    fresh[lane] = exponential(place + known + shock);
    origin.weights[lane] += fresh[lane];
  }
}

// What all counts of a tile share.
template <int W>
struct CountLanes {
  float unit[W];        // of the shock's tail
  float memory_new[W];  // weight of the year's innovation in a count's shock,
  float of_origin[W];   // ... of the origin's part in the innovation,
  float of_pair[W];     // ... and of the pair's
  float log_hazard[W];
};

template <int W>
PEREGRINE_FUNCTION void weigh_counts(const Tile& tile, const DisplacementState& state,
                                     CountLanes<W>& counts) {
  const float* const tail = lanes(state, count_tail, tile);
  const float* const memory = lanes(state, count_memory, tile);
  const float* const shared = lanes(state, count_origin_share, tile);
  const float* const hazard = lanes(state, closing_hazard, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    counts.unit[lane] = fleishman_unit(tail[lane]);
    counts.memory_new[lane] = square_root(fused(-memory[lane], memory[lane], 1.0f));
    counts.of_origin[lane] = square_root(shared[lane]);
    counts.of_pair[lane] = square_root(1.0f - shared[lane]);
    counts.log_hazard[lane] = natural_logarithm(larger(hazard[lane], 1.0e-9f));
  }
}

// Counts the displaced of one pair; `fresh` holds its weight and becomes its arrivals. `shock_word`
// and `closing_word` are random words of the lanes.
template <int W>
PEREGRINE_FUNCTION void count_pair(const DisplacementView& view, const Tile& tile, int pair,
                                   int step, const std::uint32_t* shock_word,
                                   const std::uint32_t* closing_word, const OriginLanes<W>& origin,
                                   const CountLanes<W>& counts, const DisplacementState& state,
                                   const DisplacementOutput& output) {
  const float* const scale = lanes(state, count_scale, tile);
  const float* const by_size = lanes(state, count_scale_by_size, tile);
  const float* const centre = lanes(state, count_centre, tile);
  const float* const tail = lanes(state, count_tail, tile);
  const float* const memory = lanes(state, count_memory, tile);
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
  float expected[W];
  float log_factor[W];
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float innovation = fused(counts.of_origin[lane], origin.shock[lane],
                                   counts.of_pair[lane] * normal_from_bits(shock_word[lane]));
    shock[lane] = fused(memory[lane], shock[lane], counts.memory_new[lane] * innovation);
    fresh[lane] = origin.outflow[lane] * (fresh[lane] / origin.weights[lane]);
    const float leaving = smaller(more * origin.exits[lane], 1.0f);
    ended[lane] = stock[lane] * leaving;
    expected[lane] = fused(stock[lane], 1.0f - leaving, fresh[lane]);
  }
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float noise = count_noise(shock[lane], natural_logarithm(larger(expected[lane], 1.0f)),
                                    scale[lane], by_size[lane], tail[lane], counts.unit[lane]);
    log_factor[lane] = noise - centre[lane];
  }
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    log_factor[lane] +=
        fall_of_closing(hazard[lane], counts.log_hazard[lane], depth[lane], closing_word[lane]);
  }
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float drawn = expected[lane] * exponential(log_factor[lane]);
    const float counted = drawn < 0.5f ? 0.0f : drawn;
    const DisplacementYear year = balance_pair(stock[lane], expected[lane], fresh[lane], counted);
    arrivals[lane] = year.arrivals;
    exits[lane] = year.exits;
    ended[lane] = smaller(year.exits, ended[lane]);
    stock[lane] = year.stock;
  }
}

}  // namespace peregrine
