// Coups: attempts that make the next ones likelier, in the same country and in the coup belt.
//
//   rate     = base share * region's attempts a year + self * memory + belt * mean memory there
//   attempt  with probability 1 - exp(-rate), at most one a country and year
//   memory'  = memory / 2 + attempts
//
// The base is lowered by what excitement adds on average, so that a region's mean stays what the
// parameter says; the belt's excess comes on top.
#pragma once

#include "kernels/conflict/view.h"
#include "kernels/ground/math.h"
#include "kernels/ground/tile.h"

namespace peregrine {

// A coup is remembered half as well each year: the coup trap of Londregan and Poole (World Politics
// 42, 1990), in which the effect of a coup on the next one is spent after about six years.
inline constexpr float coup_memory_decay = 0.5f;

// Attempts a year; never negative.
PEREGRINE_FUNCTION float coup_rate(float base, float self, float memory, float belt_rate,
                                   float belt_memory) {
  // One attempt adds 1 / (1 - decay) country-years of memory.
  const float excited = self / (1.0f - coup_memory_decay);
  const float quiet = base * larger(1.0f - excited, 0.0f);
  return fused(self, memory, fused(belt_rate, belt_memory, quiet));
}

PEREGRINE_FUNCTION float coup_happens(float rate, std::uint32_t bits) {
  return uniform_open(bits) > exponential(-rate) ? 1.0f : 0.0f;
}

// Share of the belt's coups and of its odds of conflict that stabilisation leaves.
PEREGRINE_FUNCTION float left_by_stabilisation(const ConflictSwitches& switches, int step) {
  constexpr float least = 0.01f;  // nothing ends all risk
  return step >= switches.stabilisation_step ? larger(1.0f - switches.stabilisation, least) : 1.0f;
}

// What a scenario adds to the log odds of conflict in the belt.
PEREGRINE_FUNCTION float log_odds_in_the_belt(const ConflictSwitches& switches, int step) {
  return switches.belt_log_odds + natural_logarithm(left_by_stabilisation(switches, step));
}

// The belt's mean memory before the year's attempts.
template <int W>
PEREGRINE_FUNCTION void weigh_belt(const ConflictView& view, const Tile& tile,
                                   const ConflictState& state) {
  float* const belt = state.belt + tile.lane0;
  const float share = 1.0f / larger(view.coup_belt_countries, 1.0f);
  fill_lanes<W>(belt, 0.0f);
  for (int country = 0; country < view.countries; ++country) {
    const float member = view.coup_belt[country] * share;
    const float* const memory = lanes_of(state.coup_memory, tile)[country];
    PEREGRINE_LANES(lane, W) belt[lane] = fused(member, memory[lane], belt[lane]);
  }
}

// All countries, one year: updates coup_memory and adds to the year's coups, which start at zero.
template <int W>
PEREGRINE_FUNCTION void advance_coups(const ConflictView& view, const ConflictSwitches& switches,
                                      const Tile& tile, int step, const ConflictState& state,
                                      const ConflictOutput& output) {
  weigh_belt<W>(view, tile, state);
  const auto p = lanes_of(state.parameters, tile);
  const float* const belt = state.belt + tile.lane0;
  float* const coups = output.coups + tile.lane0;
  const float stays = left_by_stabilisation(switches, step);
  const float in_belt = fused(switches.more_belt_coups, stays, stays);
  for (int country = 0; country < view.countries; ++country) {
    const float member = view.coup_belt[country];
    const float on = switches.coups * view.active[country] * (member > 0.0f ? in_belt : 1.0f);
    const float in_africa = view.coup_weight_africa[country];
    const float in_rest = view.coup_weight_elsewhere[country];
    float* const memory = lanes_of(state.coup_memory, tile)[country];
    const bool ordered = state.event_coup != nullptr;
    const float* const by_event = ordered ? lanes_of(state.event_coup, tile)[country] : memory;
    TileWords<W> words;
    draw_words<W>(tile, Process::coup, country, step, words);
    PEREGRINE_LANES(lane, W) {
      const float base =
          fused(in_africa, p(coups_africa, lane), in_rest * p(coups_elsewhere, lane));
      const float rate = coup_rate(base, p(coup_self, lane), memory[lane],
                                   member * p(coup_belt_rate, lane), belt[lane]);
      const float by_chance = coup_happens(on * rate, words.word[0][lane]);
      const float attempts = ordered ? larger(by_chance, by_event[lane]) : by_chance;
      coups[lane] += attempts;
      memory[lane] = fused(coup_memory_decay, memory[lane], attempts);
    }
  }
}

}  // namespace peregrine
