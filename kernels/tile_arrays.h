// The list of all arrays of a tile, for those who allocate, move on or copy them.
//
// `visit.state(array, rows)` and `visit.output(array, rows)` are called once for every array, with
// the pointer itself and how many rows of lanes it has. An array that a world does not need is not
// visited.
#pragma once

#include "kernels/world.h"

namespace peregrine {

template <class Visit>
void visit_stock_arrays(const WorldView& world, TileState& state, Visit& visit) {
  visit.state(state.pressure, world.corridors);
  visit.state(state.level, world.corridors);
  visit.state(state.parameters, stock_parameter_count);
  for (float** array :
       {&state.volatility, &state.origin_shock, &state.destination_shock, &state.origin_pull,
        &state.destination_pull, &state.supply, &state.immigration, &state.outmigration,
        &state.emigration, &state.homecoming}) {
    visit.state(*array, world.countries);
  }
  visit.state(state.population, world.countries);
}

template <class Visit>
void visit_climate_arrays(const WorldView& world, ClimateState& state, ClimateOutput& output,
                          Visit& visit) {
  visit.state(state.parameters, climate_parameter_count);
  visit.state(state.variables, climate_variable_count);
  visit.state(state.pattern, world.countries);
  visit.state(state.warming, world.countries);
  visit.output(output.row, 1);
  visit.output(output.temperature, world.years + 1);
  visit.output(output.co2, world.years + 1);
  visit.output(output.emissions, (world.years + 1) * bloc_count);
}

template <class Visit>
void visit_economy_arrays(const WorldView& world, TileState& state, Visit& visit) {
  visit.state(state.economy.parameters, economy_parameter_count);
  visit.state(state.economy.deviation, world.countries);
  visit.state(state.economy.income, world.countries);
  visit.state(state.drivers.parameters, driver_parameter_count);
}

template <class Visit>
void visit_conflict_arrays(const WorldView& world, ConflictState& state, ConflictOutput& output,
                           Visit& visit) {
  const int times = world.years + 1;
  visit.state(state.parameters, conflict_parameter_count);
  for (float** array :
       {&state.intensity, &state.deaths, &state.memory, &state.interstate, &state.coup_memory,
        &state.contagion, &state.heat, &state.log_population, &state.log_income}) {
    visit.state(*array, world.countries);
  }
  visit.state(state.belt, 1);
  for (float** array :
       {&output.minor_countries, &output.war_countries, &output.interstate_wars, &output.coups}) {
    visit.output(*array, times);
  }
  visit.output(output.deaths, times);
  visit.output(output.posterior_row, 1);
  visit.output(output.intensity_of, times * world.countries);
  visit.output(output.deaths_of, times * world.countries);
}

template <class Visit>
void visit_displacement_arrays(const WorldView& world, TileState& tile, TileOutput& output,
                               Visit& visit) {
  const DisplacementView& view = world.displacement;
  DisplacementState& state = tile.displacement;
  DisplacementOutput& year = tile.displaced_year;
  visit.state(state.parameters, displacement_parameter_count);
  for (float** array : {&state.stock, &state.fresh, &state.count_shock, &year.arrivals, &year.exits,
                        &year.ended, &tile.refugees.in_stock}) {
    visit.state(*array, view.pairs);
  }
  visit.state(state.log_deaths, view.areas);
  visit.state(year.displaced_by_origin, view.areas);
  visit.state(year.outflow_by_origin, view.areas);
  visit.state(year.displaced, 1);
  visit.state(tile.refugees.settling, world.countries);
  visit.output(output.displaced, world.years + 1);
  visit.output(output.displaced_from, (world.years + 1) * world.countries);
}

template <class Visit>
void visit_route_states(const WorldView& world, RoutesState& state, Visit& visit) {
  const RoutesView& view = world.routes;
  visit.state(state.irregular_share, 1);
  visit.state(state.parameters, route_parameter_count);
  for (float** array : {&state.pull, &state.displaced, &state.desire}) {
    visit.state(*array, world.countries);
  }
  for (float** array : {&state.anomaly, &state.change, &state.diverted, &state.stopped, &state.kept,
                        &state.level, &state.called, &state.calm}) {
    visit.state(*array, view.borders.count);
  }
  for (float** array : {&state.log_share, &state.mix, &state.year_mix, &state.entering}) {
    visit.state(*array, view.corridors.count);
  }
  for (float** array : {&state.active, &state.age, &state.length, &state.growth, &state.size,
                        &state.kind, &state.success, &state.deterrence, &state.attempts_by_campaign,
                        &state.last_signal, &state.last_anomaly}) {
    visit.state(*array, view.fronts.count);
  }
  visit.state(state.belief, view.fronts.count * belief_count);
  visit.state(state.tension, view.fronts.actors);
}

template <class Visit>
void visit_route_outputs(const WorldView& world, RoutesOutput& output, Visit& visit) {
  const RoutesView& view = world.routes;
  const int years = world.years + 1;
  const int months = years * months_a_year;
  visit.output(output.detections, months * view.routes);
  for (float** array :
       {&output.attempts, &output.entries, &output.deaths, &output.diverted, &output.level}) {
    visit.output(*array, months * view.borders.count);
  }
  for (float** array : {&output.active, &output.campaign, &output.actor}) {
    visit.output(*array, months * view.fronts.count);
  }
  visit.output(output.by_corridor, years * view.corridors.count);
  for (double** array :
       {&output.entries_year, &output.flow_year, &output.joined_year, &output.cost_year}) {
    visit.output(*array, years);
  }
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
  void output(T*& array, std::int64_t rows) const {
    array += index * rows * width;
  }
};

// `output.stock_planes` is set before.
template <class Visit>
void visit_tile_arrays(const WorldView& world, TileState& state, TileOutput& output, Visit& visit) {
  const int times = world.years + 1;
  visit_stock_arrays(world, state, visit);
  if (world.climate.members > 0) {
    visit_climate_arrays(world, state.climate, output.climate, visit);
  }
  if (world.economy.present != 0) visit_economy_arrays(world, state, visit);
  if (world.conflict_links.present != 0) {
    visit_conflict_arrays(world, state.conflict, output.conflict, visit);
  }
  if (world.refugees.pair != nullptr) visit_displacement_arrays(world, state, output, visit);
  if (world.routes.present != 0) {
    visit_route_states(world, state.routes, visit);
    visit_route_outputs(world, output.routes, visit);
  }
  visit.output(output.stock, output.stock_planes * world.corridors);
  for (double** array : {&output.immigrants, &output.emigrants, &output.population}) {
    visit.output(*array, times * world.countries);
  }
  visit.output(output.global_stock, times);
  visit.output(output.global_flows, times * global_flow_count);
  visit.output(output.food_stressed, times);
  visit.output(output.posterior_row, 1);
}

}  // namespace peregrine
