// What a process beside the stock's own laws makes of one corridor in a year.
#pragma once

#include "kernels/ground/portable.h"

namespace peregrine {

// Persons, all lanes. `added` is what the stock gained, to the bit.
template <int W>
struct ChangeLanes {
  alignas(lane_alignment<W>) double added[W];
  float arrivals[W];
  float departures[W];
};

}  // namespace peregrine
