// The realizations that are written one by one, gathered block by block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/checkpoint/rows_reader.h"
#include "host/outcome/output_rows.h"
#include "host/output/outputs.h"
#include "host/output/year_lanes.h"
#include "host/store/ensemble_writer.h"
#include "kernels/world.h"

namespace peregrine {

// Consecutive kept draws, as they go into the file.
class RowCollector {
 public:
  RowCollector(const WorldView& world, std::int64_t keep);

  // Adds a year of draws after those that are there, of which those below `keep` are taken: the
  // first year, then the others of the same draws.
  void add(const YearLanes& year);
  bool empty() const { return world_.count() == 0; }

  // The rows collected since the last call, which are consecutive, as bytes. Forgets them.
  std::vector<std::byte> store_and_clear();

  // Writes a block's rows that were stored so. Throws OutputError where they cannot be read,
  // MalformedBytes where they are no rows of such a collector.
  void write(const RowsOfBlock& block, EnsembleWriter& writer) const;

  // Of one draw.
  std::int64_t row_bytes() const { return world_.row_bytes() + irregular_.row_bytes(); }

 private:
  std::int64_t keep_;
  std::int64_t first_ = 0;
  OutputRows world_;
  OutputRows irregular_;
};

}  // namespace peregrine
