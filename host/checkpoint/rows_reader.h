// The realizations that a run has left in its folder, read back in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "host/checkpoint/part_file.h"

namespace peregrine {

// The name of a block's part.
std::string rows_name(std::int64_t block);

// Reads the parts of blocks 0 ... `blocks` - 1 of a run.
class RowsReader {
 public:
  RowsReader(const PartFolder& folder, std::string run, std::int64_t blocks)
      : folder_(folder), run_(std::move(run)), blocks_(blocks) {}

  bool at_end() const { return block_ == blocks_; }

  // Calls add(rows) for each piece of the next block, as it was added. Throws OutputError where the
  // part is not sound any more; what was read of it is not to be used then.
  void next_block(const std::function<void(std::span<const std::byte>)>& add);

 private:
  void read_part(const std::function<void(std::span<const std::byte>)>& add);

  const PartFolder& folder_;
  std::string run_;
  std::int64_t blocks_;
  std::int64_t block_ = 0;  // the next one
  std::vector<std::byte> piece_;
};

}  // namespace peregrine
