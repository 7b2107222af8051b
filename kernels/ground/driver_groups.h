// Which driver of migration a random number belongs to, and a second seed for chosen drivers: how
// `peregrine decompose` redraws one driver and leaves a draw's luck in all others as it was.
#pragma once

#include "kernels/ground/random.h"

namespace peregrine {

// The values are bit positions in SecondSeed::groups.
enum class DriverGroup : std::uint32_t {
  measurement,   // error of the figures that a draw starts from and is led to
  parameters,    // of the stock process and of its responses
  climate,       // sensitivity, the globe's and the countries' variability, patterns
  policy,        // which pledges are kept, which events of a scenario happen
  economy,       // incomes
  conflict,      // states, deaths, coups and their parameters
  displacement,  // outflow, destinations and their parameters
  routes,        // irregular corridors: parameters, months, what observers see
  campaigns,     // onset, size and kind of campaigns
  chance,        // shocks and openings that no driver explains
};
inline constexpr int driver_group_count = 10;

PEREGRINE_FUNCTION constexpr DriverGroup group_of(Process process) {
  switch (process) {
    case Process::baseline:
    case Process::baseline_destination:
    case Process::stock_figure:
    case Process::stock_figure_shared:
      return DriverGroup::measurement;
    case Process::posterior:
    case Process::income_elasticity:
    case Process::warming_response:
    case Process::food_response:
      return DriverGroup::parameters;
    case Process::climate_member:
    case Process::climate_variability:
    case Process::pattern:
    case Process::common_pattern:
    case Process::local_weather:
      return DriverGroup::climate;
    case Process::pledge:
    case Process::event:
      return DriverGroup::policy;
    case Process::income:
    case Process::common_income:
      return DriverGroup::economy;
    case Process::conflict:
    case Process::conflict_posterior:
    case Process::coup:
    case Process::conflict_common:
    case Process::conflict_effect:
    case Process::other_violence:
      return DriverGroup::conflict;
    case Process::displacement_origin:
    case Process::displacement_pair:
    case Process::displacement_count:
    case Process::displacement_deaths:
    case Process::displacement_posterior:
      return DriverGroup::displacement;
    case Process::route_parameters:
    case Process::border_shock:
    case Process::route_share:
    case Process::observer:
    case Process::irregular_share:
      return DriverGroup::routes;
    case Process::campaign:
    case Process::campaign_shape:
    case Process::campaign_length:
    case Process::campaign_mix:
    case Process::tension:
      return DriverGroup::campaigns;
    case Process::corridor_shock:
    case Process::volatility:
    case Process::country_shock:
    case Process::common_shock:
    case Process::opening:
    case Process::net_migration:
      return DriverGroup::chance;
  }
  return DriverGroup::chance;
}

PEREGRINE_FUNCTION constexpr std::uint32_t group_bit(DriverGroup group) {
  return std::uint32_t{1} << static_cast<std::uint32_t>(group);
}

inline constexpr std::uint32_t all_groups = (std::uint32_t{1} << driver_group_count) - 1;

// A second key of the random streams, for the groups whose bits are set; none: of no effect.
struct SecondSeed {
  std::uint64_t seed = 0;
  std::uint32_t groups = 0;
};

// The key of a process's streams.
PEREGRINE_FUNCTION std::uint64_t seed_of(Process process, std::uint64_t seed,
                                         const SecondSeed& second) {
  return (second.groups & group_bit(group_of(process))) != 0 ? second.seed : seed;
}

}  // namespace peregrine
