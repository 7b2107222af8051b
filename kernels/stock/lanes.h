// What the corridors of one destination share while they advance.
#pragma once

#include "kernels/stock/shocks.h"

namespace peregrine {

// What the corridors of one destination add up to, and the lanes' constants of the inner loop.
template <int W>
struct StockLanes {
  float own_unit[W];  // weight of a corridor's own shock
  float rise[W];      // scale of shocks that raise pressure, and of those that lower it
  float fall[W];
  double immigrants[W];
  float arrivals[W];
  float departures[W];
  float deaths[W];
};

template <int W>
PEREGRINE_FUNCTION void clear_totals(StockLanes<W>& totals) {
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    totals.immigrants[lane] = 0.0;
    totals.arrivals[lane] = 0.0f;
    totals.departures[lane] = 0.0f;
    totals.deaths[lane] = 0.0f;
  }
}

template <int W>
PEREGRINE_FUNCTION void record_destination(const WorldView& world, const Tile& tile, int country,
                                           int step, const StockLanes<W>& totals,
                                           const TileState& state, const TileOutput& output) {
  const std::int64_t plane = static_cast<std::int64_t>(step) * world.countries + country;
  double* const immigrants = lanes(output.immigrants, plane, output.stride, tile);
  double* const deaths =
      lanes(output.global_flows, step * global_flow_count + deaths_flow, output.stride, tile);
  float* const immigration = lanes(state.immigration, country, state.stride, tile);
  float* const outmigration = lanes(state.outmigration, country, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    immigrants[lane] = totals.immigrants[lane];
    immigration[lane] = totals.arrivals[lane];
    outmigration[lane] = totals.departures[lane];
    deaths[lane] += static_cast<double>(totals.deaths[lane]);
  }
}

template <int W>
PEREGRINE_FUNCTION void weigh_own_shock(const Tile& tile, const TileState& state,
                                        StockLanes<W>& totals) {
  const float* const tail = lanes(state, shock_tail, tile);
  const float* const skew = lanes(state, shock_skew, tile);
  const float* const common = lanes(state, share_common, tile);
  const float* const origin = lanes(state, share_origin, tile);
  const float* const destination = lanes(state, share_destination, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float own = larger(1.0f - common[lane] - origin[lane] - destination[lane], 0.0f);
    totals.own_unit[lane] = square_root(own) * fleishman_unit(tail[lane]);
    totals.rise[lane] = exponential(skew[lane]);
    totals.fall[lane] = exponential(-skew[lane]);
  }
}

}  // namespace peregrine
