// The realizations that are written one by one, gathered block by block.
#pragma once

#include <cstdint>
#include <vector>

#include "host/store/ensemble_writer.h"
#include "kernels/world.h"

namespace peregrine {

// Consecutive kept draws, as they go into the file.
class RowCollector {
 public:
  RowCollector(int years, std::int64_t keep) : times_(years + 1), keep_(keep) {}

  // Draws first_draw ... first_draw + draws - 1, of which those below `keep` are taken.
  void add(const TileOutput& output, int width, std::int64_t first_draw, std::int64_t draws);
  bool empty() const { return posterior_.empty(); }

  // Writes the rows collected since the last call, which are consecutive, and forgets them.
  void write_and_clear(EnsembleWriter& writer);

  // As plain numbers for another rank, and back.
  std::vector<double> pack_and_clear();
  void unpack(const std::vector<double>& packed);

 private:
  int times_;
  std::int64_t keep_;
  std::int64_t first_ = 0;
  std::vector<std::int32_t> posterior_;           // [row]
  std::vector<double> stock_;                     // [row][year]
  std::vector<double> flows_[global_flow_count];  // [row][year]
};

}  // namespace peregrine
