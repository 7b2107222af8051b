// What a simulator leaves behind of a year.
#pragma once

#include <cstdint>

#include "kernels/world.h"

namespace peregrine {

// Draws `first` ... `first + count - 1` in the year `step`: the first `count` lanes of tiles of
// `width` lanes, one after the other in the arrays of `output`, which is that of all years
// (kernels/tile_arrays.h).
struct YearLanes {
  TileOutput output;
  int width;
  std::int64_t first;
  std::int64_t count;
  int step;

  std::int64_t tiles() const { return (count + width - 1) / width; }
};

}  // namespace peregrine
