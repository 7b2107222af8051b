// The list of all arrays of a tile, for those who allocate, move on or copy them.
//
// `visit(array, rows)` is called once for every array, with the pointer itself and how many rows of
// lanes it has. An array that a world does not need is not visited.
#pragma once

#include <type_traits>

#include "kernels/world.h"

namespace peregrine {

// What an array is: of the state; of the outputs by year; an output that all years share.
enum class ArrayKind { state, output, label };

struct ArrayRows {
  ArrayKind kind;
  std::int64_t rows;  // of a plane
  int planes;         // 1 but for outputs
  std::int64_t all() const { return rows * planes; }
};

// Hands arrays of one kind and number of rows to a visitor.
template <class Visit>
struct ArrayVisit {
  Visit& visit;
  int planes;

  template <typename... Arrays>
  void states(std::int64_t rows, Arrays*&... arrays) const {
    (visit(arrays, ArrayRows{ArrayKind::state, rows, 1}), ...);
  }
  template <typename... Arrays>
  void outputs(std::int64_t rows, Arrays*&... arrays) const {
    (visit(arrays, ArrayRows{ArrayKind::output, rows, planes}), ...);
  }
  void label(int*& array) const { visit(array, ArrayRows{ArrayKind::label, 1, 1}); }
};

template <class Visit>
void visit_stock_arrays(const WorldView& world, TileState& state, TileOutput& output,
                        const ArrayVisit<Visit>& visit) {
  visit.states(world.corridors, state.pressure, state.level);
  visit.states(stock_parameter_count, state.parameters);
  visit.states(world.countries, state.volatility, state.origin_shock, state.destination_shock,
               state.origin_pull, state.destination_pull, state.supply, state.supply_by_stock,
               state.immigration, state.outmigration, state.emigration, state.homecoming,
               state.population);
  ArrayVisit<Visit>{visit.visit, output.stock_planes}.outputs(world.corridors, output.stock);
  visit.outputs(world.countries, output.immigrants, output.emigrants, output.population,
                output.stock_revision);
  visit.outputs(1, output.global_stock, output.food_stressed);
  visit.outputs(global_flow_count, output.global_flows);
  visit.label(output.posterior_row);
  if (world.kept.corridors > 0) visit.outputs(world.kept.corridors, output.kept_stock);
}

template <class Visit>
void visit_climate_arrays(const WorldView& world, ClimateState& state, ClimateOutput& output,
                          const ArrayVisit<Visit>& visit) {
  visit.states(climate_parameter_count, state.parameters);
  visit.states(climate_variable_count, state.variables);
  visit.states(world.countries, state.pattern, state.warming);
  visit.label(output.row);
  visit.outputs(1, output.temperature, output.co2);
  visit.outputs(bloc_count, output.emissions);
}

template <class Visit>
void visit_economy_arrays(const WorldView& world, TileState& state,
                          const ArrayVisit<Visit>& visit) {
  visit.states(economy_parameter_count, state.economy.parameters);
  visit.states(world.countries, state.economy.deviation, state.economy.income);
  visit.states(driver_parameter_count, state.drivers.parameters);
}

template <class Visit>
void visit_conflict_arrays(const WorldView& world, ConflictState& state, ConflictOutput& output,
                           const ArrayVisit<Visit>& visit) {
  visit.states(conflict_parameter_count, state.parameters);
  visit.states(world.countries, state.intensity, state.deaths, state.fought, state.other,
               state.memory, state.long_memory, state.other_past, state.effect, state.interstate,
               state.coup_memory, state.contagion, state.heat, state.log_population,
               state.log_income);
  visit.states(1, state.belt, state.common);
  if (world.events.countries.count > 0) {
    visit.states(world.countries, state.event_coup, state.event_state, state.event_deaths);
  }
  visit.outputs(1, output.minor_countries, output.war_countries, output.interstate_wars,
                output.coups, output.deaths);
  visit.label(output.posterior_row);
  visit.outputs(world.countries, output.intensity_of, output.deaths_of);
}

template <class Visit>
void visit_displacement_arrays(const WorldView& world, TileState& tile, TileOutput& output,
                               const ArrayVisit<Visit>& visit) {
  const DisplacementView& view = world.displacement;
  DisplacementState& state = tile.displacement;
  DisplacementOutput& year = tile.displaced_year;
  visit.states(displacement_parameter_count, state.parameters);
  visit.states(view.pairs, state.stock, state.fresh, state.count_shock, year.arrivals, year.exits,
               year.ended, year.staying, tile.refugees.in_stock, tile.refugees.late_fresh,
               tile.refugees.late_arrivals, tile.refugees.late_exits, tile.refugees.late_ended);
  visit.states(view.areas, state.log_deaths, state.calm_years, state.hosted,
               year.displaced_by_origin, year.outflow_by_origin);
  visit.states(1, year.displaced);
  if (world.events.countries.count > 0) {
    visit.states(view.areas, state.event_outflow, state.event_exits);
  }
  visit.states(world.countries, tile.refugees.settling);
  visit.outputs(1, output.displaced);
  visit.outputs(world.countries, output.displaced_from, output.newly_displaced);
}

template <class Visit>
void visit_route_arrays(const RoutesView& view, RoutesState& state, RoutesOutput& output,
                        const ArrayVisit<Visit>& visit) {
  visit.states(1, state.irregular_share);
  visit.states(route_parameter_count, state.parameters);
  visit.states(view.borders.count, state.anomaly, state.change, state.diverted, state.stopped,
               state.stopped_more, state.kept, state.level, state.called, state.calm);
  visit.states(view.corridors.count, state.pull, state.displaced, state.desire, state.log_share,
               state.weight, state.mix, state.year_mix, state.entering);
  visit.states(view.fronts.count, state.active, state.age, state.length, state.growth, state.size,
               state.kind, state.success, state.deterrence, state.attempts_by_campaign,
               state.last_signal, state.last_anomaly);
  visit.states(view.fronts.count * belief_count, state.belief);
  visit.states(view.fronts.actors, state.tension);
  visit.outputs(months_a_year * view.routes, output.detections);
  visit.outputs(months_a_year * view.borders.count, output.attempts, output.entries, output.deaths,
                output.diverted, output.level);
  visit.outputs(months_a_year * view.fronts.count, output.active, output.campaign, output.actor);
  visit.outputs(view.corridors.count, output.by_corridor);
  if (view.kept_years > 0) {
    visit.outputs(months_a_year * view.corridors.count, output.entries_by_nationals);
  }
  visit.outputs(1, output.entries_year, output.flow_year, output.joined_year, output.cost_year);
  if (view.events != 0) {
    visit.states(view.borders.count, state.event_departures, state.event_attempts,
                 state.event_through, state.event_deaths, state.event_posture);
  }
}

template <class Visit>
void visit_assimilation_arrays(const WorldView& world, AssimilationState& state,
                               const ArrayVisit<Visit>& visit) {
  visit.states(world.corridors, state.own);
  visit.states(world.countries, state.shared);
}

// `output.planes` and `output.stock_planes` are set before.
template <class Visit>
void visit_tile_arrays(const WorldView& world, TileState& state, TileOutput& output,
                       Visit&& visitor) {
  const ArrayVisit<std::remove_reference_t<Visit>> visit = {visitor, output.planes};
  visit_stock_arrays(world, state, output, visit);
  if (world.climate.members > 0) visit_climate_arrays(world, state.climate, output.climate, visit);
  if (world.economy.present != 0) visit_economy_arrays(world, state, visit);
  if (world.conflict_links.present != 0) {
    visit_conflict_arrays(world, state.conflict, output.conflict, visit);
  }
  if (world.refugees.pair != nullptr) visit_displacement_arrays(world, state, output, visit);
  if (world.routes.present != 0) {
    visit_route_arrays(world.routes, state.routes, output.routes, visit);
  }
  if (world.figures.step > 0) visit_assimilation_arrays(world, state.assimilation, visit);
  if (world.events.count > 0) {
    visit.states(world.events.count, state.events.begins, state.events.ends, state.events.log_size);
  }
}

// Moves every array on to tile `index`, where each array holds one tile of `width` lanes after the
// other.
inline void move_to_tile(const WorldView& world, std::int64_t index, int width, TileState& state,
                         TileOutput& output) {
  visit_tile_arrays(world, state, output, [=](auto*& array, const ArrayRows& rows) {
    array += index * rows.all() * width;
  });
}

// The output of the year `step`, of that of all years, where rows have `stride` lanes.
inline TileOutput output_of_year(const WorldView& world, TileOutput all, int step,
                                 std::int64_t stride) {
  const int before = (step + all.stock_planes - 1) % all.stock_planes;
  all.stock_before = all.stock + before * world.corridors * stride;
  TileState state = {};
  visit_tile_arrays(world, state, all, [=](auto*& array, const ArrayRows& rows) {
    if (rows.kind == ArrayKind::output) array += step % rows.planes * rows.rows * stride;
  });
  return all;
}

}  // namespace peregrine
