// One draw, from its beginning to its last year: the processes in the order in which they act.
// The model's table of contents.
#pragma once

#include "kernels/climate/year.h"
#include "kernels/conflict/year.h"
#include "kernels/displacement/refugees.h"
#include "kernels/drivers/drivers.h"
#include "kernels/drivers/food.h"
#include "kernels/economy/economy.h"
#include "kernels/routes/months.h"
#include "kernels/stock/baseline.h"
#include "kernels/stock/population.h"
#include "kernels/stock/shocks.h"
#include "kernels/stock/stock.h"

namespace peregrine {

// Zeroes what the corridors and countries of a year add to.
template <int W>
PEREGRINE_FUNCTION void clear_year(const WorldView& world, const Tile& tile, int step,
                                   const TileState& state, const TileOutput& output) {
  for (int country = 0; country < world.countries; ++country) {
    const std::int64_t plane = static_cast<std::int64_t>(step) * world.countries + country;
    float* const immigration = lanes(state.immigration, country, state.stride, tile);
    float* const outmigration = lanes(state.outmigration, country, state.stride, tile);
    float* const emigration = lanes(state.emigration, country, state.stride, tile);
    float* const homecoming = lanes(state.homecoming, country, state.stride, tile);
    double* const immigrants = lanes(output.immigrants, plane, output.stride, tile);
    double* const emigrants = lanes(output.emigrants, plane, output.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      immigration[lane] = outmigration[lane] = emigration[lane] = homecoming[lane] = 0.0f;
      immigrants[lane] = emigrants[lane] = 0.0;
    }
  }
  for (int flow = 0; flow < global_flow_count; ++flow) {
    double* const total =
        lanes(output.global_flows, step * global_flow_count + flow, output.stride, tile);
    double* const stock = lanes(output.global_stock, step, output.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) total[lane] = stock[lane] = 0.0;
  }
}

// Adds the first year's stocks up by destination, by origin and over the world.
template <int W>
PEREGRINE_FUNCTION void count_first_year(const WorldView& world, const Tile& tile,
                                         const TileOutput& output) {
  double* const total = lanes(output.global_stock, 0, output.stride, tile);
  for (int corridor = 0; corridor < world.corridors; ++corridor) {
    const float* const stock = lanes(output.stock, corridor, output.stride, tile);
    double* const immigrants =
        lanes(output.immigrants, world.destination[corridor], output.stride, tile);
    double* const emigrants = lanes(output.emigrants, world.origin[corridor], output.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      immigrants[lane] += static_cast<double>(stock[lane]);
      emigrants[lane] += static_cast<double>(stock[lane]);
      total[lane] += static_cast<double>(stock[lane]);
    }
  }
}

template <int W>
PEREGRINE_FUNCTION void begin_draws(const WorldView& world, const StockSwitches& switches,
                                    const Tile& tile, const TileState& state,
                                    const TileOutput& output) {
  const int uncertain = switches.parameter_uncertainty;
  choose_parameters<W>(world, switches, tile, state, output);
  begin_climate<W>(world.climate, world.countries, tile, state.climate, output.climate);
  begin_economy<W>(world.economy, world.countries, uncertain, tile, state.economy);
  if (world.economy.present != 0) {
    begin_drivers<W>(world.drivers, uncertain, tile, state.drivers);
    begin_food<W>(world.drivers, uncertain, tile, state.drivers);
  }
  begin_populations<W>(world, tile, state, output);
  count_food_stress<W>(world, tile, 0, state, output.food_stressed);
  begin_corridors<W>(world, switches, tile, state, output);
  begin_conflict_years<W>(world, tile, state, output.conflict);
  begin_displacement_years<W>(world, switches, tile, state, output);
  begin_routes<W>(world, switches, tile, state);
  advance_route_year<W>(world, tile, 0, state, output);
  clear_year<W>(world, tile, 0, state, output);
  close_route_year<W>(world, tile, 0, state, output);
  count_first_year<W>(world, tile, output);
}

// Advances from year `step - 1` to `step`, counted from the first year.
template <int W>
PEREGRINE_FUNCTION void advance_year(const WorldView& world, const StockSwitches& switches,
                                     const Tile& tile, int step, const TileState& state,
                                     const TileOutput& output) {
  clear_year<W>(world, tile, step, state, output);
  advance_climate<W>(world.climate, world.countries, tile, step, state.climate, output.climate);
  remember_last_year<W>(world, tile, state);
  advance_economy<W>(world.economy, world.countries, tile, step, state.economy);
  advance_conflict_year<W>(world, tile, step, state, output.conflict);
  advance_displacement_year<W>(world, tile, step, state, output);
  weigh_populations<W>(world, tile, state);
  weigh_drivers<W>(world, tile, step, state);
  weigh_food<W>(world, tile, step, state);
  count_food_stress<W>(world, tile, step, state, output.food_stressed);
  advance_route_year<W>(world, tile, step, state, output);
  shake_countries<W>(world, switches, tile, step, state);
  advance_stock<W>(world, switches, tile, step, state, output);
  close_populations<W>(world, tile, step, state, output);
  close_route_year<W>(world, tile, step, state, output);
}

template <int W>
PEREGRINE_FUNCTION void run_draws(const WorldView& world, const StockSwitches& switches,
                                  const Tile& tile, const TileState& state,
                                  const TileOutput& output) {
  begin_draws<W>(world, switches, tile, state, output);
  for (int step = 1; step <= world.years; ++step) {
    advance_year<W>(world, switches, tile, step, state, output);
  }
}

}  // namespace peregrine
