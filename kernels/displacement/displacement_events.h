// What the dated events of a scenario (kernels/events/events.h) do to flight: times the newly
// displaced of an origin; a share of its displaced who leave displacement in addition. One that is
// on for part of a year acts with that part.
#pragma once

#include "kernels/displacement/pairs.h"
#include "kernels/events/events.h"

namespace peregrine {

// No event empties a situation in a year.
inline constexpr float most_event_exits = 0.95f;  // share a year

// What events make of all areas in the year `step` of the run; country_of_area has one per area.
template <int W>
PEREGRINE_FUNCTION void weigh_displacement_events(const EventsView& view, int areas,
                                                  const int* country_of_area, const Tile& tile,
                                                  int step, const EventsState& events,
                                                  const DisplacementState& state) {
  const EventLinks& links = view.countries;
  if (links.count == 0) return;
  constexpr float a_month = 1.0f / 12.0f;
  for (int area = 0; area < areas; ++area) {
    const std::int64_t here = tile.row(area);
    float* const outflow = state.event_outflow + here;
    float* const exits = state.event_exits + here;
    fill_lanes<W>(outflow, 1.0f);
    fill_lanes<W>(exits, 0.0f);
    const int country = country_of_area[area];
    for (int link = links.first[country]; link < links.first[country + 1]; ++link) {
      const auto lever = static_cast<Lever>(links.lever[link]);
      if (lever != Lever::outflow && lever != Lever::exits) continue;
      const int event = links.event[link];
      float months[W];
      find_months_on<W>(tile, event, step, events, months);
      const float* const log_size = lanes_of(events.log_size, tile)[event];
      if (lever == Lever::outflow) {
        move_lever<W>(months, links.share[link] * a_month, log_size, outflow);
      } else {
        PEREGRINE_LANES(lane, W) {
          const float share = smaller(exponential(log_size[lane]), most_event_exits);
          exits[lane] = 1.0f - (1.0f - exits[lane]) * (1.0f - share * (a_month * months[lane]));
        }
      }
    }
  }
}

// The outflow and exits of `year.area` as events move them; no bit where none is on.
template <int W>
PEREGRINE_FUNCTION void move_flight(const DisplacementView& view, const Tile& tile,
                                    const DisplacementState& state, DisplacementLanes<W>& year) {
  if (state.event_outflow == nullptr) return;
  const float* const outflow = lanes_of(state.event_outflow, tile)[year.area];
  const float* const exits = lanes_of(state.event_exits, tile)[year.area];
  const float most = exponential(view.log_outflow_cap[year.area]);
  PEREGRINE_LANES(lane, W) {
    const float moved = smaller(year.outflow[lane] * outflow[lane], most);
    const float leaving = 1.0f - (1.0f - year.exits[lane]) * (1.0f - exits[lane]);
    year.outflow[lane] = outflow[lane] != 1.0f ? moved : year.outflow[lane];
    year.exits[lane] = exits[lane] > 0.0f ? leaving : year.exits[lane];
  }
}

}  // namespace peregrine
