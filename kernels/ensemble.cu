// The only unit that launches: the same source for g++ and clang (CPU devices) and nvcc (GPU).
#include <thrust/for_each.h>
#include <thrust/iterator/counting_iterator.h>

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
                       task.second};
    run_draws<1>(task.world, task.switches, tile, task.state, task.output);
  }
};

}  // namespace

const char* simulate_cuda(const EnsembleTask& task) {
  try {
    thrust::for_each_n(thrust::cuda::par, thrust::counting_iterator<std::int64_t>(0),
                       task.output.stride, RunLane{task});
  } catch (const thrust::system_error&) {
    return cudaGetErrorString(cudaGetLastError());
  }
  const cudaError_t status = cudaDeviceSynchronize();
  return status == cudaSuccess ? nullptr : cudaGetErrorString(status);
}

#else

namespace {

// Moves every array on to tile `index`, where each array holds one tile after the other.
struct MoveToTile {
  std::int64_t index;
  std::int64_t width;

  template <typename T>
  void state(T*& array, std::int64_t rows) const {
    array += index * rows * width;
  }
  template <typename T>
  void output(T*& array, std::int64_t rows) const {
    array += index * rows * width;
  }
};

template <int W>
struct RunTile {
  EnsembleTask task;

  void operator()(std::int64_t index) const {
    const Tile tile = {task.seed, task.first_draw + static_cast<std::uint64_t>(index * W), 0,
                       task.second};
    TileState state = task.state;
    TileOutput output = task.output;
    MoveToTile move = {index, W};
    visit_tile_arrays(task.world, state, output, move);
    set_extents(task.world, W, state, output);
    run_draws<W>(task.world, task.switches, tile, state, output);
  }
};

template <typename Policy>
void launch(const Policy& policy, const EnsembleTask& task, int tile_width) {
  const thrust::counting_iterator<std::int64_t> first(0);
  switch (tile_width) {
    case 8:
      thrust::for_each_n(policy, first, task.tiles, RunTile<8>{task});
      break;
    case 16:
      thrust::for_each_n(policy, first, task.tiles, RunTile<16>{task});
      break;
    case 32:
      thrust::for_each_n(policy, first, task.tiles, RunTile<32>{task});
      break;
    default:
      thrust::for_each_n(policy, first, task.tiles, RunTile<1>{task});
      break;
  }
}

}  // namespace

void simulate_serial(const EnsembleTask& task, int tile_width) {
  launch(thrust::cpp::par, task, tile_width);
}

#if defined(PEREGRINE_DEVICE_OMP)
void simulate_omp(const EnsembleTask& task, int tile_width, int threads) {
  omp_set_num_threads(threads);
  launch(thrust::omp::par, task, tile_width);
}
#endif

#if defined(PEREGRINE_DEVICE_TBB)
void simulate_tbb(const EnsembleTask& task, int tile_width) {
  launch(thrust::tbb::par, task, tile_width);
}
#endif

#endif

}  // namespace peregrine
