// How a realization begins: the parameters it lives by, the stock of the first year with the error
// of its source, the population.
#pragma once

#include "kernels/ground/math.h"
#include "kernels/ground/posterior.h"
#include "kernels/world.h"

namespace peregrine {

template <int W>
PEREGRINE_FUNCTION void begin_populations(const WorldView& world, const Tile& tile,
                                          double* population, double* population_out) {
  for (int country = 0; country < world.countries; ++country) {
    const auto persons = static_cast<double>(world.population[country]);
    fill_lanes<W>(population + tile.row(country), persons);
    fill_lanes<W>(population_out + tile.row(country), persons);
  }
}

// 1 where the figures of a destination have errors that a later revision takes away, 0 where they
// stand as they are: most destinations' figures have no newer source and are not revised.
PEREGRINE_FUNCTION float revised(float share, std::uint32_t bits) {
  return uniform_open(bits) < share ? 1.0f : 0.0f;
}

// Log error of one corridor's figure where it is revised: a part that all figures of its
// destination share and one of its own.
PEREGRINE_FUNCTION float revision_error(float own, float shared, float centre,
                                        std::uint32_t own_bits, std::uint32_t shared_bits) {
  return fused(own, normal_from_bits(own_bits),
               fused(shared, normal_from_bits(shared_bits), centre));
}

// The centre at which the error's mean is one, and the world's expected total the table's.
PEREGRINE_FUNCTION float centre_of_mean_one(float own, float shared) {
  return -0.5f * fused(own, own, shared * shared);
}

template <int W>
PEREGRINE_FUNCTION void begin_corridors(const WorldView& world, float measurement_error,
                                        const Tile& tile, const TileState& state, float* stock) {
  const auto p = lanes_of(state.parameters, tile);
  TileWords<W> words;
  TileWords<W> shared_words;
  int drawn_for = world.destination[0];
  draw_words<W>(tile, Process::baseline_destination, drawn_for, 0, shared_words);
  for (int corridor = 0; corridor < world.corridors; ++corridor) {
    const int destination = world.destination[corridor];
    const std::uint32_t* const own_bits =
        word_of_four<W>(tile, Process::baseline, corridor, 0, words);
    if (destination != drawn_for) {
      draw_words<W>(tile, Process::baseline_destination, destination, 0, shared_words);
      drawn_for = destination;
    }
    const float own = world.revision_scale[corridor];
    const float shared = world.revision_destination[destination];
    const float centre = centre_of_mean_one(own, shared);
    const float share = world.revised_share[destination];
    const std::int64_t here = tile.row(corridor);
    PEREGRINE_LANES(lane, W) {
      const float weight = measurement_error * revised(share, shared_words.word[1][lane]);
      const float log_error =
          weight * revision_error(own, shared, centre, own_bits[lane], shared_words.word[0][lane]);
      const float error = measurement_error > 0.0f ? exponential(log_error) : 1.0f;
      stock[here + lane] = world.stock[corridor] * error;
      state.level[here + lane] =
          fused(1.0f - p(diaspora_elasticity, lane), world.log_reference[corridor] + log_error,
                natural_logarithm(p(turnover, lane)));
      state.pressure[here + lane] =
          fused(world.newcomer[corridor], p(newcomer_pressure, lane), world.pressure[corridor]);
    }
  }
}

}  // namespace peregrine
