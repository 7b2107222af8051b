// The arrays behind a RoutesView.
#pragma once

#include <vector>

#include "kernels/routes/view.h"

namespace peregrine {

// Extents as in kernels/routes/view.h. Not present: a world without irregular corridors.
struct Routes {
  RoutesView scalars = {};  // all that is not a pointer
  std::vector<float> mean, spread, low, high;
  std::vector<int> first_corridor, route, target, leads_to, near, front_of_border;
  std::vector<float> elsewhere;
  std::vector<float> level, season, memory, persistent_scale, transient_scale, anomaly, log_most;
  std::vector<float> interception, detection, log_death_risk, death_scale;
  std::vector<float> enforcement, first_entry, departures_kept;
  std::vector<int> border_of_corridor, origin;
  std::vector<float> log_share, long_run, share_scale;
  std::vector<float> observed, observed_deaths, observed_attempts;
  std::vector<int> border_of_front, actor, partner, at_war;
  std::vector<float> rate, remembered, log_size, novelty, novelty_scale, coup_belt;
  std::vector<int> scheduled_front, scheduled_month, scheduled_kind;
  std::vector<float> scheduled_size;
  std::vector<int> slot, first_link, link_corridor;
  std::vector<float> usual, link_share;
};

// `place` as for a climate (host/model/climate/world.h).
template <class Place>
RoutesView view_of(const Routes& routes, const Place& place) {
  RoutesView view = routes.scalars;
  if (view.present == 0) return view;
  view.mean = place(routes.mean);
  view.spread = place(routes.spread);
  view.low = place(routes.low);
  view.high = place(routes.high);
  BordersView& borders = view.borders;
  borders.first_corridor = place(routes.first_corridor);
  borders.route = place(routes.route);
  borders.target = place(routes.target);
  borders.leads_to = place(routes.leads_to);
  borders.near = place(routes.near);
  borders.elsewhere = place(routes.elsewhere);
  borders.front = place(routes.front_of_border);
  borders.level = place(routes.level);
  borders.season = place(routes.season);
  borders.memory = place(routes.memory);
  borders.persistent_scale = place(routes.persistent_scale);
  borders.transient_scale = place(routes.transient_scale);
  borders.anomaly = place(routes.anomaly);
  borders.log_most = place(routes.log_most);
  borders.interception = place(routes.interception);
  borders.detection = place(routes.detection);
  borders.log_death_risk = place(routes.log_death_risk);
  borders.death_scale = place(routes.death_scale);
  borders.enforcement = place(routes.enforcement);
  borders.first_entry = place(routes.first_entry);
  borders.departures_kept = place(routes.departures_kept);
  RouteCorridorsView& nationals = view.corridors;
  nationals.border = place(routes.border_of_corridor);
  nationals.origin = place(routes.origin);
  nationals.log_share = place(routes.log_share);
  nationals.long_run = place(routes.long_run);
  nationals.share_scale = place(routes.share_scale);
  nationals.observed = place(routes.observed);
  nationals.observed_deaths = place(routes.observed_deaths);
  nationals.observed_attempts = place(routes.observed_attempts);
  FrontsView& fronts = view.fronts;
  fronts.border = place(routes.border_of_front);
  fronts.actor = place(routes.actor);
  fronts.partner = place(routes.partner);
  fronts.at_war = place(routes.at_war);
  fronts.rate = place(routes.rate);
  fronts.remembered = place(routes.remembered);
  fronts.log_size = place(routes.log_size);
  fronts.novelty = place(routes.novelty);
  fronts.novelty_scale = place(routes.novelty_scale);
  fronts.coup_belt = place(routes.coup_belt);
  fronts.scheduled_front = place(routes.scheduled_front);
  fronts.scheduled_month = place(routes.scheduled_month);
  fronts.scheduled_kind = place(routes.scheduled_kind);
  fronts.scheduled_size = place(routes.scheduled_size);
  EntriesView& entries = view.entries;
  entries.slot = place(routes.slot);
  entries.usual = place(routes.usual);
  entries.first_link = place(routes.first_link);
  entries.link_corridor = place(routes.link_corridor);
  entries.link_share = place(routes.link_share);
  return view;
}

}  // namespace peregrine
