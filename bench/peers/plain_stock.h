// The stock model as one would write it first: one draw at a time, the standard library's engine,
// normals, exp and log, no lanes. The rival that the tiled kernels are measured against.
#pragma once

#include <cstdint>

#include "kernels/world.h"

namespace peregrine::bench {

// The world's migrant stock of the last year, over the draws, persons.
struct PlainResult {
  double mean;
  double standard_deviation;  // of a draw
};

// Simulates `draws` >= 2 draws with every kind of uncertainty on, spread evenly over `threads`.
PlainResult simulate_plain(const WorldView& world, std::uint64_t seed, int draws, int threads);

}  // namespace peregrine::bench
