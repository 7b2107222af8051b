// What the corridors of one destination share while they advance, and a corridor's year.
#pragma once

#include "kernels/ground/change.h"
#include "kernels/stock/shocks.h"

namespace peregrine {

// What the corridors of one destination add up to, and the lanes' constants of the inner loop.
template <int W>
struct StockLanes {
  alignas(lane_alignment<W>) float own_unit[W];  // weight of a corridor's own shock
  float rise[W];  // scale of shocks that raise pressure, and of those that lower it
  float fall[W];
  // Parameters, as StockParameter has them.
  float tail[W];
  float centre[W];
  float drift[W];
  float drift_by_size[W];
  float persistence[W];
  float fade[W];
  float diaspora[W];
  float turns_over[W];
  int destination;
  // Of the destination.
  alignas(lane_alignment<W>) float shock[W];
  float volatility[W];
  float pull[W];
  alignas(lane_alignment<W>) double immigrants[W];
  float arrivals[W];
  float departures[W];
  float deaths[W];
};

// A year of one corridor as it is made, all lanes.
template <int W>
struct CorridorLanes {
  int corridor;
  int step;
  const float* before;                            // stock, persons
  float* after;                                   // stock
  alignas(lane_alignment<W>) float residents[W];  // of those before, who are not displaced
  float arrivals[W];                              // persons, before their cap
  float cap[W];                                   // most arrivals from the origin
  float departing[W];                             // share of the residents
  // Of the corridor's origin, to which it adds.
  const float* supply;
  const float* supply_by_stock;
  alignas(lane_alignment<W>) double emigrants[W];
  float emigration[W];
  float homecoming[W];
};

// Adds what another process, or an opening, made of the stock to the flows.
template <int W>
PEREGRINE_FUNCTION void add_change(const ChangeLanes<W>& change, CorridorLanes<W>& at,
                                   StockLanes<W>& totals) {
  PEREGRINE_LANES(lane, W) {
    totals.immigrants[lane] += change.added[lane];
    totals.arrivals[lane] += change.arrivals[lane];
    totals.departures[lane] += change.departures[lane];
    at.emigrants[lane] += change.added[lane];
    at.emigration[lane] += change.arrivals[lane];
    at.homecoming[lane] += change.departures[lane];
  }
}

template <int W>
PEREGRINE_FUNCTION void begin_destination(int destination, const Tile& tile, const TileState& state,
                                          StockLanes<W>& totals) {
  totals.destination = destination;
  const std::int64_t here = tile.row(destination);
  PEREGRINE_LANES(lane, W) {
    totals.shock[lane] = state.destination_shock[here + lane];
    totals.volatility[lane] = state.volatility[here + lane];
    totals.pull[lane] = state.destination_pull[here + lane];
  }
  clear_lanes<W>(0, totals.immigrants, totals.arrivals, totals.departures, totals.deaths);
}

template <int W>
PEREGRINE_FUNCTION void record_destination(const Tile& tile, const StockLanes<W>& totals,
                                           const TileState& state, const TileOutput& output) {
  const std::int64_t here = tile.row(totals.destination);
  double* const immigrants = output.immigrants + here;
  double* const deaths = output.global_flows + tile.row(deaths_flow);
  PEREGRINE_LANES(lane, W) {
    immigrants[lane] = totals.immigrants[lane];
    state.immigration[here + lane] = totals.arrivals[lane];
    state.outmigration[here + lane] = totals.departures[lane];
    deaths[lane] += static_cast<double>(totals.deaths[lane]);
  }
}

template <int W>
PEREGRINE_FUNCTION void take_parameters(const Tile& tile, const TileState& state,
                                        StockLanes<W>& totals) {
  const auto p = lanes_of(state.parameters, tile);
  PEREGRINE_LANES(lane, W) {
    const float own = larger(
        1.0f - p(share_common, lane) - p(share_origin, lane) - p(share_destination, lane), 0.0f);
    totals.own_unit[lane] = square_root(own) * fleishman_unit(p(shock_tail, lane));
    totals.rise[lane] = exponential(p(shock_skew, lane));
    totals.fall[lane] = exponential(-p(shock_skew, lane));
    totals.tail[lane] = p(shock_tail, lane);
    totals.centre[lane] = p(shock_centre, lane);
    totals.drift[lane] = p(pressure_drift, lane);
    totals.drift_by_size[lane] = p(pressure_drift_by_size, lane);
    totals.persistence[lane] = p(pressure_persistence, lane);
    totals.fade[lane] = p(pressure_fade, lane);
    totals.diaspora[lane] = p(diaspora_elasticity, lane);
    totals.turns_over[lane] = p(turnover, lane);
  }
}

}  // namespace peregrine
