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

// `output.stock_planes` is set before.
template <class Visit>
void visit_tile_arrays(const WorldView& world, TileState& state, TileOutput& output, Visit& visit) {
  const int times = world.years + 1;
  visit_stock_arrays(world, state, visit);
  if (world.climate.members > 0) {
    visit_climate_arrays(world, state.climate, output.climate, visit);
  }
  if (world.economy.present != 0) visit_economy_arrays(world, state, visit);
  visit.output(output.stock, output.stock_planes * world.corridors);
  for (double** array : {&output.immigrants, &output.emigrants, &output.population}) {
    visit.output(*array, times * world.countries);
  }
  visit.output(output.global_stock, times);
  visit.output(output.global_flows, times * global_flow_count);
  visit.output(output.posterior_row, 1);
}

}  // namespace peregrine
