#include "host/device/tile_memory.h"

#include "kernels/tile_arrays.h"

namespace peregrine {

namespace {

constexpr std::size_t alignment = 64;  // bytes: a cache line, and the widest SIMD register

// Hands out aligned arrays of one allocation; with no memory behind it, it only counts.
class Arena {
 public:
  Arena(std::byte* memory, std::int64_t lanes) : memory_(memory), lanes_(lanes) {}

  template <typename T>
  void operator()(T*& array, const ArrayRows& rows) {
    if (memory_ != nullptr) array = reinterpret_cast<T*>(memory_ + used_);
    const std::size_t bytes = static_cast<std::size_t>(rows.all() * lanes_) * sizeof(T);
    used_ += (bytes + alignment - 1) / alignment * alignment;
  }
  std::size_t used() const { return used_; }

 private:
  std::byte* memory_;
  std::int64_t lanes_;
  std::size_t used_ = 0;
};

}  // namespace

std::size_t place_tiles(std::byte* memory, const WorldView& world, std::int64_t tiles, int width,
                        TileState& state, TileOutput& output) {
  Arena arena(memory, tiles * width);
  visit_tile_arrays(world, state, output, arena);
  return arena.used();
}

TileMemory::TileMemory(const WorldView& world, std::int64_t tiles, int width, Planes planes) {
  output_.planes = planes.outputs;
  output_.stock_planes = planes.stocks;
  const std::size_t bytes = place_tiles(nullptr, world, tiles, width, state_, output_);
  memory_.reset(new std::byte[bytes + alignment]);
  const auto address = reinterpret_cast<std::uintptr_t>(memory_.get());
  std::byte* const first = memory_.get() + (alignment - address % alignment) % alignment;
  place_tiles(first, world, tiles, width, state_, output_);
}

TileMemory::~TileMemory() = default;

double TileMemory::bytes(const WorldView& world, std::int64_t tiles, int width, Planes planes) {
  TileState state = {};
  TileOutput output = {};
  output.planes = planes.outputs;
  output.stock_planes = planes.stocks;
  return static_cast<double>(place_tiles(nullptr, world, tiles, width, state, output));
}

}  // namespace peregrine
