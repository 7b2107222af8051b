// Events of the synthetic world: every lever, in part of the lanes.
#pragma once

#include <vector>

#include "host/model/tables/owned.h"
#include "kernels/world.h"

namespace peregrine {

struct SyntheticEvents {
  Owned<EventsView> events;

  SyntheticEvents() {
    EventsView& view = events.view;
    view.count = 8;
    events.put(view.key, {11, 22, 33, 44, 55, 66, 77, 88});
    events.put(view.probability, {0.5f, 1.0f, 0.7f, 0.9f, 0.4f, 0.6f, 0.8f, 0.5f});
    events.put(view.first_month, {26.0f, 30.0f, 28.0f, 40.0f, 36.0f, 30.0f, 27.0f, 39.0f});
    events.put(view.window, {3.0f, 1.0f, 12.0f, 2.0f, 1.0f, 6.0f, 4.0f, 8.0f});
    events.put(view.months, {12.0f, 1.0e6f, 6.0f, 9.0f, 5.0f, 24.0f, 1.0f, 1.0f});
    events.put(view.log_size, {-0.7f, -1.5f, 0.4f, 0.3f, 0.0f, 0.0f, 8.0f, 7.0f});
    events.put(view.below, {0.5f, 0.2f, 0.1f, 0.3f, 0.0f, 0.0f, 1.0f, 0.0f});
    events.put(view.above, {0.2f, 0.9f, 0.6f, 0.1f, 0.0f, 0.0f, 0.5f, 0.0f});
    add_links(view.borders, {0, 2, 3, 5, 6, 6}, {0, 1, 2, 3, 4, 5},
              {Lever::departures, Lever::attempts, Lever::through, Lever::deaths, Lever::response,
               Lever::posture},
              {1.0f, 1.0f, 1.0f, 0.5f, 2.0f, 4.0f});
    add_links(view.fronts, {0, 1, 1, 2, 2}, {6, 7}, {Lever::campaign, Lever::campaign},
              {1.0f, 2.0f});
  }

  void add_to(WorldView& world) const {
    world.events = events.view;
    world.routes.events = 1;
  }

 private:
  void add_links(EventLinks& links, const std::vector<int>& first, const std::vector<int>& event,
                 const std::vector<Lever>& levers, const std::vector<float>& share) {
    links.count = static_cast<int>(event.size());
    events.put(links.first, first);
    events.put(links.event, event);
    std::vector<int> codes;
    for (const Lever lever : levers) codes.push_back(static_cast<int>(lever));
    events.put(links.lever, codes);
    events.put(links.share, share);
  }
};

}  // namespace peregrine
