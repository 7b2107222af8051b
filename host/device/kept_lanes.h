// The way of single realizations from a GPU to the host: pinned memory for two years.
#pragma once

#include <cstdint>
#include <vector>

#include "host/device/cuda_memory.h"
#include "kernels/world.h"

namespace peregrine {

class KeptLanes {
 public:
  // Of the GPU's arrays, of two years; for `most_blocks` blocks of draws at once.
  KeptLanes(const WorldView& world, const TileOutput& arrays, std::int64_t most_blocks);

  // Lanes `first` ... `first` + `count` - 1 of arrays whose rows have `stride` lanes.
  struct Part {
    std::int64_t first;
    std::int64_t count;
    std::int64_t stride;
  };
  // Begins to copy a year of a part, the `at`-th that the host holds, when what is on the stream is
  // done.
  void begin_copy(std::int64_t at, const Part& part, int step, const Stream& stream);
  // A year that has been copied: rows of draws_of_lanes lanes, in one plane, of those arrays that
  // single realizations are of. Valid until the next but one is begun.
  TileOutput year(std::int64_t at, int step) const;

 private:
  // An array of the GPU, [plane][row][lane], and where a part's plane begins on the host.
  struct Copied {
    const std::byte* device;
    std::size_t element;
    std::int64_t rows;
    int planes;
    bool by_year;
    std::size_t offset;
  };
  std::byte* memory_of(std::int64_t at, int step) const;

  std::size_t part_bytes_ = 0;  // of a year
  std::int64_t parts_;
  const WorldView& world_;
  std::vector<Copied> copied_;
  TileOutput arrays_;  // of the GPU
  std::unique_ptr<PinnedMemory> memory_;
};

}  // namespace peregrine
