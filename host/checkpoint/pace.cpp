#include "host/checkpoint/pace.h"

namespace peregrine {
namespace {

// The share of the time that writing statistics may cost.
constexpr double most_cost = 0.03;
// How long a run works before that is worth the while at all, in seconds.
constexpr double least_between = 90.0;
// Bytes a second that the first part is expected to be written with: a slow disk's.
constexpr double expected_write_rate = 2e8;

}  // namespace

bool Pace::is_worth_it(double seconds) const {
  return seconds >= least_between && most_cost * seconds >= storing_ + writing_;
}

bool Pace::due(double seconds, const std::function<StoreCost()>& expected) {
  if (is_measured_ || !is_worth_it(seconds)) return is_worth_it(seconds);
  // Statistics grow: what was expected earlier only says when to ask again.
  const StoreCost cost = expected();
  storing_ = cost.seconds;
  writing_ = cost.bytes / expected_write_rate;
  return is_worth_it(seconds);
}

void Pace::stored(double seconds) {
  storing_ = seconds;
  all_storing_ += seconds;
  is_measured_ = true;
}

void Pace::written(double seconds) {
  writing_ = seconds;
  all_writing_ = all_writing_ + seconds;  // by the one thread that writes
}

}  // namespace peregrine
