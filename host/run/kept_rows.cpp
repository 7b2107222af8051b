#include "host/run/kept_rows.h"

namespace peregrine {

KeptRows::Part& KeptRows::part_of(const YearLanes& year) {
  const std::lock_guard lock(mutex_);
  return parts_.try_emplace(year.first, Part{none_, year.count}).first->second;
}

void KeptRows::add(const YearLanes& year) {
  Part& part = part_of(year);
  part.rows.add(year);
  if (year.step == last_step_) hand_over(part);
}

void KeptRows::hand_over(Part& done) {
  const std::lock_guard lock(mutex_);
  done.complete = true;
  for (auto first = parts_.begin();
       first != parts_.end() && first->first == next_ && first->second.complete;
       first = parts_.erase(first)) {
    Part& part = first->second;
    if (!part.rows.empty()) checkpoint_.add_rows(block_, part.rows.store_and_clear());
    next_ += part.draws;
  }
}

}  // namespace peregrine
