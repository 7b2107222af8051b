// How a realization begins: the parameters it lives by, the stock of the first year with the error
// of its source, the population.
#pragma once

#include "kernels/ground/math.h"
#include "kernels/ground/posterior.h"

namespace peregrine {

// One row of the posterior a realization; row 0, the mean, where parameter uncertainty is off.
template <int W>
PEREGRINE_FUNCTION void choose_parameters(const WorldView& world, const StockSwitches& switches,
                                          const Tile& tile, const TileState& state,
                                          const TileOutput& output) {
  choose_row<W>({world.posterior, world.posterior_rows, stock_parameter_count}, Process::posterior,
                switches.parameter_uncertainty != 0, tile, state.parameters, output.posterior_row);
}

template <int W>
PEREGRINE_FUNCTION void begin_populations(const WorldView& world, const Tile& tile,
                                          const TileState& state, const TileOutput& output) {
  for (int country = 0; country < world.countries; ++country) {
    double* const population = lanes(state.population, country, state.stride, tile);
    double* const population_out = lanes(output.population, country, output.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      population[lane] = static_cast<double>(world.population[country]);
      population_out[lane] = population[lane];
    }
  }
}

// Log error of one corridor's figure: a part that all figures of its destination share and one of
// its own, centred so that the error's mean is one and the world's expected total the table's.
PEREGRINE_FUNCTION float revision_error(float own, float shared, std::uint32_t own_bits,
                                        std::uint32_t shared_bits) {
  const float centre = -0.5f * fused(own, own, shared * shared);
  return fused(own, normal_from_bits(own_bits),
               fused(shared, normal_from_bits(shared_bits), centre));
}

template <int W>
PEREGRINE_FUNCTION void begin_corridor(const WorldView& world, const StockSwitches& switches,
                                       const Tile& tile, int corridor,
                                       const std::uint32_t* own_bits,
                                       const std::uint32_t* shared_bits, const TileState& state,
                                       const TileOutput& output) {
  const float own = world.revision_scale[corridor];
  const float shared = world.revision_destination[world.destination[corridor]];
  const float* const elasticity = lanes(state, diaspora_elasticity, tile);
  const float* const departing = lanes(state, turnover, tile);
  const float* const newcomer = lanes(state, newcomer_pressure, tile);
  float* const stock = lanes(output.stock, corridor, output.stride, tile);
  float* const level = lanes(state.level, corridor, state.stride, tile);
  float* const pressure = lanes(state.pressure, corridor, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float log_error =
        switches.measurement_error * revision_error(own, shared, own_bits[lane], shared_bits[lane]);
    const float error = switches.measurement_error > 0.0f ? exponential(log_error) : 1.0f;
    stock[lane] = world.stock[corridor] * error;
    level[lane] = fused(1.0f - elasticity[lane], world.log_reference[corridor] + log_error,
                        natural_logarithm(departing[lane]));
    pressure[lane] = fused(world.newcomer[corridor], newcomer[lane], world.pressure[corridor]);
  }
}

template <int W>
PEREGRINE_FUNCTION void begin_corridors(const WorldView& world, const StockSwitches& switches,
                                        const Tile& tile, const TileState& state,
                                        const TileOutput& output) {
  TileWords<W> shared;
  int drawn_for = world.destination[0];
  draw_words<W>(tile, Process::baseline_destination, drawn_for, 0, shared);
  for (int group = 0; group < world.corridors; group += 4) {
    TileWords<W> words;
    draw_words<W>(tile, Process::baseline, group / 4, 0, words);
    for (int k = 0; k < 4; ++k) {
      const int destination = world.destination[group + k];
      if (destination != drawn_for) {
        draw_words<W>(tile, Process::baseline_destination, destination, 0, shared);
        drawn_for = destination;
      }
      begin_corridor<W>(world, switches, tile, group + k, words.word[k], shared.word[0], state,
                        output);
    }
  }
}

}  // namespace peregrine
