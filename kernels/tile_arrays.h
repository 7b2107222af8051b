// The list of all arrays of a tile, for those who allocate, move on or copy them.
//
// `visit` is called once for every array, with the pointer itself and how many rows of lanes it
// has: `visit.state(array, rows)`; `visit.output(array, rows, planes)`, rows of a year, of which
// there are so many planes; `visit.label(array, rows)` for outputs of all years. An array that a
// world does not need is not visited.
#pragma once

#include "kernels/world.h"

namespace peregrine {

template <class Visit, typename... Arrays>
void visit_states(Visit& visit, std::int64_t rows, Arrays*&... arrays) {
  (visit.state(arrays, rows), ...);
}

// Visits outputs by year.
template <class Visit>
struct VisitYear {
  Visit& visit;
  int planes;

  template <typename... Arrays>
  void operator()(std::int64_t rows, Arrays*&... arrays) const {
    (visit.output(arrays, rows, planes), ...);
  }
};

template <class Visit>
void visit_stock_arrays(const WorldView& world, TileState& state, TileOutput& output,
                        Visit& visit) {
  const VisitYear<Visit> visit_outputs = {visit, output.planes};
  visit_states(visit, world.corridors, state.pressure, state.level);
  visit_states(visit, stock_parameter_count, state.parameters);
  visit_states(visit, world.countries, state.volatility, state.origin_shock,
               state.destination_shock, state.origin_pull, state.destination_pull, state.supply,
               state.immigration, state.outmigration, state.emigration, state.homecoming,
               state.population);
  visit.output(output.stock, world.corridors, output.stock_planes);
  visit_outputs(world.countries, output.immigrants, output.emigrants, output.population);
  visit_outputs(1, output.global_stock, output.food_stressed);
  visit_outputs(global_flow_count, output.global_flows);
  visit.label(output.posterior_row, 1);
}

template <class Visit>
void visit_climate_arrays(const WorldView& world, ClimateState& state, ClimateOutput& output,
                          const VisitYear<Visit>& visit_outputs) {
  Visit& visit = visit_outputs.visit;
  visit_states(visit, climate_parameter_count, state.parameters);
  visit_states(visit, climate_variable_count, state.variables);
  visit_states(visit, world.countries, state.pattern, state.warming);
  visit.label(output.row, 1);
  visit_outputs(1, output.temperature, output.co2);
  visit_outputs(bloc_count, output.emissions);
}

template <class Visit>
void visit_economy_arrays(const WorldView& world, TileState& state, Visit& visit) {
  visit_states(visit, economy_parameter_count, state.economy.parameters);
  visit_states(visit, world.countries, state.economy.deviation, state.economy.income);
  visit_states(visit, driver_parameter_count, state.drivers.parameters);
}

template <class Visit>
void visit_conflict_arrays(const WorldView& world, ConflictState& state, ConflictOutput& output,
                           const VisitYear<Visit>& visit_outputs) {
  Visit& visit = visit_outputs.visit;
  visit_states(visit, conflict_parameter_count, state.parameters);
  visit_states(visit, world.countries, state.intensity, state.deaths, state.memory,
               state.interstate, state.coup_memory, state.contagion, state.heat,
               state.log_population, state.log_income);
  visit_states(visit, 1, state.belt);
  visit_outputs(1, output.minor_countries, output.war_countries, output.interstate_wars,
                output.coups, output.deaths);
  visit.label(output.posterior_row, 1);
  visit_outputs(world.countries, output.intensity_of, output.deaths_of);
}

template <class Visit>
void visit_displacement_arrays(const WorldView& world, TileState& tile, TileOutput& output,
                               const VisitYear<Visit>& visit_outputs) {
  Visit& visit = visit_outputs.visit;
  const DisplacementView& view = world.displacement;
  DisplacementState& state = tile.displacement;
  DisplacementOutput& year = tile.displaced_year;
  visit_states(visit, displacement_parameter_count, state.parameters);
  visit_states(visit, view.pairs, state.stock, state.fresh, state.count_shock, year.arrivals,
               year.exits, year.ended, tile.refugees.in_stock);
  visit_states(visit, view.areas, state.log_deaths, year.displaced_by_origin,
               year.outflow_by_origin);
  visit_states(visit, 1, year.displaced);
  visit_states(visit, world.countries, tile.refugees.settling);
  visit_outputs(1, output.displaced);
  visit_outputs(world.countries, output.displaced_from);
}

template <class Visit>
void visit_route_arrays(const WorldView& world, RoutesState& state, RoutesOutput& output,
                        const VisitYear<Visit>& visit_outputs) {
  Visit& visit = visit_outputs.visit;
  const RoutesView& view = world.routes;
  visit_states(visit, 1, state.irregular_share);
  visit_states(visit, route_parameter_count, state.parameters);
  visit_states(visit, world.countries, state.pull, state.displaced, state.desire);
  visit_states(visit, view.borders.count, state.anomaly, state.change, state.diverted,
               state.stopped, state.stopped_more, state.kept, state.level, state.called,
               state.calm);
  visit_states(visit, view.corridors.count, state.log_share, state.mix, state.year_mix,
               state.entering);
  visit_states(visit, view.fronts.count, state.active, state.age, state.length, state.growth,
               state.size, state.kind, state.success, state.deterrence, state.attempts_by_campaign,
               state.last_signal, state.last_anomaly);
  visit_states(visit, view.fronts.count * belief_count, state.belief);
  visit_states(visit, view.fronts.actors, state.tension);
  visit_outputs(months_a_year * view.routes, output.detections);
  visit_outputs(months_a_year * view.borders.count, output.attempts, output.entries, output.deaths,
                output.diverted, output.level);
  visit_outputs(months_a_year * view.fronts.count, output.active, output.campaign, output.actor);
  visit_outputs(view.corridors.count, output.by_corridor);
  visit_outputs(1, output.entries_year, output.flow_year, output.joined_year, output.cost_year);
}

// `output.planes` and `output.stock_planes` are set before.
template <class Visit>
void visit_tile_arrays(const WorldView& world, TileState& state, TileOutput& output, Visit& visit) {
  const VisitYear<Visit> by_year = {visit, output.planes};
  visit_stock_arrays(world, state, output, visit);
  if (world.climate.members > 0) {
    visit_climate_arrays(world, state.climate, output.climate, by_year);
  }
  if (world.economy.present != 0) visit_economy_arrays(world, state, visit);
  if (world.conflict_links.present != 0) {
    visit_conflict_arrays(world, state.conflict, output.conflict, by_year);
  }
  if (world.refugees.pair != nullptr) visit_displacement_arrays(world, state, output, by_year);
  if (world.routes.present != 0) visit_route_arrays(world, state.routes, output.routes, by_year);
}

// Moves every array on to tile `index`, where each array holds one tile of `width` lanes after the
// other.
struct MoveToTile {
  std::int64_t index;
  std::int64_t width;

  template <typename T>
  void state(T*& array, std::int64_t rows) const {
    array += index * rows * width;
  }
  template <typename T>
  void output(T*& array, std::int64_t rows, int planes) const {
    state(array, rows * planes);
  }
  template <typename T>
  void label(T*& array, std::int64_t rows) const {
    state(array, rows);
  }
};

// Moves every output on to the plane of the year `step`, where rows have `stride` lanes.
struct MoveToYear {
  int step;
  std::int64_t stride;

  template <typename T>
  void state(T*&, std::int64_t) const {}
  template <typename T>
  void output(T*& array, std::int64_t rows, int planes) const {
    array += step % planes * rows * stride;
  }
  template <typename T>
  void label(T*&, std::int64_t) const {}
};

// The output of the year `step`, of that of all years.
inline TileOutput output_of_year(const WorldView& world, TileOutput all, int step,
                                 std::int64_t stride) {
  const float* const stock = all.stock;
  const int before = (step + all.stock_planes - 1) % all.stock_planes;
  TileState state = {};
  MoveToYear move = {step, stride};
  visit_tile_arrays(world, state, all, move);
  all.stock_before = stock + before * world.corridors * stride;
  return all;
}

}  // namespace peregrine
