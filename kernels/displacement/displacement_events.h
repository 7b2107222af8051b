// What the dated events of a scenario (kernels/events/events.h) do to flight: times the newly
// displaced of an origin, times the share of its displaced who leave displacement. An event that is
// on for part of a year acts with that part.
#pragma once

#include "kernels/displacement/pairs.h"
#include "kernels/events/events.h"

namespace peregrine {

// The year's factors of all areas, `step` years after the run's first. `country_of_area` [area].
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
    fill_lanes<W>(exits, 1.0f);
    const int country = country_of_area[area];
    for (int link = links.first[country]; link < links.first[country + 1]; ++link) {
      const auto lever = static_cast<Lever>(links.lever[link]);
      if (lever != Lever::outflow && lever != Lever::exits) continue;
      const int event = links.event[link];
      float months[W];
      find_months_on<W>(tile, event, step, events, months);
      move_lever<W>(months, links.share[link] * a_month, lanes_of(events.log_size, tile)[event],
                    lever == Lever::outflow ? outflow : exits);
    }
  }
}

// The outflow and exits of `year.area` as events move them. No event empties a situation in a year.
template <int W>
PEREGRINE_FUNCTION void move_flight(const DisplacementView& view, const Tile& tile,
                                    const DisplacementState& state, DisplacementLanes<W>& year) {
  if (state.event_outflow == nullptr) return;
  constexpr float most_exits = 0.95f;  // share a year
  const float* const outflow = lanes_of(state.event_outflow, tile)[year.area];
  const float* const exits = lanes_of(state.event_exits, tile)[year.area];
  const float most = exponential(view.log_outflow_cap[year.area]);
  PEREGRINE_LANES(lane, W) {
    year.outflow[lane] = smaller(year.outflow[lane] * outflow[lane], most);
    year.exits[lane] =
        smaller(year.exits[lane] * exits[lane], larger(most_exits, year.exits[lane]));
  }
}

}  // namespace peregrine
