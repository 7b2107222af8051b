// The realizations of a block that are written one by one, as threads make them.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>

#include "host/checkpoint/checkpoint.h"
#include "host/outcome/rows.h"

namespace peregrine {

// Takes the years of draws in any order but that of each draw's years, and hands the rows to the
// checkpoint in the order of draws.
class KeptRows {
 public:
  // `none`: a collector without rows. `first`: the block's first draw.
  KeptRows(const RowCollector& none, std::int64_t block, std::int64_t first, int last_step,
           Checkpoint& checkpoint)
      : none_(none), block_(block), next_(first), last_step_(last_step), checkpoint_(checkpoint) {}

  // On any thread; at once for different draws.
  void add(const YearLanes& year);

 private:
  struct Part {
    RowCollector rows;
    std::int64_t draws;
    bool complete = false;
  };
  Part& part_of(const YearLanes& year);
  void hand_over(Part& done);

  const RowCollector& none_;
  std::int64_t block_;
  std::int64_t next_;  // draw, whose rows the checkpoint is to be given next
  int last_step_;
  Checkpoint& checkpoint_;
  std::mutex mutex_;
  std::map<std::int64_t, Part> parts_;  // by first draw
};

}  // namespace peregrine
