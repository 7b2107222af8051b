// Simulates blocks of draws, chunk by chunk.
#pragma once

#include <algorithm>
#include <cstdint>

#include "host/device/simulator.h"
#include "host/outcome/blocks.h"

namespace peregrine {

// Simulates one block of a run of the draws `from` ... `draws` - 1 and calls consume(first, count)
// for every chunk of it, while the simulator's output holds that chunk.
template <typename Consume>
void simulate_block(Simulator& simulator, std::int64_t block, std::int64_t from, std::int64_t draws,
                    const Consume& consume) {
  const auto [begin, end] = draws_of_block(block, from, draws);
  for (std::int64_t first = begin; first < end; first += simulator.draws_at_once()) {
    const std::int64_t count = std::min(simulator.draws_at_once(), end - first);
    simulator.simulate(static_cast<std::uint64_t>(first), count);
    consume(first, count);
  }
}

}  // namespace peregrine
