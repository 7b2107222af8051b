// Outflow of an origin, and weights and counts of its pairs, all lanes:
// kernels/displacement/displacement.h has the equations and runs them over origins and years.
#pragma once

#include "kernels/displacement/laws.h"

namespace peregrine {

// A year, as the loops over origins and their pairs go on, all lanes.
template <int W>
struct DisplacementLanes {
  int step;
  // What all counts share. First parameters, as DisplacementParameter has them; not all, as a
  // GPU's thread has registers for few.
  alignas(lane_alignment<W>) float memory[W];
  float scale[W];
  float scale_by_size[W];
  float tail[W];
  float unit[W];        // of the shock's tail
  float memory_new[W];  // weight of the year's innovation in a count's shock,
  float of_origin[W];   // ... of the origin's part in the innovation,
  float of_pair[W];     // ... and of the pair's
  // What an origin's pairs share.
  int area;
  alignas(lane_alignment<W>) float outflow[W];  // persons
  float shock[W];                               // standard normal, of the counts
  float exits[W];                               // share of the stock
  float rise[W];                                // of counts beside their falls
  float hazard[W];                              // that a pair closes
  float staying[W];                             // share of the arrivals that the stock keeps
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
  const float log_own = view.log_own_outflow[year.area];
  const bool has_fled = log_own > natural_logarithm(displacement_floor) + least_own_level;
  float* const calm_years = lanes_of(state.calm_years, tile)[year.area];
  TileWords<W> words;
  draw_words<W>(tile, Process::displacement_origin, year.area, year.step, words);
  float before[W];
  float abroad[W];
  fill_lanes<W>(before, 0.0f);
  fill_lanes<W>(abroad, 0.0f);
  fill_lanes<W>(year.weights, 0.0f);
  for (int pair = view.first_pair[year.area]; pair < view.first_pair[year.area + 1]; ++pair) {
    const float* const fresh = lanes_of(state.fresh, tile)[pair];
    const float* const stock = lanes_of(state.stock, tile)[pair];
    PEREGRINE_LANES(lane, W) {
      before[lane] += fresh[lane];
      abroad[lane] += stock[lane];
    }
  }
  PEREGRINE_LANES(lane, W) {
    const float died = deaths_row < 0 ? 0.0f : given[lane];
    const float now = natural_logarithm(died + displacement_floor);
    // What a scenario adds is of the year and not remembered.
    const float log_before = natural_logarithm(before[lane] + displacement_floor) -
                             (log_deaths[lane] >= log_war ? last_rise : 0.0f);
    const bool calm = died < minor_conflict_deaths;
    const auto by_law = [&](DisplacementParameter violent, DisplacementParameter peaceful) {
      return calm ? p(peaceful, lane) : p(violent, lane);
    };
    const OutflowLaw law = {
        by_law(outflow_constant, calm_constant), by_law(outflow_memory, calm_memory),
        by_law(outflow_own, calm_own),           by_law(outflow_fade, calm_fade),
        calm ? 0.0f : p(outflow_level, lane),    calm ? 0.0f : p(outflow_jump, lane)};
    const float undisturbed = central_log_outflow(log_before, log_own, now, log_deaths[lane], law);
    const float centre = undisturbed + (now >= log_war ? rise : 0.0f);
    const float tail = by_law(outflow_tail, calm_tail);
    const float scale = by_law(outflow_scale, calm_scale);
    const float z = normal_from_bits(words.word[0][lane]);
    const float drawn = fused(scale, heavy_tailed(z, tail, fleishman_unit(tail)), centre);
    const float persons = larger(
        exponential(smaller(drawn, view.log_outflow_cap[year.area])) - displacement_floor, 0.0f);
    const float left = share_left(abroad[lane], view.most_abroad[year.area]);
    // Nobody flees a country that has no violence and in whose record nobody fled.
    year.outflow[lane] = calm && !has_fled && before[lane] < 1.0f ? 0.0f : left * persons;
    year.rise[lane] = left * p(count_rise, lane);
    year.shock[lane] = normal_from_bits(words.word[1][lane]);
    const float since = calm_years_after(calm_years[lane], died);
    year.exits[lane] = by_state(died, since, 0.0f, 0.0f, 0.0f, p(exit_after, lane));
    year.hazard[lane] = by_state(died, since, p(closing_peace, lane), p(closing_minor, lane),
                                 p(closing_war, lane), p(closing_after, lane));
    year.staying[lane] = calm ? 1.0f : 1.0f - p(conflict_turnover, lane);
    calm_years[lane] = since;
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
  const int host = view.host[pair];
  const float most_hosted = view.most_hosted[host];
  const float* const hosted = lanes_of(state.hosted, tile)[host];
  PEREGRINE_LANES(lane, W) {
    const float fresh = state.fresh[here + lane];
    const float place = welcome + fused(p(share_contiguity, lane), view.contiguous[pair],
                                        fused(p(share_distance, lane), view.log_distance[pair],
                                              p(share_openness, lane) * view.log_openness[pair]));
    const float known = fused(
        p(share_memory, lane), natural_logarithm(fresh + 1.0f),
        p(share_diaspora, lane) * natural_logarithm(state.stock[here + lane] + displacement_floor));
    const float shock = p(share_scale, lane) * normal_from_bits(word[lane]);
    const float room = share_left(hosted[lane], most_hosted);
    const float weight = room * exponential(place + known + shock);
    state.fresh[here + lane] = weight;
    year.weights[lane] += weight;
  }
}

template <int W>
PEREGRINE_FUNCTION void weigh_counts(const Tile& tile, const DisplacementState& state,
                                     DisplacementLanes<W>& year) {
  const auto p = lanes_of(state.parameters, tile);
  PEREGRINE_LANES(lane, W) {
    const float memory = p(count_memory, lane);
    const float shared = p(count_origin_share, lane);
    year.memory[lane] = memory;
    year.scale[lane] = p(count_scale, lane);
    year.scale_by_size[lane] = p(count_scale_by_size, lane);
    year.tail[lane] = p(count_tail, lane);
    year.unit[lane] = fleishman_unit(year.tail[lane]);
    year.memory_new[lane] = square_root(fused(-memory, memory, 1.0f));
    year.of_origin[lane] = square_root(shared);
    year.of_pair[lane] = square_root(1.0f - shared);
  }
}

// The year's count of a pair as it is made, all lanes; persons but for the shock.
template <int W>
struct CountLanes {
  alignas(lane_alignment<W>) float stock[W];  // of the year before
  float fresh[W];
  float staying[W];  // of the fresh, at the end of the year
  float ended[W];
  float expected[W];
  float shock[W];
  float log_factor[W];
  float room[W];  // persons whom the host still takes in
};

// How many times as many leave a pair's destination, or lose protection there, by a policy.
PEREGRINE_FUNCTION float policy_of_exits(const DisplacementView& view, int pair, int step) {
  return view.rich == nullptr || step < view.policy_step
             ? 1.0f
             : fused(view.more_exits, view.rich[pair], 1.0f);
}

// Of an origin's pairs in all; where every host is full the weights are 0.
inline constexpr float least_weights = 1.0e-30f;

// What is expected of a pair, whose row begins `here`, and its shock, from random `bits`.
// `room` of the count is given. Who finds none stays in the country, displaced within it.
template <int W>
PEREGRINE_FUNCTION void expect_count(float more, std::int64_t here, const std::uint32_t* bits,
                                     const DisplacementState& state,
                                     const DisplacementLanes<W>& year, CountLanes<W>& count) {
  PEREGRINE_LANES(lane, W) {
    const float z = normal_from_bits(bits[lane]);
    const float innovation = fused(year.of_origin[lane], year.shock[lane], year.of_pair[lane] * z);
    const float stock = state.stock[here + lane];
    const float share = state.fresh[here + lane] / larger(year.weights[lane], least_weights);
    const float fresh = smaller(year.outflow[lane] * share, count.room[lane]);
    const float leaving = smaller(more * year.exits[lane], 1.0f);
    const float shock = fused(year.memory[lane], state.count_shock[here + lane],
                              year.memory_new[lane] * innovation);
    state.count_shock[here + lane] = shock;
    count.shock[lane] = shock;
    count.stock[lane] = stock;
    count.fresh[lane] = fresh;
    const float kept = fresh * year.staying[lane];
    count.staying[lane] = kept;
    count.ended[lane] = stock * leaving;
    count.expected[lane] = fused(stock, 1.0f - leaving, kept);
  }
}

// Log of the factor of the count's shock; closings are `more` times as frequent, by policy and as
// the pair's record has it. The logarithms of a closing are asked for where some lane closes.
template <int W>
PEREGRINE_FUNCTION void shake_count(const Tile& tile, float more, float log_volatility,
                                    const DisplacementState& state, const std::uint32_t* closing,
                                    const DisplacementLanes<W>& year, CountLanes<W>& count) {
  PEREGRINE_LANES(lane, W) {
    const float log_expected = natural_logarithm(larger(count.expected[lane], 1.0f));
    const float log_sd =
        fused(year.scale_by_size[lane], log_expected, year.scale[lane] + log_volatility);
    count.log_factor[lane] =
        count_noise(count.shock[lane], log_sd, year.rise[lane], year.tail[lane], year.unit[lane]);
  }
  const float often = more * exponential(log_volatility);
  const float* const hazard = year.hazard;
  if (!any_lane<W>([=](int lane) { return uniform_open(closing[lane]) < often * hazard[lane]; })) {
    return;
  }
  const auto p = lanes_of(state.parameters, tile);
  PEREGRINE_LANES(lane, W) {
    const float likely = smaller(often * hazard[lane], 1.0f);
    const float fall = fall_of_closing(likely, natural_logarithm(larger(likely, 1.0e-9f)),
                                       p(closing_depth, lane), closing[lane]);
    count.log_factor[lane] += fall;
    // Of a closing situation all exits are ends, else only those that were expected.
    count.ended[lane] = fall < 0.0f ? count.stock[lane] : count.ended[lane];
  }
}

// Counts the displaced of one pair; `fresh` of the state holds its weight and becomes its arrivals.
template <int W>
PEREGRINE_FUNCTION void count_pair(const DisplacementView& view, const Tile& tile, int pair,
                                   const DisplacementState& state, const DisplacementOutput& output,
                                   DisplacementLanes<W>& year) {
  if (pair == view.first_pair[year.area] || pair % 2 == 0) {
    draw_words<W>(tile, Process::displacement_count, pair / 2, year.step, year.words);
  }
  const int own = 2 * (pair % 2);
  const std::int64_t here = tile.row(pair);
  CountLanes<W> count;
  const float more = policy_of_exits(view, pair, year.step);
  const int host = view.host[pair];
  const float most_hosted = view.most_hosted[host];
  float* const hosted = lanes_of(state.hosted, tile)[host];
  PEREGRINE_LANES(lane, W) count.room[lane] = larger(most_hosted - hosted[lane], 0.0f);
  expect_count<W>(more, here, year.words.word[own], state, year, count);
  shake_count<W>(tile, more, view.log_volatility[pair], state, year.words.word[own + 1], year,
                 count);
  PEREGRINE_LANES(lane, W) {
    const float unbounded = count.expected[lane] * exponential(count.log_factor[lane]);
    const float drawn = smaller(unbounded, count.stock[lane] + count.room[lane]);
    const float counted = drawn < 0.5f ? 0.0f : drawn;
    const DisplacementYear closed =
        balance_pair(count.stock[lane], count.expected[lane], count.staying[lane], counted);
    state.fresh[here + lane] = count.fresh[lane];
    state.stock[here + lane] = closed.stock;
    hosted[lane] += closed.stock - count.stock[lane];
    output.arrivals[here + lane] = closed.arrivals;
    output.exits[here + lane] = closed.exits;
    output.ended[here + lane] = smaller(closed.exits, count.ended[lane]);
    output.staying[here + lane] = count.staying[lane];
    const double persons = static_cast<double>(closed.stock);
    year.displaced_by_origin[lane] += persons;
    year.outflow_by_origin[lane] += static_cast<double>(closed.arrivals);
    year.displaced[lane] += persons;
  }
}

}  // namespace peregrine
