// Batches of draws: what a Monte Carlo error of means is taken from. Two runs on common random
// numbers have the same draws in a batch, so that the differences of their batch means show how far
// the difference of their means is from that of infinitely many draws, for every corridor and
// country at a size that does not grow with the draws.
//
// A batch is a run of neighbouring draws, all as equal in length as can be. It depends on nothing
// but the number of a draw and that of all draws.
#pragma once

#include <algorithm>
#include <cstdint>

namespace peregrine {

// With 15 degrees of freedom a standard error is known to 18 % (1 / sqrt(2 * 15)); each batch adds
// 1.6 MB to the reference forecast's file.
inline constexpr std::int64_t most_batches = 16;

// At least 1 for at least one draw.
inline std::int64_t batch_count(std::int64_t draws) {
  return std::min(most_batches, draws);
}

// Within these, none of the products below leaves 64 bits.
inline constexpr std::int64_t most_draws_in_batches = std::int64_t{1} << 58;

// First draw of a batch; `batch` = batch_count(draws) gives the number of draws.
inline std::int64_t batch_begin(std::int64_t batch, std::int64_t draws) {
  return batch * draws / batch_count(draws);
}

inline std::int64_t draws_in_batch(std::int64_t batch, std::int64_t draws) {
  return batch_begin(batch + 1, draws) - batch_begin(batch, draws);
}

// The batch that a draw, within 0 and draws - 1, belongs to.
inline std::int64_t batch_of(std::int64_t draw, std::int64_t draws) {
  return ((draw + 1) * batch_count(draws) - 1) / draws;
}

}  // namespace peregrine
