// Launches tiles of draws on a device. The only door into the kernels.
#pragma once

#include "kernels/ground/driver_groups.h"
#include "kernels/world.h"

namespace peregrine {

// `tiles` tiles from `first_draw` on. On the CPU a tile has `tile_width` lanes and arrays of its
// own, one after the other in every array of `state` and `output`. On the GPU a tile is one thread
// and has one lane; the tiles lie side by side in the rows of arrays that they share, and every
// pointer, the world's included, is one of the device's memory.
struct EnsembleTask {
  WorldView world;
  StockSwitches switches;
  std::uint64_t seed;
  std::uint64_t first_draw;
  std::int64_t tiles;
  TileState state;
  TileOutput output;
  SecondSeed second = {};
};

// Other work of the host, in pieces, for threads that find no tile left to begin: so that none
// waits while another is at its last. Each piece is `run(what, piece)`, once, on any thread.
struct WorkBeside {
  void (*run)(void* what, std::int64_t piece) noexcept = nullptr;
  void* what = nullptr;
  std::int64_t pieces = 0;
};

// Lanes a CPU tile may have.
inline constexpr int tile_widths[] = {1, 8, 16, 32};

// Every draw's bits are the same from each of these, for any width and number of threads. They
// return when all is done. `tile_width` is one of tile_widths.
void simulate_serial(const EnsembleTask& task, int tile_width, const WorkBeside& beside = {});
void simulate_omp(const EnsembleTask& task, int tile_width, int threads,
                  const WorkBeside& beside = {});
void simulate_tbb(const EnsembleTask& task, int tile_width, int threads,
                  const WorkBeside& beside = {});

// `task.tiles` draws on the current GPU. Returns nullptr, or the CUDA error in words.
const char* simulate_cuda(const EnsembleTask& task);

}  // namespace peregrine
