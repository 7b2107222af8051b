// Conflict by country: none, minor or war, how many die, and interstate war.
//
//   log odds_k   = sum over features f of coefficient_k,f * f + coup_odds * min(coups, 1)
//                  + effect of the country + shock of the world
//   P(k)         = odds_k / (1 + odds_minor + odds_war),        k in {minor, war}
//   shock'       = persist * shock + sqrt(1 - persist^2) * spread * z
//   deaths       minor: log-uniform place between 25 and 1,000 with a logit-normal law,
//                war:   1,000 (1 + exp(v)), v an AR(1) with heavy-tailed shocks,
//                none:  0, or log-uniform on 1 ... 24 with a probability of its own
//   memory'      = 0.7 memory + 0.3 log(1 + deaths), long memory' with 0.92
//
// These deaths are state-based ones; kernels/conflict/other_violence.h adds the others.
// An interstate war begins with a yearly probability, is war while it lasts, and its first year's
// deaths follow a power law. docs/model/04-conflict.md has symbols, sources and fits.
#pragma once

#include "kernels/conflict/conflict_events.h"
#include "kernels/conflict/odds.h"
#include "kernels/conflict/other_violence.h"
#include "kernels/ground/heavy_tails.h"
#include "kernels/ground/posterior.h"
#include "kernels/ground/tile.h"

