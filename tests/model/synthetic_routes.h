// Irregular corridors of a small synthetic world: every branch of their kernels is taken. Borders 0
// and 1 lead to 2; 3 and 4 are neighbours under one actor.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "host/model/tables/owned.h"
#include "kernels/routes/view.h"
#include "tests/model/synthetic_world.h"

namespace peregrine {

inline constexpr int route_borders = 5;
inline constexpr int route_corridors = 12;  // 2, 2, 3, 3, 2 of the borders
inline constexpr int route_fronts = 4;
inline constexpr int observed_route_months = 15;

struct SyntheticRoutes {
  Owned<RoutesView> routes;

  SyntheticRoutes() {
    Numbers numbers;
    RoutesView& view = routes.view;
    view.present = view.simulated = view.campaigns = 1;
    view.observed_months = view.simulated_from = view.campaigns_from = observed_route_months;
    view.campaign_rate = 1.0f;
    view.routes = 4;
    std::copy_n(std::array{-0.8f, 1.8f, -0.2f, 0.3f}.begin(), belief_terms, view.worth);
    view.log_refusal = 0.2f;
    view.policy_month = 30;
    routes.put(view.mean, {0.0f, 0.3f, 0.35f, 0.0f, 0.4f, 0.6f, 0.05f, 0.3f, 0.25f, 0.2f, 0.15f,
                           0.0f, 0.0f, 0.1f, 0.0f, 0.0f, 0.1f, -0.1f, 0.2f});
    routes.put(view.spread, std::vector<float>(route_parameter_count, 0.1f));
    routes.put(view.low, std::vector<float>(route_parameter_count, -1.0f));
    routes.put(view.high, std::vector<float>(route_parameter_count, 1.0f));
    for (const RouteParameter share :
         {stay_share, near_diversion, far_diversion, interception_national, campaign_self}) {
      routes.edit(view.low)[static_cast<std::size_t>(share)] = 0.0f;
    }
    add_borders(numbers);
    add_corridors(numbers);
    add_fronts();
    PostureView& posture = view.posture;
    posture = {static_cast<int>(ResponseLevel::nato_military),
               PostureRule::triggered,
               1,
               2.0f,
               50.0f,
               0.5f,
               24,
               {0.0f, 1.0f, 1.0f, 2.0f, 2.0f},
               {0.0f, 10.0f, 15.0f, 20.0f, 40.0f},
               3.0f};
    add_entries(numbers);
  }

  void add_to(WorldView& world) const { world.routes = routes.view; }

 private:
  struct Elsewhere {
    int from;
    int to;
    float share;
  };

  void add_borders(Numbers& numbers) {
    BordersView& view = routes.view.borders;
    view.count = route_borders;
    routes.put(view.observed_months, std::vector<int>(route_borders, observed_route_months));
    routes.put(view.first_corridor, {0, 2, 4, 7, 10, 12});
    routes.put(view.route, {0, 0, 1, 2, 3});
    routes.put(view.target, {0, 1, 2, 3, 4});
    routes.put(view.leads_to, {2, 2, -1, -1, -1});
    routes.put(view.near, {1, 0, -1, 4, 3});
    std::vector<float> elsewhere(route_borders * route_borders, 0.0f);
    for (const auto& [from, to, share] : {Elsewhere{0, 3, 1.0f}, Elsewhere{3, 0, 0.75f},
                                          Elsewhere{3, 1, 0.25f}, Elsewhere{4, 0, 1.0f}}) {
      elsewhere[static_cast<std::size_t>(from * route_borders + to)] = share;
    }
    routes.put(view.elsewhere, elsewhere);
    routes.put(view.front, {0, -1, -1, 1, 2});
    routes.put(view.level, numbers.list(route_borders, 4.0f, 8.0f));
    routes.put(view.season, numbers.list(route_borders * months_a_year, -0.5f, 0.5f));
    routes.put(view.memory, numbers.list(route_borders, 0.9f, 0.97f));
    routes.put(view.persistent_scale, numbers.list(route_borders, 0.1f, 0.4f));
    routes.put(view.transient_scale, numbers.list(route_borders, 0.05f, 0.3f));
    routes.put(view.anomaly, numbers.list(route_borders, -1.0f, 1.0f));
    routes.put(view.log_most, numbers.list(route_borders, 9.0f, 11.0f));
    routes.put(view.interception, numbers.list(route_borders, 0.0f, 0.7f));
    routes.put(view.detection, numbers.list(route_borders, 0.6f, 1.0f));
    routes.put(view.log_death_risk, numbers.list(route_borders, -6.0f, -3.0f));
    routes.put(view.death_scale, numbers.list(route_borders, 0.2f, 0.8f));
    routes.put(view.enforcement, {0.0f, 0.3f, 0.0f, 0.1f, 0.0f});
    routes.put(view.first_entry, {1.0f, 1.0f, 0.0f, 1.0f, 1.0f});
    routes.put(view.departures_kept, {0.2f, 0.0f, 0.0f, 0.0f, 0.0f});
    std::vector<float> joining;
    for (int month = 0; month < 20 * months_a_year; ++month) {
      for (int border = 0; border < route_borders; ++border) {
        joining.push_back(month < months_a_year ? 0.0f : view.first_entry[border]);
      }
    }
    routes.put(view.joining, joining);
  }

