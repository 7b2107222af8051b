// Conflict by country: none, minor or war, how many die, and interstate war.
//
//   log odds_k   = sum over features f of coefficient_k,f * f + coup_odds * min(coups remembered,
//   1) P(k)         = odds_k / (1 + odds_minor + odds_war),        k in {minor, war} deaths minor:
//   log-uniform place between 25 and 1,000 with a logit-normal law,
//                war:   1,000 (1 + exp(v)), v an AR(1) with heavy-tailed shocks,
//                none:  0, or log-uniform on 1 ... 24 with a probability of its own
//   memory'      = 0.8 memory + 0.2 log(1 + deaths)
//
// An interstate war begins with a yearly probability, is war while it lasts, and its first year's
// deaths follow a power law. docs/model/04-conflict.md has symbols, sources and fits.
#pragma once

#include "kernels/conflict/odds.h"
#include "kernels/ground/heavy_tails.h"
#include "kernels/ground/posterior.h"
#include "kernels/ground/tile.h"

namespace peregrine {

// One row of the posterior a realization.
template <int W>
PEREGRINE_FUNCTION void choose_conflict_parameters(const ConflictView& view,
                                                   const ConflictSwitches& switches,
                                                   const Tile& tile, const ConflictState& state,
                                                   const ConflictOutput& output) {
  choose_row<W>({view.posterior, view.posterior_rows, conflict_parameter_count},
                Process::conflict_posterior, switches.parameter_uncertainty != 0, tile,
                state.stride, state.parameters, output.posterior_row);
}

// Zeroes what the countries of a year add to.
template <int W>
PEREGRINE_FUNCTION void clear_conflict_year(const Tile& tile, int step,
                                            const ConflictOutput& output) {
  float* const minor = lanes(output.minor_countries, step, output.stride, tile);
  float* const war = lanes(output.war_countries, step, output.stride, tile);
  float* const interstate = lanes(output.interstate_wars, step, output.stride, tile);
  float* const coups = lanes(output.coups, step, output.stride, tile);
  double* const deaths = lanes(output.deaths, step, output.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    minor[lane] = war[lane] = interstate[lane] = coups[lane] = 0.0f;
    deaths[lane] = 0.0;
  }
}

// Adds a country's year to the world's.
template <int W>
PEREGRINE_FUNCTION void record_conflict(const Tile& tile, int country, int step,
                                        const ConflictState& state, const ConflictOutput& output) {
  const float* const intensity = lanes(state.intensity, country, state.stride, tile);
  const float* const dead = lanes(state.deaths, country, state.stride, tile);
  const float* const between_states = lanes(state.interstate, country, state.stride, tile);
  float* const minor = lanes(output.minor_countries, step, output.stride, tile);
  float* const war = lanes(output.war_countries, step, output.stride, tile);
  float* const interstate = lanes(output.interstate_wars, step, output.stride, tile);
  double* const deaths = lanes(output.deaths, step, output.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    minor[lane] += intensity[lane] == 1.0f ? 1.0f : 0.0f;
    war[lane] += intensity[lane] == 2.0f ? 1.0f : 0.0f;
    interstate[lane] += between_states[lane];
    deaths[lane] += static_cast<double>(dead[lane]);
  }
  if (output.intensity_of == nullptr) return;
  const std::int64_t plane = static_cast<std::int64_t>(step) * output.countries + country;
  float* const intensity_here = lanes(output.intensity_of, plane, output.stride, tile);
  float* const deaths_here = lanes(output.deaths_of, plane, output.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    intensity_here[lane] = intensity[lane];
    deaths_here[lane] = dead[lane];
  }
}

// Every lane starts from what was observed in the origin year.
template <int W>
PEREGRINE_FUNCTION void begin_conflict(const ConflictView& view, const ConflictSwitches& switches,
                                       const Tile& tile, const ConflictState& state,
                                       const ConflictOutput& output) {
  choose_conflict_parameters<W>(view, switches, tile, state, output);
  clear_conflict_year<W>(tile, 0, output);
  for (int country = 0; country < view.countries; ++country) {
    float* const intensity = lanes(state.intensity, country, state.stride, tile);
    float* const deaths = lanes(state.deaths, country, state.stride, tile);
    float* const memory = lanes(state.memory, country, state.stride, tile);
    float* const interstate = lanes(state.interstate, country, state.stride, tile);
    float* const coups = lanes(state.coup_memory, country, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      deaths[lane] = view.active[country] * view.deaths[country];
      intensity[lane] = intensity_of(deaths[lane]);
      memory[lane] = view.active[country] * view.memory[country];
      interstate[lane] = view.interstate[country];
      coups[lane] = view.coup_memory[country];
    }
    record_conflict<W>(tile, country, 0, state, output);
  }
}

// Interstate wars end and begin. `first_deaths` becomes the deaths of a war's first year, else 0.
template <int W>
PEREGRINE_FUNCTION void advance_interstate_wars(const ConflictView& view,
                                                const ConflictSwitches& switches, const Tile& tile,
                                                int country, int step, const TileWords<W>& words,
                                                const ConflictState& state,
                                                const float (&persons)[W],
                                                float (&first_deaths)[W]) {
  const float share =
      view.active[country] * view.interstate_weight[country] * switches.interstate_wars;
  const float opens = switches.new_wars * share;
  const bool held = step <= view.held_until[country];
  const float* const rate = lanes(state, interstate_rate, tile);
  const float* const end = lanes(state, interstate_end, tile);
  const float* const tail = lanes(state, interstate_tail, tile);
  float* const interstate = lanes(state.interstate, country, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float u = uniform_open(words.word[2][lane]);
    const bool fought = interstate[lane] > 0.0f;
    const bool goes_on = fought && (held || u >= end[lane]);
    const bool begins = !fought && u < opens * rate[lane];
    interstate[lane] = goes_on || begins ? 1.0f : 0.0f;
    const float most = most_killed_between_states * persons[lane];
    const float deaths = interstate_year(tail[lane], most, words.word[3][lane]);
    first_deaths[lane] = begins ? deaths : 0.0f;
  }
}

// Intensity, deaths and memory of one country, all lanes.
template <int W>
PEREGRINE_FUNCTION void advance_country(const ConflictView& view, const ConflictSwitches& switches,
                                        const Tile& tile, int country, int step,
                                        const ConflictState& state, ConflictLanes<W>& at) {
  TileWords<W> words;
  draw_words<W>(tile, Process::conflict, country, step, words);
  float persons[W];
  float first_deaths[W];
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    persons[lane] = persons_unit * exponential(at.value[of_population][lane]);
  }
  advance_interstate_wars<W>(view, switches, tile, country, step, words, state, persons,
                             first_deaths);
  const float active = view.active[country];
  const float new_wars = switches.new_wars;
  const float* const minor_0 = lanes(state, minor_level, tile);
  const float* const minor_d = lanes(state, minor_deaths, tile);
  const float* const minor_m = lanes(state, minor_memory, tile);
  const float* const minor_s = lanes(state, minor_spread, tile);
  const float* const war_0 = lanes(state, war_level, tile);
  const float* const war_1 = lanes(state, war_persist, tile);
  const float* const war_new = lanes(state, war_entry, tile);
  const float* const war_s = lanes(state, war_spread, tile);
  const float* const war_h = lanes(state, war_tail, tile);
  const float* const quiet_0 = lanes(state, quiet_level, tile);
  const float* const quiet_d = lanes(state, quiet_deaths, tile);
  const float* const quiet_m = lanes(state, quiet_memory, tile);
  const float* const interstate = lanes(state.interstate, country, state.stride, tile);
  float* const intensity = lanes(state.intensity, country, state.stride, tile);
  float* const deaths = lanes(state.deaths, country, state.stride, tile);
  float* const memory = lanes(state.memory, country, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const ConflictOdds odds{exponential(at.minor[lane]), exponential(at.war[lane])};
    const float drawn = draw_intensity(odds, words.word[0][lane]);
    const float held_down = new_wars > 0.0f ? drawn : smaller(drawn, intensity[lane]);
    const float next = interstate[lane] > 0.0f ? 2.0f : held_down;
    const float z = normal_from_bits(words.word[1][lane]);
    const float log_last = natural_logarithm(1.0f + deaths[lane]);
    const float position =
        fused(minor_d[lane], log_last, fused(minor_m[lane], memory[lane], minor_0[lane]));
    const float of_minor_year = minor_year(fused(minor_s[lane], z, position));
    const float went_on = fused(war_1[lane], war_excess(deaths[lane]), war_0[lane]);
    const float excess = intensity[lane] == 2.0f ? went_on : war_new[lane];
    const float shock = heavy_tailed(z, war_h[lane], fleishman_unit(war_h[lane]));
    const float of_war_year =
        war_year(fused(war_s[lane], shock, excess), most_killed_share * persons[lane]);
    const float quiet_odds =
        fused(quiet_d[lane], log_last, fused(quiet_m[lane], memory[lane], quiet_0[lane]));
    const float of_quiet_year = quiet_year(quiet_odds, words.word[3][lane], words.word[1][lane]);
    const float at_peace = next == 1.0f ? of_minor_year : of_quiet_year;
    const float at_war = first_deaths[lane] > 0.0f ? first_deaths[lane] : of_war_year;
    deaths[lane] = active * (next == 2.0f ? at_war : at_peace);
    intensity[lane] = active * next;
    memory[lane] = fused(conflict_memory_decay, memory[lane],
                         (1.0f - conflict_memory_decay) * natural_logarithm(1.0f + deaths[lane]));
  }
}

