// How often statistics are worth writing to disk while a run goes on.
#pragma once

#include <atomic>
#include <functional>

namespace peregrine {

// What it costs to make the bytes of a part of statistics, and how many they are.
struct StoreCost {
  double seconds = 0.0;
  double bytes = 0.0;
};

// Lets parts of statistics cost at most 3 % of the time, and no two of them come within 90 s.
class Pace {
 public:
  // Whether the next part is due, so many seconds after the last one or the start. What the last
  // one cost says what the next one is going to; before the first, `expected` is asked, seldom.
  bool due(double seconds, const std::function<StoreCost()>& expected);

  // Seconds that a part took from the run, and then took to be written beside it; the latter may
  // come from another thread.
  void stored(double seconds);
  void written(double seconds);

  // Of all parts together.
  double seconds_stored() const { return all_storing_; }
  double seconds_written() const { return all_writing_; }

 private:
  bool is_worth_it(double seconds) const;

  double storing_ = 0.0;
  std::atomic<double> writing_ = 0.0;
  double all_storing_ = 0.0;
  std::atomic<double> all_writing_ = 0.0;
  bool is_measured_ = false;
};

}  // namespace peregrine
