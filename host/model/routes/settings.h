// What a scenario asks of the irregular corridors: plain data. A month is a month_number.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "host/model/tables/settings.h"
#include "host/support/month.h"
#include "kernels/routes/view.h"

namespace peregrine {

// Routes on which more crossings may be stopped, and their codes in baseline/borders.csv.
enum EnforcedRoute : int {
  central_mediterranean,
  eastern_mediterranean,
  western_balkans,
  western_mediterranean,
  western_africa,
  eastern_borders,
  darien,
  us_south_west,
  enforced_route_count
};
inline constexpr std::array<std::string_view, enforced_route_count> enforced_route_codes = {
    "central-mediterranean", "eastern-mediterranean", "western-balkans", "western-mediterranean",
    "western-africa",        "eastern-borders",       "darien",          "us-south-west"};

// States with which there may be a deal, and the code of the route that begins there.
enum TransitState : int { libya, turkey, morocco, west_africa, transit_state_count };
inline constexpr std::array<std::string_view, transit_state_count> transit_route_codes = {
    "central-mediterranean", "eastern-mediterranean", "western-mediterranean", "western-africa"};

inline constexpr std::string_view no_front = "none";

// The words of scenarios and reports for kernels' enumerators, in their order.
inline constexpr std::array<std::string_view, response_levels> response_level_words = {
    "none", "national", "frontex", "nato-non-military", "nato-military"};
inline constexpr std::array<std::string_view, campaign_kinds> campaign_kind_words = {
    "open", "proxy", "decoy", "unnamed"};

// A campaign that begins in every draw.
struct OrderedCampaign {
  std::string front{no_front};  // code of calibration/fronts.csv, or no_front: no such campaign
  int month = month_number(2026, 7);
  double attempts = 40000.0;  // in all
  CampaignKind kind = CampaignKind::open;
};

struct CampaignSettings {
  Sampling simulated = Sampling::on;  // begin by chance
  double rate = 1.0;                  // times
  std::array<OrderedCampaign, 3> ordered;
};

// Whether allies help at all fronts of an actor once it is clear at one.
enum class Alliance : int { individual, collective };

// The place of a level in arrays by level.
inline constexpr std::size_t at_level(ResponseLevel level) {
  return static_cast<std::size_t>(level);
}

struct PostureSettings {
  ResponseLevel level = ResponseLevel::frontex;  // the highest that is given
  PostureRule rule = PostureRule::triggered;
  Alliance alliance = Alliance::collective;
  int from = month_number(2024, 1);
  double surge = 3.0;               // times the usual detections
  double least_detections = 200.0;  // a month
  double confidence = 0.8;          // probability of a campaign
  std::array<double, response_levels> delay_months = {0.0, 1.0, 2.0, 3.0, 4.0};  // [level]
  double hold_months = 6.0;
  // [level] million euros a month and border
  std::array<double, response_levels> cost = {0.0, 10.0, 15.0, 20.0, 40.0};
};

struct RoutesSettings {
  Sampling simulated = Sampling::on;            // or as in a usual year
  int observed_until = month_number(2024, 12);  // last month that repeats what was observed
  std::string observed;         // path of a user's own months at borders; empty: none
  std::string observed_sha256;  // of that table, 64 hex digits; empty: not known yet
  std::array<double, enforced_route_count> enforcement = {};  // [route] share of crossings stopped
  std::array<double, transit_state_count> transit_deal = {};  // [state] share of departures
  CampaignSettings campaigns;
  PostureSettings posture;
};

}  // namespace peregrine
