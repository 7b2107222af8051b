// One draw, from its beginning to its last year: the processes in the order in which they act.
// The model's table of contents.
#pragma once

#include "kernels/assimilation/stock.h"
#include "kernels/climate/year.h"
#include "kernels/conflict/year.h"
#include "kernels/displacement/refugees.h"
#include "kernels/drivers/drivers.h"
#include "kernels/drivers/food.h"
#include "kernels/economy/economy.h"
#include "kernels/events/events.h"
#include "kernels/routes/months.h"
#include "kernels/stock/baseline.h"
#include "kernels/stock/kept.h"
#include "kernels/stock/population.h"
#include "kernels/stock/shocks.h"
#include "kernels/stock/stock.h"

namespace peregrine {

// Zeroes what the corridors and countries of a year add to.
template <int W>
PEREGRINE_FUNCTION void clear_year(const WorldView& world, const Tile& tile, const TileState& state,
                                   const TileOutput& output) {
  for (int country = 0; country < world.countries; ++country) {
    clear_lanes<W>(tile.row(country), state.immigration, state.outmigration, state.emigration,
                   state.homecoming, output.immigrants, output.emigrants, output.stock_revision);
  }
  for (int flow = 0; flow < global_flow_count; ++flow) {
    clear_lanes<W>(tile.row(flow), output.global_flows);
  }
  clear_lanes<W>(tile.lane0, output.global_stock);
}

// Adds the first year's stocks up by destination, by origin and over the world.
template <int W>
PEREGRINE_FUNCTION void count_first_year(const WorldView& world, const Tile& tile,
                                         const TileOutput& output) {
  double* const total = output.global_stock + tile.lane0;
  for (int corridor = 0; corridor < world.corridors; ++corridor) {
    const float* const stock = lanes_of(output.stock, tile)[corridor];
    const std::int64_t destination = tile.row(world.destination[corridor]);
    const std::int64_t origin = tile.row(world.origin[corridor]);
    PEREGRINE_LANES(lane, W) {
      const double persons = static_cast<double>(stock[lane]);
      output.immigrants[destination + lane] += persons;
      output.emigrants[origin + lane] += persons;
      total[lane] += persons;
    }
  }
}

// The first year. `output` is that year's.
template <int W>
PEREGRINE_FUNCTION void begin_draws(const WorldView& world, const StockSwitches& switches,
                                    const Tile& tile, const TileState& state,
                                    const TileOutput& output) {
  const int uncertain = switches.parameter_uncertainty;
  choose_row<W>({world.posterior, world.posterior_rows, stock_parameter_count}, Process::posterior,
                uncertain != 0, tile, state.parameters, output.posterior_row);
  begin_climate<W>(world.climate, world.countries, tile, state.climate, output.climate);
  begin_economy<W>(world.economy, world.countries, uncertain, tile, state.economy);
  if (world.economy.present != 0) begin_drivers<W>(world.drivers, uncertain, tile, state.drivers);
  begin_populations<W>(world, tile, state.population, output.population);
  weigh_food<W>(world, tile, 0, state, output.food_stressed);
  begin_corridors<W>(world, switches.measurement_error, tile, state, output.stock);
  draw_events<W>(world.events, tile, state.events);
  begin_conflict_years<W>(world, tile, state, output.conflict);
  begin_displacement_years<W>(world, uncertain, tile, state, output);
  begin_assimilation<W>(world, tile, state.assimilation);
  begin_routes<W>(world.routes, uncertain != 0, tile, state.routes);
  advance_route_year<W>(world, tile, 0, state, output);
  clear_year<W>(world, tile, state, output);
  close_route_year<W>(world.routes, tile, state.routes, output);
  count_first_year<W>(world, tile, output);
  count_natives<W>(world, tile, state, output);
  keep_corridors<W>(world.kept, tile, output);
}

// Advances from year `step - 1` to `step`, counted from the first year. `output` is that year's.
template <int W>
PEREGRINE_FUNCTION void advance_year(const WorldView& world, const StockSwitches& switches,
                                     const Tile& tile, int step, const TileState& state,
                                     const TileOutput& output) {
  clear_year<W>(world, tile, state, output);
  advance_climate<W>(world.climate, world.countries, tile, step, state.climate, output.climate);
  remember_last_year<W>(world, tile, state);
  advance_economy<W>(world.economy, world.countries, tile, step, state.economy);
  advance_conflict_year<W>(world, tile, step, state, output.conflict);
  advance_displacement_year<W>(world, tile, step, state, output);
  weigh_populations<W>(world, tile, state);
  weigh_drivers<W>(world, tile, step, state);
  weigh_food<W>(world, tile, step, state, output.food_stressed);
  advance_route_year<W>(world, tile, step, state, output);
  shake_countries<W>(world, switches.innovations, tile, step, state);
  advance_stock<W>(world, switches, tile, step, state, output);
  assimilate_stock<W>(world, switches.measurement_error, tile, step, state, output);
  keep_corridors<W>(world.kept, tile, output);
  close_populations<W>(world, tile, step, state, output);
  count_natives<W>(world, tile, state, output);
  close_route_year<W>(world.routes, tile, state.routes, output);
}

}  // namespace peregrine
