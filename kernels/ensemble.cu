// The only unit that launches: the same source for g++ and clang (CPU devices) and nvcc (GPU).
#include <thrust/for_each.h>
#include <thrust/iterator/counting_iterator.h>

#include "kernels/ensemble.h"
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
    const Tile tile = {task.seed, task.first_draw + static_cast<std::uint64_t>(lane), lane};
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

// The arrays of tile `index`, where each array holds one tile after the other.
TileState state_of(const EnsembleTask& task, std::int64_t index) {
  TileState state = task.state;
  const std::int64_t corridors = index * task.world.corridors * state.stride;
  const std::int64_t countries = index * task.world.countries * state.stride;
  state.pressure += corridors;
  state.level += corridors;
  state.parameters += index * stock_parameter_count * state.stride;
  state.volatility += countries;
  state.origin_shock += countries;
  state.destination_shock += countries;
  state.origin_pull += countries;
  state.destination_pull += countries;
  state.population += countries;
  state.supply += countries;
  state.immigration += countries;
  state.outmigration += countries;
  state.emigration += countries;
  state.homecoming += countries;
  state.climate.parameters += index * climate_parameter_count * state.stride;
  state.climate.variables += index * climate_variable_count * state.stride;
  state.climate.pattern += countries;
  state.climate.warming += countries;
  state.economy.parameters += index * economy_parameter_count * state.stride;
  state.economy.deviation += countries;
  state.economy.income += countries;
  state.drivers.parameters += index * driver_parameter_count * state.stride;
  return state;
}

TileOutput output_of(const EnsembleTask& task, std::int64_t index) {
  TileOutput output = task.output;
  const std::int64_t lane_years = index * (task.world.years + 1) * output.stride;
  output.stock += index * output.stock_planes * task.world.corridors * output.stride;
  output.immigrants += lane_years * task.world.countries;
  output.emigrants += lane_years * task.world.countries;
  output.population += lane_years * task.world.countries;
  output.global_stock += lane_years;
  output.global_flows += lane_years * global_flow_count;
  output.posterior_row += index * output.stride;
  output.climate.row += index * output.stride;
  output.climate.temperature += lane_years;
  output.climate.co2 += lane_years;
  output.climate.emissions += lane_years * bloc_count;
  return output;
}

template <int W>
struct RunTile {
  EnsembleTask task;

  void operator()(std::int64_t index) const {
    const Tile tile = {task.seed, task.first_draw + static_cast<std::uint64_t>(index * W), 0};
    TileState state = state_of(task, index);
    TileOutput output = output_of(task, index);
    state.stride = W;
    output.stride = W;
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
