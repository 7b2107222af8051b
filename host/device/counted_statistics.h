// The statistics of an output that a device counts, and where they go on the host.
#pragma once

#include <cstdint>
#include <span>

#include "host/output/extents.h"
#include "host/statistics/histogram.h"

namespace peregrine {

struct CountedStatistics {
  const Output* output;
  ArrayLayout layout;
  HistogramBank* bank;              // none: nullptr
  double mean_steps_a_unit;         // none: 0
  std::span<std::int64_t> means;    // [cell] sums in steps; none: empty
  double batch_steps_a_unit;        // none: 0
  std::span<std::int64_t> batches;  // [cell][batch] the same by batch of draws; none: empty

  std::int64_t batch_count() const {
    return layout.cells == 0 ? 0 : static_cast<std::int64_t>(batches.size()) / layout.cells;
  }
};

}  // namespace peregrine
