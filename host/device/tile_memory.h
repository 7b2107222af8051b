// The arrays behind TileState and TileOutput, in the memory of the CPU or of a GPU.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "kernels/world.h"

namespace peregrine {

// Years that arrays have room for: years + 1 for all of them, 2 for the latest and the one before.
struct Planes {
  int outputs;
  int stocks;

  static Planes of_all_years(const WorldView& world) { return {world.years + 1, world.years + 1}; }
};

// Places the arrays of `tiles` tiles of `width` lanes each, in the layout of kernels/ensemble.h, in
// memory that is aligned to 64 bytes; `output` says how many planes it has. Returns the bytes that
// they take; with no memory it only counts.
std::size_t place_tiles(std::byte* memory, const WorldView& world, std::int64_t tiles, int width,
                        TileState& state, TileOutput& output);

// Memory for `tiles` tiles of `width` lanes each, in the layout of kernels/ensemble.h.
class TileMemory {
 public:
  // Throws std::bad_alloc.
  TileMemory(const WorldView& world, std::int64_t tiles, int width, Planes planes);
  ~TileMemory();
  TileMemory(const TileMemory&) = delete;
  TileMemory& operator=(const TileMemory&) = delete;

  const TileState& state() const { return state_; }
  // Of all years.
  const TileOutput& output() const { return output_; }
  static double bytes(const WorldView& world, std::int64_t tiles, int width, Planes planes);

 private:
  TileState state_ = {};
  TileOutput output_ = {};
  std::unique_ptr<std::byte[]> memory_;
};

}  // namespace peregrine
