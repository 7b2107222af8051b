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

namespace peregrine {

// A reservoir for migrants of unknown origin, who come from no country's population, persons.
inline constexpr float unknown_supply = 1.0e9f;

// The pull of the populations on arrivals, relative to the first year: log(P / P0) times the
// elasticity, and how many could leave. Countries below one person count as one.
template <int W>
PEREGRINE_FUNCTION void weigh_populations(const WorldView& world, const Tile& tile,
                                          const TileState& state) {
  const float* const at_origin = lanes(state, origin_elasticity, tile);
  const float* const at_destination = lanes(state, destination_elasticity, tile);
  for (int country = 0; country < world.countries; ++country) {
    const bool unknown = country == world.countries - 1;
    const float log_start = natural_logarithm(larger(world.population[country], 1.0f));
    const double* const population = lanes(state.population, country, state.stride, tile);
    float* const origin_pull = lanes(state.origin_pull, country, state.stride, tile);
    float* const destination_pull = lanes(state.destination_pull, country, state.stride, tile);
    float* const supply = lanes(state.supply, country, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      const float persons = static_cast<float>(population[lane]);
      const float change = natural_logarithm(larger(persons, 1.0f)) - log_start;
      origin_pull[lane] = unknown ? 0.0f : at_origin[lane] * change;
      destination_pull[lane] = unknown ? 0.0f : at_destination[lane] * change;
      supply[lane] = unknown ? unknown_supply : persons;
    }
  }
}

// Closes the year: populations, and the world's flows by kind.
template <int W>
PEREGRINE_FUNCTION void close_populations(const WorldView& world, const Tile& tile, int step,
                                          const TileState& state, const TileOutput& output) {
  const float* const onward = lanes(state, onward_share, tile);
  const std::int64_t flows = static_cast<std::int64_t>(step) * global_flow_count;
  double* const arrivals = lanes(output.global_flows, flows + arrivals_flow, output.stride, tile);
  double* const returns = lanes(output.global_flows, flows + returns_flow, output.stride, tile);
  double* const onwards = lanes(output.global_flows, flows + onward_flow, output.stride, tile);
  double* const stock = lanes(output.global_stock, step, output.stride, tile);
  for (int country = 0; country < world.countries; ++country) {
    const bool unknown = country == world.countries - 1;
    const std::int64_t rate = static_cast<std::int64_t>(step - 1) * world.countries + country;
    const double growth = static_cast<double>(world.births_rate[rate] - world.deaths_rate[rate]);
    const std::int64_t plane = static_cast<std::int64_t>(step) * world.countries + country;
    const float* const immigration = lanes(state.immigration, country, state.stride, tile);
    const float* const outmigration = lanes(state.outmigration, country, state.stride, tile);
    const float* const emigration = lanes(state.emigration, country, state.stride, tile);
    const float* const homecoming = lanes(state.homecoming, country, state.stride, tile);
    const double* const immigrants = lanes(output.immigrants, plane, output.stride, tile);
    double* const population = lanes(state.population, country, state.stride, tile);
    double* const population_out = lanes(output.population, plane, output.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      const double left = static_cast<double>(homecoming[lane]);
      const double moved_on =
          static_cast<double>(smaller(onward[lane] * homecoming[lane], emigration[lane]));
      arrivals[lane] += static_cast<double>(emigration[lane]);
      onwards[lane] += moved_on;
      returns[lane] += left - moved_on;
      stock[lane] += immigrants[lane];
      const double migration =
          (static_cast<double>(immigration[lane]) - static_cast<double>(outmigration[lane])) +
          (left - static_cast<double>(emigration[lane]));
      const double grown = population[lane] + population[lane] * growth;
      const double next = grown + migration;
      population[lane] = unknown || next < 0.0 ? 0.0 : next;
      population_out[lane] = population[lane];
    }
  }
}

}  // namespace peregrine
