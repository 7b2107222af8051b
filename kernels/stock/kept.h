// Stocks of the corridors whose single draws are kept.
#pragma once

#include "kernels/ground/tile.h"
#include "kernels/world.h"

namespace peregrine {

template <int W>
PEREGRINE_FUNCTION void keep_corridors(const KeptView& kept, const Tile& tile,
                                       const TileOutput& output) {
  for (int at = 0; at < kept.corridors; ++at) {
    const float* const stock = lanes_of(output.stock, tile)[kept.corridor[at]];
    float* const persons = lanes_of(output.kept_stock, tile)[at];
    PEREGRINE_LANES(lane, W) persons[lane] = stock[lane];
  }
}

}  // namespace peregrine
