#include "host/attribute/watch.h"

#include <algorithm>

namespace peregrine {

namespace {

constexpr const char* ukrainians = "eastern-ukrainians";

void add_actor(const Front& front, Watch& watch) {
  const auto known =
      std::find_if(watch.actors.begin(), watch.actors.end(),
                   [&](const SuspectedActor& actor) { return actor.name == front.actor; });
  if (known == watch.actors.end()) {
    watch.actors.push_back({front.actor, front.onsets_per_year});
  } else {
    known->onsets_per_year += front.onsets_per_year;
  }
}

Watch watch_of(const Front& front, const Border& border) {
  Watch watch;
  watch.code = front.code;
  watch.name = front.name;
  watch.place = border.code;
  watch.borders = {front.border};
  add_actor(front, watch);
  return watch;
}

Watch watch_of(const std::string& route, const IrregularHistory& history,
               const FrontInputs& fronts) {
  Watch watch;
  watch.kind = WatchKind::route;
  watch.code = watch.place = route;
  watch.name = "Whole route " + route;
  for (int border = 0; border < history.border_count(); ++border) {
    const Border& one = history.borders[static_cast<std::size_t>(border)];
    if (one.route != route) continue;
    if (one.code == ukrainians) {
      watch.name += " without Ukrainian nationals";
    } else {
      watch.borders.push_back(border);
    }
  }
  for (const Front& front : fronts.fronts) {
    if (std::count(watch.borders.begin(), watch.borders.end(), front.border) > 0) {
      add_actor(front, watch);
    }
  }
  return watch;
}

}  // namespace

std::string Watch::actor_names() const {
  std::string names;
  for (const SuspectedActor& actor : actors) {
    names += (names.empty() ? "" : " or ") + actor.name;
  }
  return names;
}

std::vector<std::string> attributed_places(const IrregularHistory& history,
                                           const std::vector<Watch>& watches) {
  std::vector<std::string> places;
  for (const Border& border : history.borders) places.push_back(border.code);
  for (const Watch& watch : watches) {
    if (watch.kind == WatchKind::route) places.push_back(watch.place);
  }
  return places;
}

std::vector<Watch> make_watches(const IrregularHistory& history, const FrontInputs& fronts,
                                const CampaignList& list) {
  std::vector<Watch> watches;
  std::vector<std::string> routes;  // of the fronts, one by one
  for (const Front& front : fronts.fronts) {
    if (front.border < 0) continue;
    const Border& border = history.borders[static_cast<std::size_t>(front.border)];
    watches.push_back(watch_of(front, border));
    routes.push_back(border.route);
  }
  std::vector<std::string> done;
  for (const std::string& route : routes) {
    if (std::count(routes.begin(), routes.end(), route) < 2) continue;
    if (std::count(done.begin(), done.end(), route) > 0) continue;
    done.push_back(route);
    watches.push_back(watch_of(route, history, fronts));
  }
  for (Watch& watch : watches) watch.prior = campaign_prior(history, fronts, list, watch.borders);
  return watches;
}

}  // namespace peregrine
