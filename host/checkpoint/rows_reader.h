// The realizations that a run has left in its folder, read back in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "host/checkpoint/part_file.h"

namespace peregrine {

// The name of a block's part.
std::string rows_name(std::int64_t block);

// The rows of a block, in pieces as they were added. They stay on the disk: all of them are larger
// than what a run has in memory besides.
class RowsOfBlock {
 public:
  std::size_t pieces() const { return pieces_.size(); }
  std::uint64_t bytes(std::size_t piece) const { return pieces_[piece].bytes; }
  // Bytes of a piece from `offset` on. Throws OutputError where they cannot be read.
  void read(std::size_t piece, std::uint64_t offset, std::span<std::byte> bytes) const;

 private:
  friend class RowsReader;
  struct Piece {
    std::uint64_t offset;  // in the part
    std::uint64_t bytes;
  };
  std::string name_;
  std::unique_ptr<PartInput> part_;
  std::vector<Piece> pieces_;
};

// Reads the parts of blocks 0 ... `blocks` - 1 of a run.
class RowsReader {
 public:
  RowsReader(const PartFolder& folder, std::string run, std::int64_t blocks)
      : folder_(folder), run_(std::move(run)), blocks_(blocks) {}

  bool at_end() const { return block_ == blocks_; }

  // The next block, all of it checked. Throws OutputError where the part is not sound any more.
  RowsOfBlock next_block();

 private:
  std::unique_ptr<PartInput> open() const;

  const PartFolder& folder_;
  std::string run_;
  std::int64_t blocks_;
  std::int64_t block_ = 0;  // the next one
};

}  // namespace peregrine
