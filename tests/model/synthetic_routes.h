// Irregular corridors of a small synthetic world: every branch of their kernels is taken. Borders 0
// and 1 lead to 2; 3 and 4 are neighbours under one actor.
#pragma once

#include <algorithm>
#include <array>

#include "host/model/routes/arrays.h"
#include "host/model/tables/placement.h"
#include "tests/model/synthetic_world.h"

namespace peregrine {

inline constexpr int route_borders = 5;
inline constexpr int route_corridors = 12;  // 2, 2, 3, 3, 2 of the borders
inline constexpr int route_fronts = 4;
inline constexpr int observed_route_months = 15;

struct SyntheticRoutes {
  Routes routes;

  SyntheticRoutes() {
    Numbers numbers;
    RoutesView& view = routes.scalars;
    view.present = view.simulated = view.campaigns = 1;
    view.observed_months = observed_route_months;
    view.campaign_rate = 1.0f;
    view.routes = 4;
    std::copy_n(std::array{-0.8f, 1.8f, -0.2f, 0.3f}.begin(), belief_terms, view.worth);
    view.log_refusal = 0.2f;
    view.policy_month = 30;
    routes.mean = {0.0f,  0.3f, 0.35f, 0.0f, 0.4f, 0.6f, 0.05f, 0.3f,
                   0.25f, 0.2f, 0.15f, 0.0f, 0.0f, 0.1f, 0.0f,  0.0f};
    routes.spread.assign(route_parameter_count, 0.1f);
    routes.low.assign(route_parameter_count, -1.0f);
    routes.high.assign(route_parameter_count, 1.0f);
    for (const RouteParameter share :
         {stay_share, near_diversion, far_diversion, level_interception, campaign_self}) {
      routes.low[static_cast<std::size_t>(share)] = 0.0f;
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
    routes.slot.assign(corridors, -1);
    for (int slot = 0; slot < 6; ++slot) {
      routes.slot[static_cast<std::size_t>(slot * 9 + 1)] = slot;
      routes.usual.push_back(numbers.next(10.0f, 2000.0f));
      routes.first_link.push_back(slot * 2);
      routes.link_corridor.push_back(slot);
      routes.link_corridor.push_back(slot + 6);
      routes.link_share.push_back(0.5f);
      routes.link_share.push_back(0.25f);
    }
    routes.first_link.push_back(12);
    view.entries.slots = 6;
    view.entries.links = 12;
  }

  void add_to(WorldView& world) const { world.routes = view_of(routes, on_host); }

 private:
  struct Elsewhere {
    int from;
    int to;
    float share;
  };

  void add_borders(Numbers& numbers) {
    routes.scalars.borders.count = route_borders;
    routes.first_corridor = {0, 2, 4, 7, 10, 12};
    routes.route = {0, 0, 1, 2, 3};
    routes.target = {0, 1, 2, 3, 4};
    routes.leads_to = {2, 2, -1, -1, -1};
    routes.near = {1, 0, -1, 4, 3};
    routes.elsewhere.assign(route_borders * route_borders, 0.0f);
    for (const auto& [from, to, share] : {Elsewhere{0, 3, 1.0f}, Elsewhere{3, 0, 0.75f},
                                          Elsewhere{3, 1, 0.25f}, Elsewhere{4, 0, 1.0f}}) {
      routes.elsewhere[static_cast<std::size_t>(from * route_borders + to)] = share;
    }
    routes.front_of_border = {0, -1, -1, 1, 2};
    routes.level = numbers.list(route_borders, 4.0f, 8.0f);
    routes.season = numbers.list(route_borders * months_a_year, -0.5f, 0.5f);
    routes.memory = numbers.list(route_borders, 0.9f, 0.97f);
    routes.persistent_scale = numbers.list(route_borders, 0.1f, 0.4f);
    routes.transient_scale = numbers.list(route_borders, 0.05f, 0.3f);
    routes.anomaly = numbers.list(route_borders, -1.0f, 1.0f);
    routes.log_most = numbers.list(route_borders, 9.0f, 11.0f);
    routes.interception = numbers.list(route_borders, 0.0f, 0.7f);
    routes.detection = numbers.list(route_borders, 0.6f, 1.0f);
    routes.log_death_risk = numbers.list(route_borders, -6.0f, -3.0f);
    routes.death_scale = numbers.list(route_borders, 0.2f, 0.8f);
    routes.enforcement = {0.0f, 0.3f, 0.0f, 0.1f, 0.0f};
    routes.first_entry = {1.0f, 1.0f, 0.0f, 1.0f, 1.0f};
    routes.departures_kept = {0.2f, 0.0f, 0.0f, 0.0f, 0.0f};
  }

  void add_corridors(Numbers& numbers) {
    RouteCorridorsView& view = routes.scalars.corridors;
    view.count = route_corridors;
    view.share_memory = 0.97f;
    view.tail = 0.1f;
    routes.border_of_corridor = {0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4};
    for (int k = 0; k < route_corridors; ++k) routes.origin.push_back(k % countries);
    routes.long_run = numbers.list(route_corridors, -2.5f, -0.5f);
    routes.log_share = numbers.list(route_corridors, -2.5f, -0.5f);
    routes.share_scale = numbers.list(route_corridors, 0.1f, 0.4f);
    routes.observed = numbers.list(observed_route_months * route_corridors, 0.0f, 900.0f);
    routes.observed_deaths = numbers.list(observed_route_months * route_borders, -5.0f, 20.0f);
    routes.observed_attempts =
        numbers.list(observed_route_months * route_borders, -900.0f, 2000.0f);
  }

  void add_fronts() {
    FrontsView& view = routes.scalars.fronts;
    view.count = route_fronts;
    view.actors = 3;
    view.scheduled = 1;
    routes.border_of_front = {0, 3, 4, -1};
    routes.actor = {0, 1, 1, 2};
    routes.partner = {-1, 2, 1, -1};
    routes.at_war = {-1, 2, 2, -1};
    routes.rate = {1.5f, 2.0f, 2.0f, 3.0f};
    routes.remembered = {0.0f, 0.5f, 0.0f, 0.0f};
    routes.log_size = {10.0f, 9.0f, 8.0f, 10.0f};
    routes.novelty = {0.2f, 0.2f, 0.3f, 0.3f};
    routes.novelty_scale = {0.1f, 0.1f, 0.1f, 0.1f};
    routes.coup_belt = {1.0f, 0.0f, 0.0f, 0.0f};
    routes.scheduled_front = {1};
    routes.scheduled_month = {40};
    routes.scheduled_size = {5000.0f};
    routes.scheduled_kind = {static_cast<int>(CampaignKind::proxy)};
  }
};

}  // namespace peregrine
