// What a device counts: plain structs of numbers and pointers, no behaviour.
//
// A thread block takes a cell (one quantity of an output in a year or month) and counts its value
// in every lane into what the cell owns in device memory: bins, and sums in whole steps. All are
// integers, so that no order of lanes or launches changes a bit.
#pragma once

#include "kernels/statistics/bins.h"
#include "kernels/statistics/cell_rows.h"

namespace peregrine {

// Draws side by side in the lanes of a launch, from a multiple of their number on.
inline constexpr int draws_of_lanes = 1024;
// The sums of batches of draws: draw modulo their number.
inline constexpr int batch_sums = 16;

// draws_of_lanes lanes of a launch. Of these, lanes `begin` ... `end` - 1 are counted.
struct LaneBlock {
  std::uint64_t first_draw;
  int begin;
  int end;
};

// What has been counted of a cell, beside its bins.
struct CellTotals {
  std::int64_t steps[batch_sums];  // of its values, by batch
  std::int64_t mean_steps;         // of what its mean is of
  float lowest;                    // as floats, the largest float where there are none
  float highest;
  std::int64_t first_count;  // where its bins lie among all
  std::int32_t first_bin;
  std::int32_t bins;  // 0: none
};

// What is counted of an output's cells.
struct CountedOutput {
  CellRows rows;
  int first_cell;  // of a year, among those of all outputs
  int cells;       // of a year
  // Of sums in `CellTotals::steps`: with bins half a step goes to the even one, else away from 0.
  double steps_a_unit;
  BinScale bins;
  double mean_steps_a_unit;  // 0: no mean
  double above;              // the mean is of 1 above it and of 0 elsewhere
  int is_share;              // whether it is such a mean
  CellTotals* totals;        // [step][cell of a year]
};

// A value outside the bins that its cell has.
struct OutsideValue {
  std::int32_t cell;  // of the year, among those of all outputs
  std::int32_t bin;
};

// The list of such values. Cells whose values do not fit any more wait for the next launch.
struct OutsideList {
  std::uint32_t asked;    // places, also by cells that wait: at most a year's cells times lanes
  std::uint32_t written;  // places
  std::uint32_t waiting;  // cells
};

struct CountTask {
  const CountedOutput* outputs;  // [output]
  int output_count;
  std::uint32_t* counts;    // bins of all cells
  const LaneBlock* blocks;  // [lane / draws_of_lanes]
  std::uint32_t lanes;
  std::uint32_t* waits;  // [cell of the year] 1 until it is counted
  OutsideList* list;
  OutsideValue* outside;  // [capacity]
  std::uint32_t capacity;
};

}  // namespace peregrine
