#include "host/outcome/rows.h"

#include <algorithm>
#include <array>

#include "host/outcome/blocks.h"
#include "host/support/bytes.h"

namespace peregrine {
namespace {

constexpr std::size_t most_bytes_of_count = 10;

// The numbers between the arrays of a piece.
class PieceNumbers {
 public:
  PieceNumbers(const RowsOfBlock& block, std::size_t piece) : block_(block), piece_(piece) {}

  std::int64_t next() {
    std::array<std::byte, most_bytes_of_count> buffer = {};
    const std::uint64_t left = block_.bytes(piece_) - at_;
    const auto bytes = std::span(buffer).first(
        static_cast<std::size_t>(std::min<std::uint64_t>(left, most_bytes_of_count)));
    block_.read(piece_, at_, bytes);
    ByteReader reader(bytes);
    const std::uint64_t number = reader.count();
    if (number > largest) throw MalformedBytes("not a number of rows");
    at_ += bytes.size() - reader.rest().size();
    return static_cast<std::int64_t>(number);
  }
  void skip(std::int64_t bytes) {
    if (static_cast<std::uint64_t>(bytes) > block_.bytes(piece_) - at_) {
      throw MalformedBytes("rows that are cut off");
    }
    at_ += static_cast<std::uint64_t>(bytes);
  }
  std::uint64_t at() const { return at_; }

 private:
  static constexpr std::uint64_t largest = std::uint64_t{1} << 40;
  const RowsOfBlock& block_;
  std::size_t piece_;
  std::uint64_t at_ = 0;
};

}  // namespace

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

std::vector<std::byte> RowCollector::store_and_clear() {
  ByteWriter bytes;
  // Of tens of megabytes: one that grows touches three times as much fresh memory.
  bytes.reserve(static_cast<std::size_t>(world_.count() * row_bytes()) + 3 * most_bytes_of_count);
  bytes.add_count(static_cast<std::uint64_t>(first_));
  world_.store_and_clear(bytes);
  irregular_.store_and_clear(bytes);
  return bytes.take();
}

void RowCollector::write(const RowsOfBlock& block, EnsembleWriter& writer) const {
  std::vector<std::uint64_t> world_at, irregular_at;  // of each piece, past the numbers
  OutputRows::Stored world = {-1, {}, {}};
  OutputRows::Stored irregular = {-1, {}, {}};
  std::int64_t next = -1;
  std::int64_t rows = 0;
  for (std::size_t piece = 0; piece < block.pieces(); ++piece) {
    PieceNumbers numbers(block, piece);
    const std::int64_t first = numbers.next();
    if (next < 0) world.first_realization = irregular.first_realization = next = first;
    const std::int64_t count = numbers.next();
    rows += count;
    if (first != next || first >= keep_ || rows > block_draws) {
      throw MalformedBytes("not one block's rows, one after the other");
    }
    next += count;
    world.counts.push_back(count);
    world_at.push_back(numbers.at());
    numbers.skip(count * world_.row_bytes());
    irregular.counts.push_back(numbers.next());
    irregular_at.push_back(numbers.at());
    numbers.skip(irregular.counts.back() * irregular_.row_bytes());
    if (irregular.counts.back() != count || numbers.at() != block.bytes(piece)) {
      throw MalformedBytes("rows of other outputs");
    }
  }
  if (rows == 0) return;
  world.read = [&](std::size_t piece, std::uint64_t offset, std::span<std::byte> bytes) {
    block.read(piece, world_at[piece] + offset, bytes);
  };
  irregular.read = [&](std::size_t piece, std::uint64_t offset, std::span<std::byte> bytes) {
    block.read(piece, irregular_at[piece] + offset, bytes);
  };
  world_.write(world, writer);
  irregular_.write(irregular, writer);
}

}  // namespace peregrine
