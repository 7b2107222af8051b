// What all draws of a run leave behind: histograms and sums, whose bits do not depend on the order
// in which draws come in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "host/checkpoint/pace.h"
#include "host/outcome/output_statistics.h"
#include "host/output/outputs.h"
#include "host/store/ensemble_writer.h"
#include "kernels/world.h"

namespace peregrine {

class EnsembleStatistics {
 public:
  // `corridors`: those reported, without the padding of the world's arrays. `draws`: of the run.
  EnsembleStatistics(const WorldView& world, int corridors, std::int64_t draws);
  EnsembleStatistics(const EnsembleStatistics&) = delete;
  EnsembleStatistics& operator=(const EnsembleStatistics&) = delete;

  // Adds a year of some draws. Threads may add different years or draws at once, but nothing else
  // may be asked for meanwhile.
  void add(const YearLanes& year);

  // For a device that counts in place of add(). Valid as long as this object.
  std::vector<CountedStatistics> counted();
  const OutputExtents& extents() const { return extents_; }

  // All of it as bytes, the same whatever the order in which draws came, and their addition
  // elsewhere, to the statistics of a run of the same kind: histograms when draws come or more is
  // added, and never where none do. The latter throws MalformedBytes.
  std::vector<std::byte> store(int threads);
  void restore_and_add(std::vector<std::byte> bytes, int threads);
  // Gives the memory of such bytes back, once all years of some draws were added since.
  void release_restored();
  // What store() is going to cost, from storing some of it.
  StoreCost expected_store_cost(int threads);

  // Sums the statistics of all ranks on rank 0. Collective.
  void gather_on_root(int threads);

  // Writes quantiles, their errors and means. Once.
  void write(EnsembleWriter& writer, int threads);

  // Histograms that such a world takes.
  static std::int64_t histograms(const WorldView& world, int corridors);

 private:
  template <typename Visit>
  void for_each(const Visit& visit) {
    for (OutputStatistics& statistics : world_) visit(statistics);
    for (OutputStatistics& statistics : irregular_) visit(statistics);
  }
  std::vector<StatisticsPiece> pieces();
  void write_world_population(EnsembleWriter& writer);

  std::vector<std::byte> later_;  // what banks are to add
  std::int64_t draws_;
  OutputExtents extents_;
  std::vector<OutputStatistics> world_;
  std::vector<OutputStatistics> irregular_;
};

}  // namespace peregrine
