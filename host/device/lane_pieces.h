// Hands on the many lanes of a GPU in pieces, on the host's threads.
#pragma once

#include <algorithm>
#include <cstdint>

#include "host/device/simulator.h"
#include "host/output/year_lanes.h"
#include "host/support/parallel.h"
#include "kernels/tile_arrays.h"

namespace peregrine {

// Calls take(piece) for pieces of most_lanes_together lanes of a year of one tile. Arrays that the
// host does not have are null.
template <typename Take>
void for_each_piece(const WorldView& world, const YearLanes& year, int threads, const Take& take) {
  constexpr std::int64_t lanes = most_lanes_together;
  const std::int64_t pieces = (year.count + lanes - 1) / lanes;
  parallel_ranges(pieces, threads, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t at = begin; at < end; ++at) {
      const std::int64_t before = at * lanes;
      YearLanes piece = year;
      piece.first += before;
      piece.count = std::min(lanes, year.count - before);
      TileState state = {};
      visit_tile_arrays(world, state, piece.output, [=](auto*& array, const ArrayRows& rows) {
        if (rows.kind != ArrayKind::state && array != nullptr) array += before;
      });
      take(piece);
    }
  });
}

}  // namespace peregrine
