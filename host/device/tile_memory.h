// The arrays behind TileState and TileOutput, in the memory of the CPU or of a GPU.
#pragma once

#include <cstdint>
#include <memory>

#include "kernels/world.h"

namespace peregrine {

// Memory for `tiles` tiles of `width` lanes each, in the layout of kernels/ensemble.h.
class TileMemory {
 public:
  // `stock_planes`: years + 1 for every year's stock, 2 for the latest only. Throws std::bad_alloc.
  TileMemory(const WorldView& world, std::int64_t tiles, int width, int stock_planes);
  ~TileMemory();
  TileMemory(const TileMemory&) = delete;
  TileMemory& operator=(const TileMemory&) = delete;

  const TileState& state() const { return state_; }
  const TileOutput& output() const { return output_; }
  static double bytes(const WorldView& world, std::int64_t tiles, int width, int stock_planes);

 private:
  TileState state_ = {};
  TileOutput output_ = {};
  std::unique_ptr<std::byte[]> memory_;
};

}  // namespace peregrine
