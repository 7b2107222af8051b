// Population by country. It closes: births - deaths + arrivals - departures.
//
//   P' = P (1 + births_rate - deaths_rate) + immigration - outmigration - emigration + homecoming
//
// Those who leave a destination go home or on to a third country. Onward movers are among the
// arrivals of their origin's other corridors, so an origin gives up only the rest of its arrivals,
// and a country's balance needs no split of the departures.
#pragma once

#include "kernels/ground/math.h"
#include "kernels/ground/tile.h"
#include "kernels/world.h"

namespace peregrine {

// A reservoir for migrants of unknown origin, who come from no country's population, persons.
inline constexpr float unknown_supply = 1.0e9f;

// Of those born in a country, so many can set out for others in a year, the displaced apart: twice
// what any country above a million lost a year in five years on record (docs/assumptions.md).
inline constexpr float largest_leaving_share = 0.1f;

// Of them, the share divided equally among the origin's corridors, so that a small or closed one
// can grow; the rest follows their stocks.
inline constexpr float equal_leaving_share = 0.2f;
inline constexpr float leaving_share_by_stock =
    (1.0f - equal_leaving_share) * largest_leaving_share;

// The pull of the populations on arrivals, relative to the first year: log(P / P0) times the
// elasticity. Countries below one person count as one.
template <int W>
PEREGRINE_FUNCTION void weigh_populations(const WorldView& world, const Tile& tile,
                                          const TileState& state) {
  const auto p = lanes_of(state.parameters, tile);
  for (int country = 0; country < world.countries; ++country) {
    const bool unknown = country == world.countries - 1;
    const float log_start = natural_logarithm(larger(world.population[country], 1.0f));
    const std::int64_t here = tile.row(country);
    PEREGRINE_LANES(lane, W) {
      const float persons = static_cast<float>(state.population[here + lane]);
      const float change = natural_logarithm(larger(persons, 1.0f)) - log_start;
      state.origin_pull[here + lane] = unknown ? 0.0f : p(origin_elasticity, lane) * change;
      state.destination_pull[here + lane] =
          unknown ? 0.0f : p(destination_elasticity, lane) * change;
    }
  }
}

// How many of a country's own could move in the year to come: those born there who live there and,
// since many move on or come and go, those who live abroad. Migrants who live there are none of
// them: they leave by the corridors that they came by.
template <int W>
PEREGRINE_FUNCTION void count_natives(const WorldView& world, const Tile& tile,
                                      const TileState& state, const TileOutput& output) {
  for (int country = 0; country < world.countries; ++country) {
    const bool unknown = country == world.countries - 1;
    const std::int64_t here = tile.row(country);
    PEREGRINE_LANES(lane, W) {
      const double at_home = state.population[here + lane] - output.immigrants[here + lane];
      const float abroad = static_cast<float>(output.emigrants[here + lane]);
      const float natives = larger(static_cast<float>(at_home), 0.0f) + abroad;
      const float supply = unknown ? unknown_supply : natives;
      state.supply[here + lane] = supply;
      state.supply_by_stock[here + lane] = (leaving_share_by_stock * supply) / larger(abroad, 1.0f);
    }
  }
}

// Closes the year: populations, and the world's flows by kind.
template <int W>
PEREGRINE_FUNCTION void close_populations(const WorldView& world, const Tile& tile, int step,
                                          const TileState& state, const TileOutput& output) {
  const auto p = lanes_of(state.parameters, tile);
  const auto flows = lanes_of(output.global_flows, tile);
  double* const stock = output.global_stock + tile.lane0;
  for (int country = 0; country < world.countries; ++country) {
    const bool unknown = country == world.countries - 1;
    const std::int64_t rate = static_cast<std::int64_t>(step - 1) * world.countries + country;
    const double growth = static_cast<double>(world.births_rate[rate] - world.deaths_rate[rate]);
    const std::int64_t here = tile.row(country);
    PEREGRINE_LANES(lane, W) {
      const float emigration = state.emigration[here + lane];
      const float homecoming = state.homecoming[here + lane];
      const double left = static_cast<double>(homecoming);
      const double moved_on =
          static_cast<double>(smaller(p(onward_share, lane) * homecoming, emigration));
      flows(arrivals_flow, lane) += static_cast<double>(emigration);
      flows(onward_flow, lane) += moved_on;
      flows(returns_flow, lane) += left - moved_on;
      stock[lane] += output.immigrants[here + lane];
      const double migration = (static_cast<double>(state.immigration[here + lane]) -
                                static_cast<double>(state.outmigration[here + lane])) +
                               (left - static_cast<double>(emigration));
      const double before = state.population[here + lane];
      const double next = (before + before * growth) + migration;
      const double persons = unknown || next < 0.0 ? 0.0 : next;
      state.population[here + lane] = persons;
      output.population[here + lane] = persons;
    }
  }
}

}  // namespace peregrine
