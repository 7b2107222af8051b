// The row of a posterior that each realization lives by.
#pragma once

#include "kernels/ground/tile.h"

namespace peregrine {

struct PosteriorView {
  const float* values;  // [row][column]
  int rows;             // row 0 is the mean, the others are draws
  int columns;
};

// Copies a row a lane into `parameters` [column][lane]: one of the draws by the words of `process`,
// or the mean where nothing is `uncertain`. `chosen` [lane] becomes its number; null: not wanted.
template <int W>
PEREGRINE_FUNCTION void choose_row(const PosteriorView& posterior, Process process, bool uncertain,
                                   const Tile& tile, float* parameters, int* chosen) {
  TileWords<W> words;
  draw_words<W>(tile, process, 0, 0, words);
  const auto p = lanes_of(parameters, tile);
  for (int lane = 0; lane < W; ++lane) {
    const auto draws = static_cast<std::uint64_t>(posterior.rows - 1);
    const std::uint64_t pick = (static_cast<std::uint64_t>(words.word[0][lane]) * draws) >> 32;
    const int row = uncertain && draws > 0 ? 1 + static_cast<int>(pick) : 0;
    if (chosen != nullptr) chosen[tile.lane0 + lane] = row;
    for (int column = 0; column < posterior.columns; ++column) {
      p(column, lane) = posterior.values[row * posterior.columns + column];
    }
  }
}

}  // namespace peregrine
