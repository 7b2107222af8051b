// The only unit that launches: the same source for g++ and clang (CPU devices) and nvcc (GPU).
#include "kernels/ensemble.h"
#include "kernels/tile_arrays.h"
#include "kernels/year.h"

#if defined(__CUDACC__)
#include "kernels/statistics/count_cell.h"
#else
#include <thrust/for_each.h>
#include <thrust/iterator/counting_iterator.h>
#include <thrust/system/cpp/execution_policy.h>

#include <atomic>
#include <type_traits>
#if defined(PEREGRINE_DEVICE_OMP)
#include <omp.h>
#include <thrust/system/omp/execution_policy.h>
#endif
#if defined(PEREGRINE_DEVICE_TBB)
#include <thrust/system/tbb/execution_policy.h>
#endif
#endif

namespace peregrine {

#if defined(__CUDACC__)

// One draw a thread. Both numbers of the launch bounds, or nvcc spills: 128 registers a thread are
// what two blocks of 256 threads have on a multiprocessor.
inline constexpr int threads_a_block = 256;
inline constexpr int blocks_a_multiprocessor = 2;

static_assert(draws_of_lanes % threads_a_block == 0, "a block's draws are neighbours");

__device__ Tile tile_of_thread(const EnsembleTask& task) {
  constexpr unsigned blocks_of_neighbours = draws_of_lanes / threads_a_block;
  const LaneBlock& block = task.blocks[blockIdx.x / blocks_of_neighbours];
  const unsigned within = blockIdx.x % blocks_of_neighbours * threads_a_block + threadIdx.x;
  const std::int64_t lane = std::int64_t{blockIdx.x} * threads_a_block + threadIdx.x;
  return {task.seed, block.first_draw + within, lane, task.tiles, task.second};
}

// By these names the tests find them in what nvcc makes (tests/model/ptx).
extern "C" __global__ void __launch_bounds__(threads_a_block, blocks_a_multiprocessor)
    peregrine_begin_draws(const __grid_constant__ EnsembleTask task) {
  const Tile tile = tile_of_thread(task);
  if (tile.lane0 >= task.tiles) return;
  begin_draws<1>(task.world, task.switches, tile, task.state, task.output);
}

extern "C" __global__ void __launch_bounds__(threads_a_block, blocks_a_multiprocessor)
    peregrine_advance_year(const __grid_constant__ EnsembleTask task, int step) {
  const Tile tile = tile_of_thread(task);
  if (tile.lane0 >= task.tiles) return;
  advance_year<1>(task.world, task.switches, tile, step, task.state, task.output);
}

extern "C" __global__ void __launch_bounds__(counting_threads, counting_blocks_a_multiprocessor)
    peregrine_count_year(const __grid_constant__ CountTask task, int step) {
  extern __shared__ std::uint32_t shared_bins[];
  count_cell(task, step, shared_bins);
}

namespace {

// nullptr, or what went wrong with the latest launch, in words.
const char* launch_error() {
  const cudaError_t status = cudaGetLastError();
  return status == cudaSuccess ? nullptr : cudaGetErrorString(status);
}

}  // namespace

const char* simulate_year_cuda(const EnsembleTask& task, int step, GpuStream stream) {
  EnsembleTask year = task;
  year.output = output_of_year(task.world, task.output, step, task.tiles);
  const auto blocks = static_cast<unsigned>((task.tiles + threads_a_block - 1) / threads_a_block);
  if (step == 0) {
    peregrine_begin_draws<<<blocks, threads_a_block, 0, stream>>>(year);
  } else {
    peregrine_advance_year<<<blocks, threads_a_block, 0, stream>>>(year, step);
  }
  return launch_error();
}

const char* count_year_cuda(const CountTask& task, const CountLaunch& launch, int step,
                            GpuStream stream) {
  peregrine_count_year<<<static_cast<unsigned>(launch.cells), counting_threads,
                         static_cast<std::size_t>(launch.most_bins) * sizeof(std::uint32_t),
                         stream>>>(task, step);
  return launch_error();
}

#else

// A unit for each width of tiles, PEREGRINE_TILE_WIDTH, as each takes most of a minute to
// compile; and this one without, which chooses among them.
template <int W>
void run_serial(const EnsembleTask& task, const CpuLaunch& how);
template <int W>
void run_omp(const EnsembleTask& task, const CpuLaunch& how);
template <int W>
void run_tbb(const EnsembleTask& task, const CpuLaunch& how);

#if defined(PEREGRINE_TILE_WIDTH)

namespace {

// Tiles that advance together, on one thread.
template <int W>
struct RunTiles {
  EnsembleTask task;
  CpuLaunch launch;

