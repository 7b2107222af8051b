// Launches tiles of draws on a device. The only door into the kernels.
#pragma once

#include "kernels/ground/driver_groups.h"
#include "kernels/statistics/counting.h"
#include "kernels/world.h"

struct CUstream_st;  // of CUDA

namespace peregrine {

// `tiles` tiles from `first_draw` on. On the CPU a tile has `tile_width` lanes and arrays of its
// own, one after the other in every array of `state` and `output`. On the GPU a tile is one thread
// and has one lane; the tiles lie side by side in the rows of arrays that they share, and every
// pointer, the world's included, is one of the device's memory; the draws of each 1,024 lanes are
// neighbours. `output` is that of all years (kernels/tile_arrays.h).
struct EnsembleTask {
  WorldView world;
  StockSwitches switches;
  std::uint64_t seed;
  std::uint64_t first_draw;  // of the CPU
  std::int64_t tiles;
  TileState state;
  TileOutput output;
  SecondSeed second = {};
  const LaneBlock* blocks = nullptr;  // [tile / draws_of_lanes] of the GPU
};

// A year of neighbouring tiles that has been simulated: `tiles` of them from the `first_tile`-th of
// the task on, in the arrays from those of tile `place` on.
struct TilesYear {
  std::int64_t first_tile;
  std::int64_t tiles;
  std::int64_t place;
  int step;
};

// Who takes each year before the next is made: `take`, on the thread that made it, at once with
// other threads. It returns whether to go on.
struct YearTaker {
  bool (*take)(void* what, const TilesYear& year) noexcept = nullptr;
  void* what = nullptr;
};

// How the CPU goes through a task's tiles: `together` neighbours advance year by year on a thread.
// `reuse`: a thread has arrays for so many tiles, which its next ones use again; else every tile
// has its own, and years beyond the last plane are lost.
struct CpuLaunch {
  int tile_width;  // one of tile_widths
  int threads;
  std::int64_t together = 1;
  bool reuse = false;
  YearTaker taker = {};
};

// Lanes a CPU tile may have.
inline constexpr int tile_widths[] = {1, 8, 16, 32};

// Every draw's bits are the same from each of these, for any launch. They return when all is done.
void simulate_serial(const EnsembleTask& task, const CpuLaunch& launch);
void simulate_omp(const EnsembleTask& task, const CpuLaunch& launch);
void simulate_tbb(const EnsembleTask& task, const CpuLaunch& launch);

// The GPU's work goes to a stream of the current GPU; these wait for nothing. They return nullptr,
// or the CUDA error in words.
using GpuStream = CUstream_st*;

// The year `step` of `task.tiles` draws, after the years before it.
const char* simulate_year_cuda(const EnsembleTask& task, int step, GpuStream stream);

// `cells` of all outputs in a year, none of which has more than `most_bins` bins.
struct CountLaunch {
  std::int64_t cells;
  std::int64_t most_bins;
};
// Counts the year `step`, when it is simulated, of the cells that wait (kernels/statistics).
const char* count_year_cuda(const CountTask& task, const CountLaunch& launch, int step,
                            GpuStream stream);

}  // namespace peregrine