  void add_entries(Numbers& numbers) {
    std::vector<int> slot_of(corridors, -1);
    std::vector<float> usual;
    std::vector<int> first_link, link_corridor;
    std::vector<float> link_share;
    for (int slot = 0; slot < 6; ++slot) {
      slot_of[static_cast<std::size_t>(slot * 9 + 1)] = slot;
      usual.push_back(numbers.next(10.0f, 2000.0f));
      first_link.push_back(slot * 2);
      link_corridor.push_back(slot);
      link_corridor.push_back(slot + 6);
      link_share.push_back(0.5f);
      link_share.push_back(0.25f);
    }
    first_link.push_back(12);
    EntriesView& view = routes.view.entries;
    view.slots = 6;
    view.links = 12;
    routes.put(view.slot, slot_of);
    routes.put(view.usual, usual);
    routes.put(view.first_link, first_link);
    routes.put(view.link_corridor, link_corridor);
    routes.put(view.link_share, link_share);
  }

  void add_corridors(Numbers& numbers) {
    RouteCorridorsView& view = routes.view.corridors;
    view.count = route_corridors;
    view.share_memory = 0.97f;
    view.tail = 0.1f;
    routes.put(view.border, {0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4});
    std::vector<int> origin;
    for (int k = 0; k < route_corridors; ++k) origin.push_back(k % countries);
    routes.put(view.origin, origin);
    routes.put(view.long_run, numbers.list(route_corridors, -2.5f, -0.5f));
    routes.put(view.log_share, numbers.list(route_corridors, -2.5f, -0.5f));
    routes.put(view.share_scale, numbers.list(route_corridors, 0.1f, 0.4f));
    routes.put(view.observed, numbers.list(observed_route_months * route_corridors, 0.0f, 900.0f));
    routes.put(view.observed_deaths,
               numbers.list(observed_route_months * route_borders, -5.0f, 20.0f));
    routes.put(view.observed_attempts,
               numbers.list(observed_route_months * route_borders, -900.0f, 2000.0f));
  }

  void add_fronts() {
    FrontsView& view = routes.view.fronts;
    view.count = route_fronts;
    view.actors = 3;
    view.scheduled = 1;
    routes.put(view.border, {0, 3, 4, -1});
    routes.put(view.actor, {0, 1, 1, 2});
    routes.put(view.partner, {-1, 2, 1, -1});
    routes.put(view.at_war, {-1, 2, 2, -1});
    routes.put(view.rate, {1.5f, 2.0f, 2.0f, 3.0f});
    routes.put(view.remembered, {0.0f, 0.5f, 0.0f, 0.0f});
    routes.put(view.log_size, {10.0f, 9.0f, 8.0f, 10.0f});
    routes.put(view.novelty, {0.2f, 0.2f, 0.3f, 0.3f});
    routes.put(view.novelty_scale, {0.1f, 0.1f, 0.1f, 0.1f});
    routes.put(view.coup_belt, {1.0f, 0.0f, 0.0f, 0.0f});
    routes.put(view.scheduled_front, {1});
    routes.put(view.scheduled_month, {40});
    routes.put(view.scheduled_size, {5000.0f});
    routes.put(view.scheduled_kind, {static_cast<int>(CampaignKind::proxy)});
  }
};

}  // namespace peregrine
