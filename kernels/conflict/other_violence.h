// Deaths in violence to which no state is a party: among armed groups, and against civilians.
//
//   log odds of any = level + last y + past Y + in conflict C + in war W
//   y'              = the same five terms, of other coefficients, + spread * s(z)   if there is any
//   deaths          = exp(y') - 1, at least 1; with the state-based ones at most what a year kills
//   Y'              = 0.9 Y + 0.1 y'                                                ten-year level
//
// Where a scenario allows no new war, a country in which fewer than 25 died of all violence in the
// year before stays below 25, and other violence grows nowhere else.
//
// y = log(1 + deaths), C and W: 1 in minor conflict or war, and in war, of the same year; s(z):
// Fleishman's heavy-tailed shock of unit variance.
#pragma once

#include "kernels/conflict/laws.h"
#include "kernels/conflict/odds.h"
#include "kernels/ground/heavy_tails.h"
#include "kernels/ground/tile.h"

namespace peregrine {

// Share of the level that a year keeps: its memory is ten years long on average.
inline constexpr float other_level_decay = 0.9f;
// Of log(1 + deaths): beyond it every country's bound holds.
inline constexpr float most_log_other = 20.0f;

// Persons of a year in which there is any, at most `most`.
PEREGRINE_FUNCTION float other_year(float log_deaths, float most) {
  const float unbounded = exponential(smaller(log_deaths, most_log_other)) - 1.0f;
  return smaller(larger(unbounded, 1.0f), most);
}

// What its two laws depend on, in one lane; the first coefficient is the level's.
struct OtherTerms {
  float last;
  float past;
  float conflict;
  float war;

  template <class Parameters>
  PEREGRINE_FUNCTION float weigh(const Parameters& p, int first, int lane) const {
    const float lasting =
        fused(p(first + 2, lane), past, fused(p(first + 1, lane), last, p(first, lane)));
    return fused(p(first + 4, lane), war, fused(p(first + 3, lane), conflict, lasting));
  }
};

// The most other deaths of a year in which none gets deeper into violence. `before` of all violence
// in the year before, `other` of them.
PEREGRINE_FUNCTION float most_held_down(float before, float other, float fought) {
  constexpr float largest_quiet = least_minor_deaths - 1.0f;
  const float quiet = larger(largest_quiet - fought, 0.0f);
  return before < least_minor_deaths ? quiet : larger(other, quiet);
}

// Other deaths of one country, all lanes, and with the state-based ones its deaths.
template <int W>
PEREGRINE_FUNCTION void advance_other_violence(const ConflictView& view,
                                               const ConflictSwitches& switches, const Tile& tile,
                                               int country, int step, const ConflictState& state) {
  TileWords<W> words;
  draw_words<W>(tile, Process::other_violence, country, step, words);
  const auto p = lanes_of(state.parameters, tile);
  const std::int64_t here = tile.row(country);
  const float population =
      view.log_population[static_cast<std::int64_t>(step - 1) * view.countries + country];
  const float* const lane_population = driver_row(state.log_population, country, tile);
  const float new_wars = switches.new_wars;
  PEREGRINE_LANES(lane, W) {
    const float intensity = state.intensity[here + lane];
    const OtherTerms terms = {natural_logarithm(1.0f + state.other[here + lane]),
                              state.other_past[here + lane], intensity > 0.0f ? 1.0f : 0.0f,
                              intensity == 2.0f ? 1.0f : 0.0f};
    const float none = 1.0f / (1.0f + exponential(terms.weigh(p, any_level, lane)));
    const float tail = p(other_tail, lane);
    const float shock =
        heavy_tailed(normal_from_bits(words.word[1][lane]), tail, fleishman_unit(tail));
    const float log_deaths = fused(p(other_spread, lane), shock, terms.weigh(p, other_level, lane));
    const float log_persons = lane_population == nullptr ? population : lane_population[lane];
    const float fought = state.fought[here + lane];
    const float possible =
        larger(most_killed_of(persons_unit * exponential(log_persons)) - fought, 0.0f);
    const float held_down =
        most_held_down(state.deaths[here + lane], state.other[here + lane], fought);
    const float most = new_wars > 0.0f ? possible : smaller(possible, held_down);
    const float killed =
        uniform_open(words.word[0][lane]) > none ? other_year(log_deaths, most) : 0.0f;
    state.other[here + lane] = killed;
    state.deaths[here + lane] = fought + killed;
    state.other_past[here + lane] =
        fused(other_level_decay, state.other_past[here + lane],
              (1.0f - other_level_decay) * natural_logarithm(1.0f + killed));
  }
}

// All countries; where the process does not run nobody dies.
template <int W>
PEREGRINE_FUNCTION void advance_other_violence(const ConflictView& view,
                                               const ConflictSwitches& switches, const Tile& tile,
                                               int step, const ConflictState& state) {
  for (int country = 0; country < view.countries; ++country) {
    if (view.active[country] == 0.0f) {
      clear_lanes<W>(tile.row(country), state.other, state.deaths);
    } else {
      advance_other_violence<W>(view, switches, tile, country, step, state);
    }
  }
}

}  // namespace peregrine
