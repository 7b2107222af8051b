// Outflow of an origin, and weights and counts of its pairs, all lanes:
// kernels/displacement/displacement.h has the equations and runs them over origins and years.
#pragma once

#include "kernels/displacement/laws.h"

namespace peregrine {

// A year, as the loops over origins and their pairs go on, all lanes.
template <int W>
struct DisplacementLanes {
  int step;
  // What all counts share.
  alignas(lane_alignment<W>) float unit[W];  // of the shock's tail
  float memory_new[W];                       // weight of the year's innovation in a count's shock,
  float of_origin[W];                        // ... of the origin's part in the innovation,
  float of_pair[W];                          // ... and of the pair's
  float log_hazard[W];
  float nobody[W];  // persons expected of whom none is counted, whatever the shock
  // What an origin's pairs share.
  int area;
  alignas(lane_alignment<W>) float outflow[W];  // persons
  float shock[W];                               // standard normal, of the counts
  float exits[W];                               // share of the stock
  float weights[W];                             // sum over the pairs
  TileWords<W> words;                           // of some neighbouring pairs
  // Sums over an origin's pairs, and over all.
  alignas(lane_alignment<W>) double displaced_by_origin[W];
  double outflow_by_origin[W];
  double displaced[W];
};

// The year's outflow of `year.area`; it has no deaths where it is no row of `deaths`.
template <int W>
PEREGRINE_FUNCTION void draw_outflow(const DisplacementView& view, const Tile& tile,
                                     const float* deaths, const DisplacementState& state,
                                     DisplacementLanes<W>& year) {
  const auto p = lanes_of(state.parameters, tile);
  float* const log_deaths = lanes_of(state.log_deaths, tile)[year.area];
  const int deaths_row = view.deaths_row[year.area];
  const float* const given = deaths_row < 0 ? nullptr : deaths + tile.row(deaths_row);
  const float rise = view.outflow_rise == nullptr ? 0.0f : view.outflow_rise[year.area];
  const float last_rise = year.step - 1 > view.observed_years ? rise : 0.0f;
  const float log_war = natural_logarithm(war_deaths + displacement_floor);
  TileWords<W> words;
  draw_words<W>(tile, Process::displacement_origin, year.area, year.step, words);
  float before[W];
  fill_lanes<W>(before, 0.0f);
  fill_lanes<W>(year.weights, 0.0f);
  for (int pair = view.first_pair[year.area]; pair < view.first_pair[year.area + 1]; ++pair) {
    const float* const fresh = lanes_of(state.fresh, tile)[pair];
    PEREGRINE_LANES(lane, W) before[lane] += fresh[lane];
  }
  PEREGRINE_LANES(lane, W) {
    const float died = deaths_row < 0 ? 0.0f : given[lane];
    const float now = natural_logarithm(died + displacement_floor);
    // What a scenario adds is of the year and not remembered.
    const float log_before = natural_logarithm(before[lane] + displacement_floor) -
                             (log_deaths[lane] >= log_war ? last_rise : 0.0f);
    const OutflowLaw law = {p(outflow_constant, lane), p(outflow_memory, lane),
                            p(outflow_fade, lane), p(outflow_level, lane), p(outflow_jump, lane)};
    const float undisturbed = central_log_outflow(log_before, now, log_deaths[lane], law);
    const float centre = undisturbed + (now >= log_war ? rise : 0.0f);
    const float tail = p(outflow_tail, lane);
    const float z = normal_from_bits(words.word[0][lane]);
    const float drawn =
        fused(p(outflow_scale, lane), heavy_tailed(z, tail, fleishman_unit(tail)), centre);
    year.outflow[lane] = larger(
        exponential(smaller(drawn, view.log_outflow_cap[year.area])) - displacement_floor, 0.0f);
    year.shock[lane] = normal_from_bits(words.word[1][lane]);
    year.exits[lane] =
        exit_share(died, p(exit_peace, lane), p(exit_minor, lane), p(exit_war, lane));
    log_deaths[lane] = now;
  }
}

// Turns last year's arrivals of a pair into this year's weight, and sums the weights up.
template <int W>
PEREGRINE_FUNCTION void weigh_pair(const DisplacementView& view, const Tile& tile, int pair,
                                   const DisplacementState& state, DisplacementLanes<W>& year) {
  if (pair == view.first_pair[year.area] || pair % 4 == 0) {
    draw_words<W>(tile, Process::displacement_pair, pair / 4, year.step, year.words);
  }
  const auto p = lanes_of(state.parameters, tile);
  const std::uint32_t* const word = year.words.word[pair % 4];
  const std::int64_t here = tile.row(pair);
  const float welcome = view.rich == nullptr || year.step < view.policy_step
                            ? 0.0f
                            : view.log_recognition * view.rich[pair];
  PEREGRINE_LANES(lane, W) {
    const float fresh = state.fresh[here + lane];
    const float place = welcome + fused(p(share_contiguity, lane), view.contiguous[pair],
                                        fused(p(share_distance, lane), view.log_distance[pair],
                                              p(share_openness, lane) * view.log_openness[pair]));
    const float known = fused(
        p(share_memory, lane), natural_logarithm(fresh + 1.0f),
        p(share_diaspora, lane) * natural_logarithm(state.stock[here + lane] + displacement_floor));
    const float shock = p(share_scale, lane) * normal_from_bits(word[lane]);
    const float weight = exponential(place + known + shock);
    state.fresh[here + lane] = weight;
    year.weights[lane] += weight;
  }
}

// The weights of all pairs of `year.area`. Where nobody is newly displaced in any lane, all of them
// get nothing, whatever their weights.
template <int W>
PEREGRINE_FUNCTION void weigh_pairs(const DisplacementView& view, const Tile& tile,
                                    const DisplacementState& state, DisplacementLanes<W>& year) {
  if (!any_lane<W>([&](int lane) { return year.outflow[lane] > 0.0f; })) {
    fill_lanes<W>(year.weights, 1.0f);
    return;
  }
  for (int pair = view.first_pair[year.area]; pair < view.first_pair[year.area + 1]; ++pair) {
    weigh_pair<W>(view, tile, pair, state, year);
  }
}

template <int W>
PEREGRINE_FUNCTION void weigh_counts(const Tile& tile, const DisplacementState& state,
                                     DisplacementLanes<W>& year) {
  const auto p = lanes_of(state.parameters, tile);
  PEREGRINE_LANES(lane, W) {
    const float memory = p(count_memory, lane);
    const float shared = p(count_origin_share, lane);
    year.unit[lane] = fleishman_unit(p(count_tail, lane));
    year.memory_new[lane] = square_root(fused(-memory, memory, 1.0f));
    year.of_origin[lane] = square_root(shared);
    year.of_pair[lane] = square_root(1.0f - shared);
    year.log_hazard[lane] = natural_logarithm(larger(p(closing_hazard, lane), 1.0e-9f));
    year.nobody[lane] = expected_of_nobody(p(count_centre, lane), p(closing_depth, lane));
  }
}

// Log of the factor of a count's shock, all lanes, by what is expected. A closing's logarithm is
// asked for where some lane closes.
template <int W>
PEREGRINE_FUNCTION void draw_counts(const Tile& tile, const DisplacementState& state,
                                    const float* count_shock, const std::uint32_t* closing,
                                    const DisplacementLanes<W>& year, const float (&expected)[W],
                                    float (&log_factor)[W]) {
  const auto p = lanes_of(state.parameters, tile);
  PEREGRINE_LANES(lane, W) {
    const float log_expected = natural_logarithm(larger(expected[lane], 1.0f));
    const float noise =
        count_noise(count_shock[lane], log_expected, p(count_scale, lane),
                    p(count_scale_by_size, lane), p(count_tail, lane), year.unit[lane]);
    log_factor[lane] = noise - p(count_centre, lane);
  }
  const float* const hazard = p[closing_hazard];
  if (!any_lane<W>([&](int lane) { return uniform_open(closing[lane]) < hazard[lane]; })) return;
  PEREGRINE_LANES(lane, W) {
    log_factor[lane] +=
        fall_of_closing(hazard[lane], year.log_hazard[lane], p(closing_depth, lane), closing[lane]);
  }
}

// Counts the displaced of one pair; `fresh` holds its weight and becomes its arrivals.
template <int W>
PEREGRINE_FUNCTION void count_pair(const DisplacementView& view, const Tile& tile, int pair,
                                   const DisplacementState& state, const DisplacementOutput& output,
                                   DisplacementLanes<W>& year) {
  if (pair == view.first_pair[year.area] || pair % 2 == 0) {
    draw_words<W>(tile, Process::displacement_count, pair / 2, year.step, year.words);
  }
  const auto p = lanes_of(state.parameters, tile);
  const int own = 2 * (pair % 2);
  const std::int64_t here = tile.row(pair);
  const float more = view.rich == nullptr || year.step < view.policy_step
                         ? 1.0f
                         : fused(view.more_exits, view.rich[pair], 1.0f);
  float expected[W];
  float counted[W];
  PEREGRINE_LANES(lane, W) {
    const float z = normal_from_bits(year.words.word[own][lane]);
    const float innovation = fused(year.of_origin[lane], year.shock[lane], year.of_pair[lane] * z);
    const float stock = state.stock[here + lane];
    const float fresh = year.outflow[lane] * (state.fresh[here + lane] / year.weights[lane]);
    const float leaving = smaller(more * year.exits[lane], 1.0f);
    state.count_shock[here + lane] = fused(p(count_memory, lane), state.count_shock[here + lane],
                                           year.memory_new[lane] * innovation);
    state.fresh[here + lane] = fresh;
    output.ended[here + lane] = stock * leaving;
    expected[lane] = fused(stock, 1.0f - leaving, fresh);
    counted[lane] = 0.0f;
  }
  if (any_lane<W>([&](int lane) { return expected[lane] >= year.nobody[lane]; })) {
    float log_factor[W];
    draw_counts<W>(tile, state, state.count_shock + here, year.words.word[own + 1], year, expected,
                   log_factor);
    PEREGRINE_LANES(lane, W) {
      const float drawn = expected[lane] * exponential(log_factor[lane]);
      counted[lane] = drawn < least_counted ? 0.0f : drawn;
    }
  }
  PEREGRINE_LANES(lane, W) {
    const DisplacementYear closed = balance_pair(state.stock[here + lane], expected[lane],
                                                 state.fresh[here + lane], counted[lane]);
    output.arrivals[here + lane] = closed.arrivals;
    output.exits[here + lane] = closed.exits;
    output.ended[here + lane] = smaller(closed.exits, output.ended[here + lane]);
    state.stock[here + lane] = closed.stock;
  }
}

}  // namespace peregrine
