// Hands work out among the ranks of a run.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

namespace peregrine {

// Hands out 0 ... count - 1 among all ranks, each number once, in order of asking: whoever is
// faster gets more. Numbers go out in runs, long ones at first and single ones in the end, so that
// a thousand ranks do not queue for a counter (guided self-scheduling, Polychronopoulos and Kuck
// 1987). Collective to make and to destroy.
class WorkQueue {
 public:
  explicit WorkQueue(std::int64_t count);
  ~WorkQueue();
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;
  // The next number, or -1 when all are handed out.
  std::int64_t next();
  // How many were handed out so far, over all ranks, as this rank last saw it.
  std::int64_t handed_out() const;
  // Hands out no more, to any rank; what this rank holds already is given up.
  void close();

 private:
  struct Counter;
  bool is_closed();

  std::unique_ptr<Counter> counter_;
  std::int64_t count_;
  std::int64_t next_ = 0;  // of the run this rank holds
  std::int64_t end_ = 0;
  std::int64_t seen_ = 0;  // the counter, when this rank last asked
  bool told_ = false;      // the others that the queue is closed, by this rank
  std::chrono::steady_clock::time_point looked_;
};

}  // namespace peregrine
