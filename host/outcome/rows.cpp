#include "host/outcome/rows.h"

#include <algorithm>

#include "host/outcome/blocks.h"
#include "host/support/bytes.h"

namespace peregrine {

RowCollector::RowCollector(const WorldView& world, std::int64_t keep)
    : keep_(keep),
      world_(world_outputs(), OutputExtents(world, world.corridors)),
      irregular_(irregular_outputs(), OutputExtents(world, world.corridors)) {}

void RowCollector::add(const YearLanes& year) {
  YearLanes wanted = year;
  wanted.count = std::min(year.count, keep_ - year.first);
  if (wanted.count <= 0) return;
  if (empty()) first_ = year.first;
  world_.add(wanted);
  irregular_.add(wanted);
}

void RowCollector::write_and_clear(EnsembleWriter& writer) {
  if (empty()) return;
  world_.write_and_clear(writer, first_);
  irregular_.write_and_clear(writer, first_);
}

std::vector<std::byte> RowCollector::store_and_clear() {
  ByteWriter bytes;
  // Of tens of megabytes: one that grows touches three times as much fresh memory.
  constexpr std::size_t most_bytes_of_counts = 30;
  bytes.reserve(static_cast<std::size_t>(static_cast<double>(world_.count()) * row_bytes()) +
                most_bytes_of_counts);
  bytes.add_count(static_cast<std::uint64_t>(first_));
  world_.store_and_clear(bytes);
  irregular_.store_and_clear(bytes);
  return bytes.take();
}

void RowCollector::restore(std::span<const std::byte> stored) {
  ByteReader bytes(stored);
  const std::uint64_t first = bytes.count();
  if (first >= static_cast<std::uint64_t>(keep_)) throw MalformedBytes("not one block's rows");
  if (empty()) {
    first_ = static_cast<std::int64_t>(first);
    // For all rows of the block, so that they do not move as they become more.
    const std::int64_t rows = std::min(block_draws, keep_ - first_);
    world_.reserve(rows);
    irregular_.reserve(rows);
  }
  if (first != static_cast<std::uint64_t>(first_ + world_.count())) {
    throw MalformedBytes("rows that do not follow those before them");
  }
  world_.restore(bytes);
  irregular_.restore(bytes);
  bytes.expect_end();
}

}  // namespace peregrine
