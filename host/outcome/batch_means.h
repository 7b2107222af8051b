// Means by batch of draws (host/store/batches.h) of many quantities, in memory that does not grow
// with the draws. Sums are integers, so that the order in which draws come in changes no bit.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "host/store/ensemble_writer.h"

namespace peregrine {

class BatchMeans {
 public:
  // `cells` quantities over `draws` draws, all of the run; `steps_per_unit` of the sums.
  BatchMeans(std::int64_t cells, std::int64_t draws, double steps_per_unit);

  std::int64_t cells() const { return cells_; }

  // Adds one draw's value of a cell, finite. Threads may add to different cells at once.
  void add(std::int64_t draw, std::int64_t cell, double value);
  // The sums of a cell by batch, in steps. Threads may add to different cells at once.
  std::span<std::int64_t> sums(std::int64_t cell);
  // Those of all cells, [cell][batch].
  std::span<std::int64_t> sums() { return sums_; }

  // Writes the means as the variable's (batch, ...) and gives the sums' memory back.
  void write_and_clear(EnsembleWriter& writer, std::string_view variable);

  static double bytes(std::int64_t cells, std::int64_t draws);

 private:
  std::int64_t cells_;
  std::int64_t draws_;
  double steps_per_unit_;
  std::int64_t batches_;
  std::vector<std::int64_t> sums_;  // [cell][batch]
};

}  // namespace peregrine
