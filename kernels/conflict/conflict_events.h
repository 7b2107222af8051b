// What the dated events of a scenario (kernels/events/events.h) do to conflict: coups, wars and
// peace. An event of some months acts on every calendar year it touches: a war kills in proportion
// to its months in the year, and a coup counts in the year it happens.
#pragma once

#include "kernels/conflict/laws.h"
#include "kernels/conflict/odds.h"
#include "kernels/events/events.h"

namespace peregrine {

// What an event imposes on a country's year, in ConflictState::event_state.
inline constexpr float nothing_imposed = -1.0f;
inline constexpr float peace_imposed = 0.0f;
inline constexpr float war_imposed = 1.0f;
inline constexpr float interstate_war_imposed = 2.0f;

// One event of the year: coups happen, wars are fought, peace is kept. Links come in the order of
// the events' months: the later of two has the last word.
template <int W>
PEREGRINE_FUNCTION void order_conflict(Lever lever, const float (&months)[W], const float* log_size,
                                       std::int64_t here, const ConflictState& state) {
  float* const ordered = state.event_state + here;
  float* const deaths = state.event_deaths + here;
  const float imposed = lever == Lever::peace        ? peace_imposed
                        : lever == Lever::interstate ? interstate_war_imposed
                                                     : war_imposed;
  constexpr float a_year = 1.0f / 12.0f;
  PEREGRINE_LANES(lane, W) {
    const bool on = months[lane] > 0.0f;
    const float killed = exponential(log_size[lane]) * (months[lane] * a_year);
    ordered[lane] = on ? imposed : ordered[lane];
    deaths[lane] = on ? larger(killed, least_war_deaths) : deaths[lane];
  }
}

// The year's orders of all countries, `step` years after the run's first.
template <int W>
PEREGRINE_FUNCTION void weigh_conflict_events(const EventsView& view, int countries,
                                              const Tile& tile, int step, const EventsState& events,
                                              const ConflictState& state) {
  const EventLinks& links = view.countries;
  if (links.count == 0) return;
  for (int country = 0; country < countries; ++country) {
    const std::int64_t here = tile.row(country);
    fill_lanes<W>(state.event_coup + here, 0.0f);
    fill_lanes<W>(state.event_state + here, nothing_imposed);
    fill_lanes<W>(state.event_deaths + here, 0.0f);
    for (int link = links.first[country]; link < links.first[country + 1]; ++link) {
      const auto lever = static_cast<Lever>(links.lever[link]);
      const int event = links.event[link];
      float months[W];
      if (lever == Lever::coup) {
        find_lanes_beginning_in<W>(tile, event, step, events, months);
        float* const coup = state.event_coup + here;
        PEREGRINE_LANES(lane, W) coup[lane] = larger(coup[lane], months[lane]);
      } else if (lever == Lever::war || lever == Lever::interstate || lever == Lever::peace) {
        find_months_on<W>(tile, event, step, events, months);
        order_conflict<W>(lever, months, lanes_of(events.log_size, tile)[event], here, state);
      }
    }
  }
}

// A country's year as events will have it; the process's own year stays where none is on. Before
// other violence, which follows whether there is conflict.
template <int W>
PEREGRINE_FUNCTION void impose_events(const ConflictView& view, const Tile& tile, int country,
                                      int step, const ConflictState& state) {
  const std::int64_t here = tile.row(country);
  const float population =
      view.log_population[static_cast<std::int64_t>(step - 1) * view.countries + country];
  const float* const lane_population = driver_row(state.log_population, country, tile);
  PEREGRINE_LANES(lane, W) {
    const float ordered = state.event_state[here + lane];
    const bool imposed = ordered >= peace_imposed;
    const bool at_war = ordered >= war_imposed;
    const float log_persons = lane_population == nullptr ? population : lane_population[lane];
    const float most = most_killed_of(persons_unit * exponential(log_persons));
    const float killed = at_war ? smaller(state.event_deaths[here + lane], most) : 0.0f;
    const float before = state.fought[here + lane];
    const float fought = imposed ? killed : before;
    // The memories have the year's own deaths already.
    const float change = natural_logarithm(1.0f + fought) - natural_logarithm(1.0f + before);
    state.fought[here + lane] = fought;
    state.intensity[here + lane] = imposed ? (at_war ? 2.0f : 0.0f) : state.intensity[here + lane];
    state.interstate[here + lane] =
        imposed ? (ordered >= interstate_war_imposed ? 1.0f : 0.0f) : state.interstate[here + lane];
    state.memory[here + lane] += (1.0f - conflict_memory_decay) * change;
    state.long_memory[here + lane] += (1.0f - long_memory_decay) * change;
  }
}

template <int W>
PEREGRINE_FUNCTION void impose_events(const ConflictView& view, const Tile& tile, int step,
                                      const ConflictState& state) {
  for (int country = 0; country < view.countries; ++country) {
    if (view.active[country] != 0.0f) impose_events<W>(view, tile, country, step, state);
  }
}

}  // namespace peregrine
