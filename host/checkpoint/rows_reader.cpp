#include "host/checkpoint/rows_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "host/support/error.h"

namespace peregrine {
namespace {

OutputError unusable(const std::string& name, const BadPart& bad) {
  return OutputError(
      fmt::format("{}: {} (run again with --resume, which computes it anew)", name, bad.what()));
}

// Reads so many bytes for the checksum alone.
void pass_over(PartInput& part, std::uint64_t bytes, std::vector<std::byte>& buffer) {
  constexpr std::uint64_t bytes_at_once = std::uint64_t{1} << 18;
  for (; bytes > 0; bytes -= buffer.size()) part.next(std::min(bytes, bytes_at_once), buffer);
}

}  // namespace

std::string rows_name(std::int64_t block) {
  return fmt::format("rows-{}.part", block);
}

void RowsOfBlock::read(std::size_t piece, std::uint64_t offset, std::span<std::byte> bytes) const {
  try {
    part_->read_at(pieces_[piece].offset + offset, bytes);
  } catch (const BadPart& bad) {
    throw unusable(name_, bad);
  }
}

std::unique_ptr<PartInput> RowsReader::open() const {
  auto part = std::make_unique<PartInput>(folder_, rows_name(block_));
  const PartHeader& of = part->header();
  if (of.run != run_ || of.blocks != std::vector<std::int64_t>{block_}) {
    throw BadPart("it is a part of another run");
  }
  return part;
}

RowsOfBlock RowsReader::next_block() {
  RowsOfBlock block;
  block.name_ = fmt::format("{}/{}", folder_.path(), rows_name(block_));
  try {
    block.part_ = open();
    PartInput& part = *block.part_;
    const std::uint64_t all = part.bytes_left();
    std::vector<std::byte> buffer;
    while (part.bytes_left() > 0) {
      std::uint64_t size = 0;
      part.next(sizeof size, buffer);
      std::memcpy(&size, buffer.data(), sizeof size);
      block.pieces_.push_back({all - part.bytes_left(), size});
      pass_over(part, size, buffer);
    }
    part.finish();
  } catch (const BadPart& bad) {
    throw unusable(block.name_, bad);
  }
  ++block_;
  return block;
}

}  // namespace peregrine
