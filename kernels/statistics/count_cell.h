// A thread block counts a cell; nvcc alone compiles this.
//
// Bins lie in shared memory while lanes are counted and are then added to those in device memory,
// which no other block touches. A cell with values outside its bins lists them when all else is
// known; where the list has no room for all of them, the cell is left as it was and waits.
#pragma once

#include <cfloat>

#include "kernels/statistics/counting.h"

namespace peregrine {

// Four blocks are what registers allow without spills, and shared memory with bins of any cell.
inline constexpr int counting_threads = 256;
inline constexpr int counting_blocks_a_multiprocessor = 4;
static_assert(draws_of_lanes % counting_threads == 0 && counting_threads % batch_sums == 0,
              "a thread's draws are all of one batch");

// What a thread has counted of its lanes.
struct LaneSums {
  std::int64_t steps;
  std::int64_t mean_steps;
  float lowest;
  float highest;
  std::uint32_t outside;
};

__device__ inline LaneSums no_lanes() {
  return {0, 0, FLT_MAX, 0.0f, 0};
}

__device__ inline void add_lanes(LaneSums& sums, const LaneSums& more) {
  sums.steps += more.steps;
  sums.mean_steps += more.mean_steps;
  sums.lowest = smaller(sums.lowest, more.lowest);
  sums.highest = larger(sums.highest, more.highest);
  sums.outside += more.outside;
}

// The cell of a block among its output's.
struct CellOfBlock {
  const CountedOutput& output;
  CellTotals& totals;
  CellPlace place;
};

__device__ inline CellOfBlock cell_of_block(const CountTask& task, int step) {
  const int index = static_cast<int>(blockIdx.x);
  int at = 0;
  while (at + 1 < task.output_count && task.outputs[at + 1].first_cell <= index) ++at;
  const CountedOutput& output = task.outputs[at];
  const int cell = index - output.first_cell;
  const int places = output.rows.places;
  return {output,
          output.totals[std::int64_t{step} * output.cells + cell],
          {step, cell / places, cell % places, 0, task.lanes}};
}

// Calls use(value) for the thread's lanes that are counted.
template <typename Use>
__device__ inline void for_each_lane(const CountTask& task, const CellOfBlock& cell,
                                     const Use& use) {
  CellPlace place = cell.place;
  for (auto lane = threadIdx.x; lane < task.lanes; lane += counting_threads) {
    const LaneBlock& block = task.blocks[lane / draws_of_lanes];
    const int within = static_cast<int>(lane % draws_of_lanes);
    if (within < block.begin || within >= block.end) continue;
    place.lane0 = lane;
    double value;
    cell_values(cell.output.rows, place, 1, &value);
    use(value);
  }
}

// The bin of a value, counted from the cell's first; outside them below 0 or at least totals.bins.
__device__ inline std::int32_t bin_in_cell(const CellOfBlock& cell, double value) {
  return bin_of(cell.output.bins, static_cast<float>(value)) - cell.totals.first_bin;
}

__device__ inline bool is_outside(const CellOfBlock& cell, std::int32_t bin) {
  return bin < 0 || bin >= cell.totals.bins;
}

__device__ inline void count_value(const CellOfBlock& cell, double value, std::uint32_t* bins,
                                   LaneSums& sums) {
  const CountedOutput& output = cell.output;
  if (output.mean_steps_a_unit > 0.0) {
    const double counted = output.is_share == 0 ? value : value > output.above ? 1.0 : 0.0;
    sums.mean_steps += steps_away(counted * output.mean_steps_a_unit);
  }
  if (output.steps_a_unit <= 0.0) return;
  const double steps = value * output.steps_a_unit;
  if (cell.totals.bins == 0) {
    sums.steps += steps_away(steps);
    return;
  }
  sums.steps += steps_to_even(steps);
  const auto rounded = static_cast<float>(value);
  sums.lowest = smaller(sums.lowest, rounded);
  sums.highest = larger(sums.highest, rounded);
  const std::int32_t bin = bin_in_cell(cell, value);
  if (is_outside(cell, bin)) {
    ++sums.outside;
  } else {
    atomicAdd(bins + bin, 1u);
  }
}

// Adds up what the threads of a block have: by batch in the first batch_sums of `all`, for all
// batches in what is returned to the first thread.
__device__ inline LaneSums sum_of_threads(LaneSums* all) {
  const auto thread = static_cast<int>(threadIdx.x);
  __syncthreads();
  if (thread < batch_sums) {
    for (int other = thread + batch_sums; other < counting_threads; other += batch_sums) {
      add_lanes(all[thread], all[other]);
    }
  }
  __syncthreads();
  LaneSums sum = no_lanes();
  if (thread == 0) {
    for (int batch = 0; batch < batch_sums; ++batch) add_lanes(sum, all[batch]);
  }
  return sum;
}

// Places for a cell's values in the list, taken by one thread. Returns whether there are as many.
__device__ inline bool take_places(const CountTask& task, std::uint32_t values,
                                   std::uint32_t* first) {
  if (values == 0) return true;
  *first = atomicAdd(&task.list->asked, values);
  const bool fits = *first <= task.capacity && values <= task.capacity - *first;
  atomicAdd(fits ? &task.list->written : &task.list->waiting, fits ? values : 1u);
  return fits;
}

__device__ inline void list_outside(const CountTask& task, const CellOfBlock& cell,
                                    std::uint32_t* next) {
  for_each_lane(task, cell, [&](double value) {
    const std::int32_t bin = bin_in_cell(cell, value);
    if (!is_outside(cell, bin)) return;
    task.outside[atomicAdd(next, 1u)] = {static_cast<std::int32_t>(blockIdx.x),
                                         cell.totals.first_bin + bin};
  });
}

__device__ inline void add_to_totals(CellTotals& totals, const LaneSums* by_batch,
                                     const LaneSums& sum) {
  const auto thread = static_cast<int>(threadIdx.x);
  if (thread < batch_sums) totals.steps[thread] += by_batch[thread].steps;
  if (thread > 0) return;
  totals.mean_steps += sum.mean_steps;
  totals.lowest = smaller(totals.lowest, sum.lowest);
  totals.highest = larger(totals.highest, sum.highest);
}

// Counts the year `step` of the cell of this block. `bins`: shared memory for those of any cell.
__device__ inline void count_cell(const CountTask& task, int step, std::uint32_t* bins) {
  __shared__ LaneSums all[counting_threads];
  __shared__ std::uint32_t next;
  __shared__ int fits;
  if (task.waits[blockIdx.x] == 0) return;
  const CellOfBlock cell = cell_of_block(task, step);
  const int bin_count = cell.totals.bins;
  const auto thread = static_cast<int>(threadIdx.x);
  for (int bin = thread; bin < bin_count; bin += counting_threads) bins[bin] = 0;
  __syncthreads();
  LaneSums sums = no_lanes();
  for_each_lane(task, cell, [&](double value) { count_value(cell, value, bins, sums); });
  all[thread] = sums;
  const LaneSums sum = sum_of_threads(all);
  if (thread == 0) fits = take_places(task, sum.outside, &next) ? 1 : 0;
  __syncthreads();
  if (fits == 0) return;
  if (sums.outside > 0) list_outside(task, cell, &next);
  std::uint32_t* const counts = task.counts + cell.totals.first_count;
  for (int bin = thread; bin < bin_count; bin += counting_threads) counts[bin] += bins[bin];
  add_to_totals(cell.totals, all, sum);
  if (thread == 0) task.waits[blockIdx.x] = 0;
}

}  // namespace peregrine
