// The realizations that a run has left in its folder, read back in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host/checkpoint/part_file.h"

namespace peregrine {

// The name of a block's part.
std::string rows_name(std::int64_t block);

// Reads the parts of blocks 0 ... `blocks` - 1 of a run, piece by piece as they were added.
class RowsReader {
 public:
  RowsReader(const PartFolder& folder, std::string run, std::int64_t blocks)
      : folder_(folder), run_(std::move(run)), blocks_(blocks) {}

  // Calls use(rows, is_last_of_block) for each piece while the next one is read and added to its
  // checksum on another thread. Throws OutputError where a part is not sound any more.
  void read(const std::function<void(std::span<const std::byte>, bool)>& use);

 private:
  struct Piece {
    std::vector<std::byte> rows;
    bool is_last_of_block = false;
  };
  bool at_end() const { return !part_ && block_ == blocks_; }
  void next(Piece& piece);
  void next_of_part(Piece& piece);

  const PartFolder& folder_;
  std::string run_;
  std::int64_t blocks_;
  std::int64_t block_ = 0;
  std::optional<PartInput> part_;  // of the block under way
};

}  // namespace peregrine
