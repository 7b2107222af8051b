// Blocks of draws: the unit of work that ranks are handed, never dependent on their number.
#pragma once

#include <algorithm>
#include <cstdint>

namespace peregrine {

inline constexpr std::int64_t block_draws = 1024;

inline std::int64_t block_count(std::int64_t draws) {
  return (draws + block_draws - 1) / block_draws;
}

// Draws first ... last - 1.
struct DrawRange {
  std::int64_t first;
  std::int64_t last;
};

// Those of a block in a run of the draws `from` ... `draws` - 1.
inline DrawRange draws_of_block(std::int64_t block, std::int64_t from, std::int64_t draws) {
  return {std::max(block * block_draws, from), std::min((block + 1) * block_draws, draws)};
}

}  // namespace peregrine
