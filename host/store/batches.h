// Batches of draws: what a Monte Carlo error of means is taken from. Two runs on common random
// numbers have the same draws in a batch, so that the differences of their batch means show how far
// the difference of their means is from that of infinitely many draws, for every corridor and
// country at a size that does not grow with the draws.
//
// A batch holds every sixteenth draw. It depends on nothing but the number of a draw, so that draws
// that are added to an ensemble leave those it has in their batches.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace peregrine {

// With 15 degrees of freedom a standard error is known to 18 % (1 / sqrt(2 * 15)); each batch adds
// 1.6 MB to the reference forecast's file.
inline constexpr std::int64_t most_batches = 16;

// At least 1 for at least one draw.
inline std::int64_t batch_count(std::int64_t draws) {
  return std::min(most_batches, draws);
}

// The batch that a draw belongs to.
inline std::int64_t batch_of(std::int64_t draw) {
  return draw % most_batches;
}

// `batch` = 0 ... batch_count(draws) - 1.
inline std::int64_t draws_in_batch(std::int64_t batch, std::int64_t draws) {
  return (draws - batch + most_batches - 1) / most_batches;
}

// Of all batches of an ensemble, as weights of their means.
inline std::vector<double> batch_sizes(std::int64_t draws) {
  std::vector<double> sizes;
  for (std::int64_t batch = 0; batch < batch_count(draws); ++batch) {
    sizes.push_back(static_cast<double>(draws_in_batch(batch, draws)));
  }
  return sizes;
}

}  // namespace peregrine
