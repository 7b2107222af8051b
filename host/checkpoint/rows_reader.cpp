#include "host/checkpoint/rows_reader.h"

#include <fmt/format.h>

#include <cstring>
#include <future>
#include <utility>

#include "host/support/error.h"

namespace peregrine {

std::string rows_name(std::int64_t block) {
  return fmt::format("rows-{}.part", block);
}

void RowsReader::next_of_part(Piece& piece) {
  if (!part_) {
    part_.emplace(folder_, rows_name(block_));
    const PartHeader& of = part_->header();
    if (of.run != run_ || of.blocks != std::vector<std::int64_t>{block_}) {
      throw BadPart("it is a part of another run");
    }
  }
  std::uint64_t size = 0;
  std::vector<std::byte> length;
  part_->next(sizeof size, length);
  std::memcpy(&size, length.data(), sizeof size);
  part_->next(size, piece.rows);
  piece.is_last_of_block = part_->bytes_left() == 0;
  if (!piece.is_last_of_block) return;
  part_->finish();
  part_.reset();
  ++block_;
}

void RowsReader::next(Piece& piece) {
  try {
    next_of_part(piece);
  } catch (const BadPart& bad) {
    throw OutputError(fmt::format("{}/{}: {} (run again with --resume, which computes it anew)",
                                  folder_.path(), rows_name(block_), bad.what()));
  }
}

void RowsReader::read(const std::function<void(std::span<const std::byte>, bool)>& use) {
  Piece piece;
  Piece ahead;
  std::future<void> reading;
  const auto begin_reading = [&] {
    if (!at_end()) reading = std::async(std::launch::async, [&] { next(ahead); });
  };
  begin_reading();
  while (reading.valid()) {
    reading.get();
    std::swap(piece, ahead);
    begin_reading();
    use(piece.rows, piece.is_last_of_block);
  }
}

}  // namespace peregrine
