// Blocks of GPU threads on the CPU, for kernels that ptx_to_c.py has translated.
//
// The threads of a block that has barriers are coroutines of one thread of the CPU: each runs until
// it comes to a barrier, and goes on when all others have come there or have ended. Shared memory
// is one array of that thread, filled with 0xff before each block.
#pragma once

#include <cstddef>
#include <functional>

namespace ptx {

enum class Threads { alone, with_barriers };

struct Launch {
  unsigned blocks;
  unsigned threads_a_block;
  std::size_t shared_bytes;  // asked for at the launch
  Threads threads;
};

// What a GPU gives a block that asks for nothing special.
inline constexpr std::size_t most_shared_bytes = 48 * 1024;

// Whether a block has room for the shared memory that is asked for.
bool fits(const Launch& launch);

// Runs `kernel` once for each thread, on all processors. Floating-point exceptions that are raised
// there are then raised here.
void run_blocks(const Launch& launch, const std::function<void()>& kernel);

}  // namespace ptx
