// A tile's place among the draws, and the random words of its lanes.
//
// `W` lanes advance together. `lane0` is the tile's first lane in the rows of state and output,
// `draw0` the realization of that lane; the others follow.
#pragma once

#include "kernels/ground/driver_groups.h"
#include "kernels/ground/random.h"
#include "kernels/world.h"

namespace peregrine {

struct Tile {
  std::uint64_t seed;
  std::uint64_t draw0;
  std::int64_t lane0;
  SecondSeed second = {};
};

// The four random words of a unit for all lanes, word-major so that each is a lane array.
template <int W>
struct TileWords {
  alignas(4 * (W > 16 ? 16 : W)) std::uint32_t word[4][W];
};

template <int W>
PEREGRINE_FUNCTION void draw_words(const Tile& tile, Process process, int unit, int step,
                                   TileWords<W>& words) {
  random_words_of_tile<W>(seed_of(process, tile.seed, tile.second), tile.draw0, process,
                          static_cast<std::uint32_t>(unit), static_cast<std::uint32_t>(step),
                          words.word);
}

// The tile's part of one row of a lane array.
template <typename T>
PEREGRINE_FUNCTION T* lanes(T* array, std::int64_t row, std::int64_t stride, const Tile& tile) {
  return array + row * stride + tile.lane0;
}

PEREGRINE_FUNCTION const float* lanes(const TileState& state, StockParameter parameter,
                                      const Tile& tile) {
  return lanes(static_cast<const float*>(state.parameters), parameter, state.stride, tile);
}

// First lane of a year's plane of the stock.
PEREGRINE_FUNCTION float* stock_plane(const WorldView& world, const TileOutput& output, int step) {
  return output.stock +
         static_cast<std::int64_t>(step % output.stock_planes) * world.corridors * output.stride;
}

}  // namespace peregrine