  // Years of tiles from the `first`-th on, in the arrays from those of tile `place` on. Returns
  // whether to go on.
  bool operator()(std::int64_t first, std::int64_t place) const {
    const std::int64_t left = task.tiles - first;
    const std::int64_t tiles = left < launch.together ? left : launch.together;
    for (int step = 0; step <= task.world.years; ++step) {
      for (std::int64_t k = 0; k < tiles; ++k) run_year(step, first + k, place + k);
      const TilesYear year = {first, tiles, place, step};
      const YearTaker& taker = launch.taker;
      if (taker.take != nullptr && !taker.take(taker.what, year)) return false;
    }
    return true;
  }

 private:
  void run_year(int step, std::int64_t index, std::int64_t place) const {
    const Tile tile = {task.seed, task.first_draw + static_cast<std::uint64_t>(index * W), 0, W,
                       task.second};
    TileState state = task.state;
    TileOutput output = task.output;
    move_to_tile(task.world, place, W, state, output);
    const TileOutput year = output_of_year(task.world, output, step, W);
    if (step == 0) {
      begin_draws<W>(task.world, task.switches, tile, state, year);
    } else {
      advance_year<W>(task.world, task.switches, tile, step, state, year);
    }
  }
};

// One thread's share: it takes the next tiles when it is done with some, so that a busy core delays
// the others by no more than these.
template <int W>
struct TakeTurns {
  RunTiles<W> run_tiles;
  std::atomic<std::int64_t>* next;

  void operator()(std::int64_t thread) const {
    const std::int64_t together = run_tiles.launch.together;
    const std::int64_t tiles = run_tiles.task.tiles;
    for (std::int64_t first = next->fetch_add(together); first < tiles;
         first = next->fetch_add(together)) {
      const std::int64_t place = run_tiles.launch.reuse ? thread * together : first;
      if (!run_tiles(first, place)) *next = tiles;
    }
  }
};

template <int W, typename Policy>
void launch(const Policy& policy, const EnsembleTask& task, const CpuLaunch& how) {
  std::atomic<std::int64_t> next = 0;
  thrust::for_each_n(policy, thrust::counting_iterator<std::int64_t>(0), std::int64_t{how.threads},
                     TakeTurns<W>{{task, how}, &next});
}

}  // namespace

template <int W>
void run_serial(const EnsembleTask& task, const CpuLaunch& how) {
  CpuLaunch alone = how;
  alone.threads = 1;
  launch<W>(thrust::cpp::par, task, alone);
}
template void run_serial<PEREGRINE_TILE_WIDTH>(const EnsembleTask&, const CpuLaunch&);

#if defined(PEREGRINE_DEVICE_OMP)
template <int W>
void run_omp(const EnsembleTask& task, const CpuLaunch& how) {
  omp_set_num_threads(how.threads);
  launch<W>(thrust::omp::par, task, how);
}
template void run_omp<PEREGRINE_TILE_WIDTH>(const EnsembleTask&, const CpuLaunch&);
#endif

#if defined(PEREGRINE_DEVICE_TBB)
template <int W>
void run_tbb(const EnsembleTask& task, const CpuLaunch& how) {
  launch<W>(thrust::tbb::par, task, how);
}
template void run_tbb<PEREGRINE_TILE_WIDTH>(const EnsembleTask&, const CpuLaunch&);
#endif

#else

namespace {

// Calls run with the width as a constant.
template <typename Run>
void with_width(int tile_width, const Run& run) {
  if (tile_width == 8) return run(std::integral_constant<int, 8>());
  if (tile_width == 16) return run(std::integral_constant<int, 16>());
  if (tile_width == 32) return run(std::integral_constant<int, 32>());
  run(std::integral_constant<int, 1>());
}

}  // namespace

void simulate_serial(const EnsembleTask& task, const CpuLaunch& how) {
  with_width(how.tile_width, [&](auto width) { run_serial<decltype(width)::value>(task, how); });
}

#if defined(PEREGRINE_DEVICE_OMP)
void simulate_omp(const EnsembleTask& task, const CpuLaunch& how) {
  with_width(how.tile_width, [&](auto width) { run_omp<decltype(width)::value>(task, how); });
}
#endif

#if defined(PEREGRINE_DEVICE_TBB)
void simulate_tbb(const EnsembleTask& task, const CpuLaunch& how) {
  with_width(how.tile_width, [&](auto width) { run_tbb<decltype(width)::value>(task, how); });
}
#endif

#endif
#endif

}  // namespace peregrine
