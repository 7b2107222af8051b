// What a GPU counts of all outputs: banks in its memory, and their way to the host.
#pragma once

#include <cstdint>
#include <vector>

#include "host/device/counted_statistics.h"
#include "host/device/cuda_memory.h"
#include "kernels/ensemble.h"

namespace peregrine {

// How banks on a device are laid out.
struct BankLayout {
  // Bins beside those that the host has of a cell, as a share of these, on either side.
  double margin = 0.5;
  // Values outside their cells' bins that a year may have before cells have to wait; at least as
  // many as a launch has lanes.
  std::uint32_t list_places = 1u << 20;
};

class DeviceCounts {
 public:
  // Each cell gets the bins that the host's bank has of it, and a margin. What `statistics` point
  // to, and `extents`, stay where they are.
  DeviceCounts(std::vector<CountedStatistics> statistics, const OutputExtents& extents,
               const BankLayout& layout);

  // The GPU's arrays, of two years, that calls from now on count.
  void set_arrays(const TileOutput& arrays);

  // Begins to count the year `step` in the first `lanes` lanes of the arrays, when what is on the
  // stream is done.
  void begin(int step, const LaneBlock* blocks, std::int64_t lanes, const Stream& stream);
  // Waits until it is counted; values outside their cells' bins are then among the host's.
  void finish(const Stream& stream);

  // Adds what was counted since the last call to the host's statistics.
  void collect(int threads);

 private:
  void add_output(const CountedStatistics& statistics, const BankLayout& layout);
  void launch(const Stream& stream);
  OutsideList read_list(const Stream& stream);
  void collect_cells(std::size_t output, std::int64_t first, std::int64_t last, int threads);

  std::vector<CountedStatistics> statistics_;
  const OutputExtents& extents_;
  DeviceMemory memory_;
  std::vector<CountedOutput> outputs_;  // as on the device
  CountedOutput* device_outputs_ = nullptr;
  const int* first_corridor_ = nullptr;  // on the device
  CountLaunch size_ = {};
  std::int64_t bins_ = 0;  // of all cells
  CountTask task_ = {};
  int step_ = 0;
  bool empty_ = true;  // since they were collected
};

}  // namespace peregrine