// A year of a country in which the process does not run.
template <int W>
PEREGRINE_FUNCTION void keep_peace(const Tile& tile, int country, const ConflictState& state) {
  float* const intensity = lanes(state.intensity, country, state.stride, tile);
  float* const deaths = lanes(state.deaths, country, state.stride, tile);
  float* const interstate = lanes(state.interstate, country, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) intensity[lane] = deaths[lane] = interstate[lane] = 0.0f;
}

// Advances from year `step - 1` to `step`, counted from the origin year.
template <int W>
PEREGRINE_FUNCTION void advance_conflict(const ConflictView& view, const ConflictSwitches& switches,
                                         const ConflictDrivers& drivers, const Tile& tile, int step,
                                         const ConflictState& state, const ConflictOutput& output) {
  clear_conflict_year<W>(tile, step, output);
  const float belt = log_odds_in_the_belt(switches, step);
  advance_coups<W>(view, switches, tile, step, state, output);
  weigh_neighbours<W>(view, tile, state);
  for (int country = 0; country < view.countries; ++country) {
    if (view.active[country] == 0.0f) {
      keep_peace<W>(tile, country, state);
      record_conflict<W>(tile, country, step, state, output);
      continue;
    }
    ConflictLanes<W> at;
    gather_features<W>(view, drivers, tile, country, step, state, at);
    weigh_odds<W>(view, tile, country, belt, state, at);
    advance_country<W>(view, switches, tile, country, step, state, at);
    record_conflict<W>(tile, country, step, state, output);
  }
}

}  // namespace peregrine
