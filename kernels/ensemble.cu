// The only unit that launches: the same source for g++ and clang (CPU devices) and nvcc (GPU).
#include <thrust/for_each.h>
#include <thrust/iterator/counting_iterator.h>

#include <atomic>

#include "kernels/ensemble.h"
#include "kernels/tile_arrays.h"
#include "kernels/year.h"

#if defined(__CUDACC__)
#include <thrust/system/cuda/execution_policy.h>
#include <thrust/system_error.h>
#else
#include <thrust/system/cpp/execution_policy.h>
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

namespace {

struct RunLane {
  EnsembleTask task;

  __device__ void operator()(std::int64_t lane) const {
    const Tile tile = {task.seed, task.first_draw + static_cast<std::uint64_t>(lane), lane,
                       task.tiles, task.second};
    run_draws<1>(task.world, task.switches, tile, task.state, task.output);
  }
};

}  // namespace

const char* simulate_cuda(const EnsembleTask& task) {
  try {
    thrust::for_each_n(thrust::cuda::par, thrust::counting_iterator<std::int64_t>(0), task.tiles,
                       RunLane{task});
  } catch (const thrust::system_error&) {
    return cudaGetErrorString(cudaGetLastError());
  }
  const cudaError_t status = cudaDeviceSynchronize();
  return status == cudaSuccess ? nullptr : cudaGetErrorString(status);
}

#else

namespace {

template <int W>
struct RunTile {
  EnsembleTask task;

  void operator()(std::int64_t index) const {
    const Tile tile = {task.seed, task.first_draw + static_cast<std::uint64_t>(index * W), 0, W,
                       task.second};
    TileState state = task.state;
    TileOutput output = task.output;
    MoveToTile move = {index, W};
    visit_tile_arrays(task.world, state, output, move);
    run_draws<W>(task.world, task.switches, tile, state, output);
  }
};

// One thread's share: it takes the next tile when it is done with one, and then pieces of the other
// work, so that a busy core delays the others by no more than a piece.
template <int W>
struct TakeTurns {
  RunTile<W> run_tile;
  WorkBeside beside;
  std::atomic<std::int64_t>* next;

  void operator()(std::int64_t) const {
    const std::int64_t tiles = run_tile.task.tiles;
    for (std::int64_t turn = (*next)++; turn < tiles + beside.pieces; turn = (*next)++) {
      if (turn < tiles) {
        run_tile(turn);
      } else {
        beside.run(beside.what, turn - tiles);
      }
    }
  }
};

template <int W, typename Policy>
void launch_tiles(const Policy& policy, int threads, const EnsembleTask& task,
                  const WorkBeside& beside) {
  std::atomic<std::int64_t> next = 0;
  thrust::for_each_n(policy, thrust::counting_iterator<std::int64_t>(0), std::int64_t{threads},
                     TakeTurns<W>{{task}, beside, &next});
}

template <typename Policy>
void launch(const Policy& policy, int threads, const EnsembleTask& task, int tile_width,
            const WorkBeside& beside) {
  if (tile_width == 8) return launch_tiles<8>(policy, threads, task, beside);
  if (tile_width == 16) return launch_tiles<16>(policy, threads, task, beside);
  if (tile_width == 32) return launch_tiles<32>(policy, threads, task, beside);
  launch_tiles<1>(policy, threads, task, beside);
}

}  // namespace

void simulate_serial(const EnsembleTask& task, int tile_width, const WorkBeside& beside) {
  launch(thrust::cpp::par, 1, task, tile_width, beside);
}

#if defined(PEREGRINE_DEVICE_OMP)
void simulate_omp(const EnsembleTask& task, int tile_width, int threads, const WorkBeside& beside) {
  omp_set_num_threads(threads);
  launch(thrust::omp::par, threads, task, tile_width, beside);
}
#endif

#if defined(PEREGRINE_DEVICE_TBB)
void simulate_tbb(const EnsembleTask& task, int tile_width, int threads, const WorkBeside& beside) {
  launch(thrust::tbb::par, threads, task, tile_width, beside);
}
#endif

#endif

}  // namespace peregrine