namespace peregrine {

// Zeroes what the countries of a year add to.
template <int W>
PEREGRINE_FUNCTION void clear_conflict_year(const Tile& tile, const ConflictOutput& output) {
  clear_lanes<W>(tile.lane0, output.minor_countries, output.war_countries, output.interstate_wars,
                 output.coups, output.deaths);
}

// Adds a country's year to the world's.
template <int W>
PEREGRINE_FUNCTION void record_conflict(const Tile& tile, int country, const ConflictState& state,
                                        const ConflictOutput& output) {
  const std::int64_t here = tile.row(country);
  const std::int64_t year = tile.lane0;
  PEREGRINE_LANES(lane, W) {
    const float intensity = state.intensity[here + lane];
    output.minor_countries[year + lane] += intensity == 1.0f ? 1.0f : 0.0f;
    output.war_countries[year + lane] += intensity == 2.0f ? 1.0f : 0.0f;
    output.interstate_wars[year + lane] += state.interstate[here + lane];
    output.deaths[year + lane] += static_cast<double>(state.deaths[here + lane]);
  }
  if (output.intensity_of == nullptr) return;
  PEREGRINE_LANES(lane, W) {
    output.intensity_of[here + lane] = state.intensity[here + lane];
    output.deaths_of[here + lane] = state.deaths[here + lane];
  }
}

// The world's shock of a year; in the first one from its stationary law.
template <int W>
PEREGRINE_FUNCTION void advance_common_shock(const Tile& tile, int step,
                                             const ConflictState& state) {
  TileWords<W> words;
  draw_words<W>(tile, Process::conflict_common, 0, step, words);
  const auto p = lanes_of(state.parameters, tile);
  float* const common = state.common + tile.lane0;
  PEREGRINE_LANES(lane, W) {
    const float z = p(common_spread, lane) * normal_from_bits(words.word[0][lane]);
    const float kept = p(common_persist, lane);
    const float next = fused(kept, common[lane], square_root(fused(-kept, kept, 1.0f)) * z);
    common[lane] = step == 1 ? z : next;
  }
}

// What each country adds to its log odds in every year of a draw.
template <int W>
PEREGRINE_FUNCTION void draw_country_effects(const ConflictView& view,
                                             const ConflictSwitches& switches, const Tile& tile,
                                             const ConflictState& state) {
  const float uncertain = switches.parameter_uncertainty != 0 ? 1.0f : 0.0f;
  for (int country = 0; country < view.countries; ++country) {
    TileWords<W> words;
    draw_words<W>(tile, Process::conflict_effect, country, 0, words);
    const float deviation = uncertain * view.effect_deviation[country];
    const float mean = view.effect[country];
    float* const effect = lanes_of(state.effect, tile)[country];
    PEREGRINE_LANES(lane, W) {
      effect[lane] = fused(deviation, normal_from_bits(words.word[0][lane]), mean);
    }
  }
}

// Every lane starts from what was observed in the origin year.
template <int W>
PEREGRINE_FUNCTION void begin_conflict(const ConflictView& view, const ConflictSwitches& switches,
                                       const Tile& tile, const ConflictState& state,
                                       const ConflictOutput& output) {
  choose_row<W>({view.posterior, view.posterior_rows, conflict_parameter_count},
                Process::conflict_posterior, switches.parameter_uncertainty != 0, tile,
                state.parameters, output.posterior_row);
  clear_conflict_year<W>(tile, output);
  draw_country_effects<W>(view, switches, tile, state);
  for (int country = 0; country < view.countries; ++country) {
    const std::int64_t here = tile.row(country);
    const float deaths = view.active[country] * view.deaths[country];
    const float fought = view.active[country] * view.fought[country];
    PEREGRINE_LANES(lane, W) {
      state.deaths[here + lane] = deaths;
      state.fought[here + lane] = fought;
      state.other[here + lane] = deaths - fought;
      state.intensity[here + lane] = intensity_of(fought);
      state.memory[here + lane] = view.memory[country];
      state.long_memory[here + lane] = view.long_memory[country];
      state.other_past[here + lane] = view.other_past[country];
      state.interstate[here + lane] = view.interstate[country];
      state.coup_memory[here + lane] = view.coup_memory[country];
    }
    record_conflict<W>(tile, country, state, output);
  }
}

// Interstate wars end and begin. `first_deaths` becomes the deaths of a war's first year, else 0.
template <int W>
PEREGRINE_FUNCTION void advance_interstate_wars(const ConflictView& view,
                                                const ConflictSwitches& switches, const Tile& tile,
                                                const ConflictState& state, ConflictLanes<W>& at) {
  const float share =
      view.active[at.country] * view.interstate_weight[at.country] * switches.interstate_wars;
  const float opens = switches.new_wars * share;
  const bool held = at.step <= view.held_until[at.country];
  const auto p = lanes_of(state.parameters, tile);
  float* const interstate = lanes_of(state.interstate, tile)[at.country];
  PEREGRINE_LANES(lane, W) {
    const float u = uniform_open(at.words.word[2][lane]);
    const bool fought = interstate[lane] > 0.0f;
    const bool goes_on = fought && (held || u >= p(interstate_end, lane));
    const bool begins = !fought && u < opens * p(interstate_rate, lane);
    interstate[lane] = goes_on || begins ? 1.0f : 0.0f;
    const float most = most_killed_between_states * at.persons[lane];
    const float deaths = interstate_year(p(interstate_tail, lane), most, at.words.word[3][lane]);
    at.first_deaths[lane] = begins ? deaths : 0.0f;
  }
}

// Intensity, state-based deaths and memories of one country, all lanes.
template <int W>
PEREGRINE_FUNCTION void advance_country(const ConflictView& view, const ConflictSwitches& switches,
                                        const Tile& tile, const ConflictState& state,
                                        ConflictLanes<W>& at) {
  draw_words<W>(tile, Process::conflict, at.country, at.step, at.words);
  advance_interstate_wars<W>(view, switches, tile, state, at);
  const float active = view.active[at.country];
  const float new_wars = switches.new_wars;
  const auto p = lanes_of(state.parameters, tile);
  const std::int64_t here = tile.row(at.country);
  PEREGRINE_LANES(lane, W) {
    const float intensity = state.intensity[here + lane];
    const float fought = state.fought[here + lane];
    const float memory = state.memory[here + lane];
    const ConflictOdds odds{exponential(at.minor[lane]), exponential(at.war[lane])};
    const float drawn = draw_intensity(odds, at.words.word[0][lane]);
    const float held_down = new_wars > 0.0f ? drawn : smaller(drawn, intensity);
    const float next = state.interstate[here + lane] > 0.0f ? 2.0f : held_down;
    const float z = normal_from_bits(at.words.word[1][lane]);
    const float log_last = natural_logarithm(1.0f + fought);
    const float position = fused(p(minor_deaths, lane), log_last,
                                 fused(p(minor_memory, lane), memory, p(minor_level, lane)));
    const float of_minor_year = minor_year(fused(p(minor_spread, lane), z, position));
    const float went_on = fused(p(war_persist, lane), war_excess(fought), p(war_level, lane));
    const float excess = intensity == 2.0f ? went_on : p(war_entry, lane);
    const float shock = heavy_tailed(z, p(war_tail, lane), fleishman_unit(p(war_tail, lane)));
    const float of_war_year =
        war_year(fused(p(war_spread, lane), shock, excess), most_killed_of(at.persons[lane]));
    const float quiet_odds = fused(p(quiet_deaths, lane), log_last,
                                   fused(p(quiet_memory, lane), memory, p(quiet_level, lane)));
    const float of_quiet_year =
        quiet_year(quiet_odds, at.words.word[3][lane], at.words.word[1][lane]);
    const float at_peace = next == 1.0f ? of_minor_year : of_quiet_year;
    const float at_war = at.first_deaths[lane] > 0.0f ? at.first_deaths[lane] : of_war_year;
    const float killed = active * (next == 2.0f ? at_war : at_peace);
    const float log_killed = natural_logarithm(1.0f + killed);
    state.fought[here + lane] = killed;
    state.intensity[here + lane] = active * next;
    state.memory[here + lane] =
        fused(conflict_memory_decay, memory, (1.0f - conflict_memory_decay) * log_killed);
    state.long_memory[here + lane] = fused(long_memory_decay, state.long_memory[here + lane],
                                           (1.0f - long_memory_decay) * log_killed);
  }
}

// Advances from year `step - 1` to `step`, counted from the origin year.
template <int W>
PEREGRINE_FUNCTION void advance_conflict(const ConflictView& view, const ConflictSwitches& switches,
                                         const Tile& tile, int step, const ConflictState& state,
                                         const ConflictOutput& output) {
  clear_conflict_year<W>(tile, output);
  const float belt = log_odds_in_the_belt(switches, step);
  advance_coups<W>(view, switches, tile, step, state, output);
  weigh_neighbours<W>(view, tile, state);
  advance_common_shock<W>(tile, step, state);
  for (int country = 0; country < view.countries; ++country) {
    if (view.active[country] == 0.0f) {
      // The process does not run here.
      clear_lanes<W>(tile.row(country), state.intensity, state.fought, state.interstate);
    } else {
      ConflictLanes<W> at;
      at.country = country;
      at.step = step;
      gather_features<W>(view, tile, state, at);
      weigh_odds<W>(view, tile, belt, state, at);
      advance_country<W>(view, switches, tile, state, at);
    }
  }
  // Loops of their own: what a GPU keeps in registers for one is gone before the next.
  if (state.event_state != nullptr) impose_events<W>(view, tile, step, state);
  advance_other_violence<W>(view, switches, tile, step, state);
  for (int country = 0; country < view.countries; ++country) {
    record_conflict<W>(tile, country, state, output);
  }
}

}  // namespace peregrine
