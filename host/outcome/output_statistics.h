// What all draws of a run leave behind of one output.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "host/device/counted_statistics.h"
#include "host/outcome/cell_statistics.h"
#include "host/output/extents.h"

namespace peregrine {

class OutputStatistics {
 public:
  // In a world of these extents, which stay where they are.
  OutputStatistics(const Output& output, const OutputExtents& extents);

  // Means by batch, too, of a run of so many draws.
  void add_batches(std::int64_t draws);

  std::string_view name() const { return output_->name; }
  std::int64_t cells() const { return layout_.cells; }

  // Adds a year. Threads may add different years and draws at once.
  void add(const YearLanes& year);

  // For a device that counts. Valid as long as this stays where it is.
  CountedStatistics counted();

  // Writes means by batch and gives their memory back.
  void write_batches(EnsembleWriter& writer);
  // Writes quantiles, their errors and means of so many draws, and gives the memory of histograms
  // back.
  void write(EnsembleWriter& writer, std::int64_t draws, int threads);

  // What it has of these.
  std::optional<HistogramBank>& bank() { return bank_; }
  std::optional<CellMeans>& means() { return means_; }
  std::optional<BatchMeans>& by_batch() { return by_batch_; }

 private:
  template <typename Source>
  void add_source(const YearLanes& year, const Source& source);

  const Output* output_;
  const OutputExtents* extents_;
  ArrayLayout layout_;
  CellLocks locks_;
  std::optional<HistogramBank> bank_;
  std::optional<CellMeans> means_;
  std::optional<BatchMeans> by_batch_;
};

// Of all outputs of a table that the world has and that have statistics, in its order.
std::vector<OutputStatistics> statistics_of(std::span<const Output> table,
                                            const OutputExtents& extents, std::int64_t draws);

}  // namespace peregrine
