// Where the cells of an output lie in a simulator's arrays.
#pragma once

#include "host/output/extents.h"

namespace peregrine {

// Of an output with cells by year or month, in arrays of the CPU or of a GPU, which `output` points
// to; `first_corridor` is OutputExtents' or a copy of it.
CellRows cell_rows_of(const Output& output, const OutputExtents& extents, const TileOutput& arrays,
                      const int* first_corridor);

}  // namespace peregrine
