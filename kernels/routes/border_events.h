// What the dated events of a scenario make of a border's month (kernels/events/events.h).
//
//   set out    *= departures;   who does not may try another route, as under a transit deal
//   attempts   *= attempts;     who is kept away may try a neighbouring border or another route;
//                               of those who come diverted a rise makes no more
//   through    *= through, at most all attempts;   risk of death *= deaths
//   level       = at least that of a response that an event orders
//   posture     = what a surge calls for there, in place of the scenario's
//
// The factors of all events that are on multiply, within least_of_events and most_of_events.
//
// Nobody vanishes: a fall of attempts is handed to kernels/routes/crossings.h as people who are
// kept from trying here.
#pragma once

#include "kernels/events/events.h"
#include "kernels/routes/routes.h"

namespace peregrine {

inline constexpr float least_of_events = 1.0e-4f;
inline constexpr float most_of_events = 1.0e3f;

// One event's lever at one border, `on` where it is.
template <int W>
PEREGRINE_FUNCTION void move_border(Lever lever, float share, const float (&on)[W],
                                    const float* log_size, std::int64_t here,
                                    const RoutesState& state) {
  switch (lever) {
    case Lever::departures:
      return move_lever<W>(on, share, log_size, state.event_departures + here);
    case Lever::attempts:
      return move_lever<W>(on, share, log_size, state.event_attempts + here);
    case Lever::through:
      return move_lever<W>(on, share, log_size, state.event_through + here);
    case Lever::deaths:
      return move_lever<W>(on, share, log_size, state.event_deaths + here);
    case Lever::response: {
      float* const level = state.level + here;
      PEREGRINE_LANES(lane, W) level[lane] = larger(level[lane], on[lane] * share);
      return;
    }
    case Lever::posture: {
      float* const posture = state.event_posture + here;
      PEREGRINE_LANES(lane, W) posture[lane] = on[lane] > 0.0f ? share : posture[lane];
      return;
    }
    default:
      return;  // moves no border
  }
}

template <int W>
PEREGRINE_FUNCTION void bound_factor(float* times) {
  PEREGRINE_LANES(lane, W) times[lane] = within(times[lane], least_of_events, most_of_events);
}

// What the month's events make of every border that is simulated.
template <int W>
PEREGRINE_FUNCTION void weigh_border_events(const WorldView& world, const Tile& tile, int month,
                                            const TileState& state) {
  const RoutesView& view = world.routes;
  if (view.events == 0) return;
  const RoutesState& routes = state.routes;
  const EventLinks& links = world.events.borders;
  for (int border = 0; border < view.borders.count; ++border) {
    const std::int64_t here = tile.row(border);
    fill_lanes<W>(routes.event_departures + here, 1.0f);
    fill_lanes<W>(routes.event_attempts + here, 1.0f);
    fill_lanes<W>(routes.event_through + here, 1.0f);
    fill_lanes<W>(routes.event_deaths + here, 1.0f);
    fill_lanes<W>(routes.event_posture + here, static_cast<float>(view.posture.posture));
    if (!is_simulated(view.borders, border, month)) continue;
    for (int link = links.first[border]; link < links.first[border + 1]; ++link) {
      const int event = links.event[link];
      float on[W];
      find_lanes_on<W>(tile, event, month, state.events, on);
      move_border<W>(static_cast<Lever>(links.lever[link]), links.share[link], on,
                     lanes_of(state.events.log_size, tile)[event], here, routes);
    }
    bound_factor<W>(routes.event_departures + here);
    bound_factor<W>(routes.event_attempts + here);
    bound_factor<W>(routes.event_through + here);
    bound_factor<W>(routes.event_deaths + here);
  }
}

// Fewer or more set out in ordinary movement.
template <int W>
PEREGRINE_FUNCTION void move_departures(const RoutesView& view, const Tile& tile,
                                        const RoutesState& state, BorderLanes<W>& at) {
  if (view.events == 0) return;
  const float* const times = lanes_of(state.event_departures, tile)[at.border];
  float* const kept = lanes_of(state.kept, tile)[at.border];
  PEREGRINE_LANES(lane, W) {
    const float before = at.ordinary[lane];
    const float after = before * times[lane];
    kept[lane] += larger(before - after, 0.0f);
    at.ordinary[lane] = after;
  }
}

// Fewer or more attempts. Who comes because another border stopped them is one person, whatever
// makes more people come: else a rise at two borders that divert to each other would feed itself.
template <int W>
PEREGRINE_FUNCTION void move_attempts(const RoutesView& view, const Tile& tile,
                                      const RoutesState& state, BorderLanes<W>& at) {
  if (view.events == 0) return;
  const float* const times = lanes_of(state.event_attempts, tile)[at.border];
  PEREGRINE_LANES(lane, W) {
    at.ordinary[lane] *= times[lane];
    at.campaign[lane] *= times[lane];
    at.diverted[lane] *= smaller(times[lane], 1.0f);
    at.attempts[lane] = at.ordinary[lane] + at.campaign[lane] + at.diverted[lane];
  }
}

// Those whom events keep from trying here, beside those who are stopped beyond the ordinary.
template <int W>
PEREGRINE_FUNCTION void turn_away(const RoutesView& view, const Tile& tile,
                                  const RoutesState& state, const BorderLanes<W>& at) {
  if (view.events == 0) return;
  const float* const times = lanes_of(state.event_attempts, tile)[at.border];
  float* const stopped_more = lanes_of(state.stopped_more, tile)[at.border];
  PEREGRINE_LANES(lane, W)
    stopped_more[lane] += at.attempts[lane] * larger(1.0f / times[lane] - 1.0f, 0.0f);
}

}  // namespace peregrine
