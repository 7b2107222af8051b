// Draws of a chain's world: stocks of the years asked for.
#pragma once

#include <cstdint>
#include <vector>

#include "host/model/assembly/world.h"

namespace peregrine {

// Whole persons, as a table counts them.
struct ChainSamples {
  std::vector<float> corridor;  // [corridor][draw]
  std::vector<float> world;     // [draw]
};

// Of mid-year `step` after the first, for each of `steps`.
std::vector<ChainSamples> sample_stocks(const World& world, const StockSwitches& switches,
                                        const std::vector<int>& steps, int draws,
                                        std::uint64_t seed);

}  // namespace peregrine
