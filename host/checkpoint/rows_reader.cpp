#include "host/checkpoint/rows_reader.h"

#include <fmt/format.h>

#include <cstring>

#include "host/support/error.h"

namespace peregrine {

std::string rows_name(std::int64_t block) {
  return fmt::format("rows-{}.part", block);
}

void RowsReader::read_part(const std::function<void(std::span<const std::byte>)>& add) {
  PartInput part(folder_, rows_name(block_));
  const PartHeader& of = part.header();
  if (of.run != run_ || of.blocks != std::vector<std::int64_t>{block_}) {
    throw BadPart("it is a part of another run");
  }
  std::vector<std::byte> length;
  while (part.bytes_left() > 0) {
    std::uint64_t size = 0;
    part.next(sizeof size, length);
    std::memcpy(&size, length.data(), sizeof size);
    part.next(size, piece_);
    add(piece_);
  }
  part.finish();
}

void RowsReader::next_block(const std::function<void(std::span<const std::byte>)>& add) {
  try {
    read_part(add);
  } catch (const BadPart& bad) {
    throw OutputError(fmt::format("{}/{}: {} (run again with --resume, which computes it anew)",
                                  folder_.path(), rows_name(block_), bad.what()));
  }
  ++block_;
}

}  // namespace peregrine
