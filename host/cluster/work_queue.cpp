#include "host/cluster/work_queue.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "host/cluster/cluster.h"

#if defined(PEREGRINE_MPI)
#include <mpi.h>
#endif

namespace peregrine {

#if defined(PEREGRINE_MPI)

// A counter of rank 0 that any rank adds to, by messages: windows of MPI depend on the network and
// on the release of the library, and where they are made of messages themselves they stand still
// while rank 0 computes. A thread of rank 0 answers; where MPI lets no second thread call it, rank
// 0 does so whenever it comes for a number of its own.
struct WorkQueue::Counter {
  Counter();
  ~Counter();
  std::int64_t add(std::int64_t value);

 private:
  static constexpr int ask_tag = 1;
  static constexpr int answer_tag = 2;
  // Nothing asks for less than nothing: what a rank sends that will not ask again.
  static constexpr std::int64_t farewell = -1;
  // An ask waits half of it on average; looking costs some microseconds.
  static constexpr std::chrono::microseconds between_asks{500};

  std::int64_t add_here(std::int64_t value);
  void answer_all();
  void answer_until_all_have_left();

  MPI_Comm ranks_ = MPI_COMM_NULL;  // messages of its own
  std::mutex mutex_;
  std::int64_t value_ = 0;
  int left_ = 0;  // ranks that have said farewell
  std::atomic<bool> given_up_ = false;
  std::thread thread_;
};

WorkQueue::Counter::Counter() {
  if (world_size() == 1) return;
  MPI_Comm_dup(MPI_COMM_WORLD, &ranks_);
  if (world_rank() == 0 && any_thread_may_call_mpi()) {
    thread_ = std::thread([this] { answer_until_all_have_left(); });
  }
}

WorkQueue::Counter::~Counter() {
  if (ranks_ == MPI_COMM_NULL) return;
  // After an error nobody is waited for: the rank goes on to end all of them.
  given_up_ = std::uncaught_exceptions() > 0;
  if (thread_.joinable()) {
    thread_.join();
  } else if (world_rank() == 0) {
    answer_until_all_have_left();
  } else {
    MPI_Send(&farewell, 1, MPI_INT64_T, 0, ask_tag, ranks_);
  }
  if (given_up_) return;
  MPI_Barrier(ranks_);
  MPI_Comm_free(&ranks_);
}

std::int64_t WorkQueue::Counter::add_here(std::int64_t value) {
  const std::lock_guard lock(mutex_);
  const std::int64_t before = value_;
  value_ += value;
  return before;
}

std::int64_t WorkQueue::Counter::add(std::int64_t value) {
  if (world_rank() == 0) {
    if (ranks_ != MPI_COMM_NULL && !thread_.joinable()) answer_all();
    return add_here(value);
  }
  std::int64_t before = 0;
  MPI_Sendrecv(&value, 1, MPI_INT64_T, 0, ask_tag, &before, 1, MPI_INT64_T, 0, answer_tag, ranks_,
               MPI_STATUS_IGNORE);
  return before;
}

// All that have asked by now.
void WorkQueue::Counter::answer_all() {
  for (;;) {
    int asked = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, ask_tag, ranks_, &asked, &status);
    if (asked == 0) return;
    std::int64_t value = 0;
    MPI_Recv(&value, 1, MPI_INT64_T, status.MPI_SOURCE, ask_tag, ranks_, MPI_STATUS_IGNORE);
    if (value == farewell) {
      ++left_;
      continue;
    }
    const std::int64_t before = add_here(value);
    MPI_Send(&before, 1, MPI_INT64_T, status.MPI_SOURCE, answer_tag, ranks_);
  }
}

void WorkQueue::Counter::answer_until_all_have_left() {
  for (answer_all(); left_ < world_size() - 1 && !given_up_; answer_all()) {
    std::this_thread::sleep_for(between_asks);
  }
}

#else

struct WorkQueue::Counter {
  std::int64_t value = 0;
  std::int64_t add(std::int64_t more) { return std::exchange(value, value + more); }
};

#endif

WorkQueue::WorkQueue(std::int64_t count) : counter_(std::make_unique<Counter>()), count_(count) {}
WorkQueue::~WorkQueue() = default;

namespace {

// What closing adds to the counter: past any number of blocks, and so little that millions of
// ranks, all of which a signal may reach at once, can add it without an overflow.
constexpr std::int64_t closed = std::int64_t{1} << 40;
// How often a rank with work in hand looks whether another one has closed the queue.
constexpr std::chrono::seconds between_looks(1);

}  // namespace

bool WorkQueue::is_closed() {
  const auto now = std::chrono::steady_clock::now();
  if (now - looked_ < between_looks) return false;
  looked_ = now;
  return counter_->add(0) >= closed;
}

std::int64_t WorkQueue::next() {
  if (next_ < end_ && is_closed()) next_ = end_;
  if (next_ < end_) return next_++;
  // Of what is left, each rank takes so small a part that the last ones to come still find work.
  constexpr std::int64_t runs_a_rank = 8;
  const std::int64_t left = std::max<std::int64_t>(count_ - seen_, 0);
  const std::int64_t length = std::max<std::int64_t>(left / (runs_a_rank * world_size()), 1);
  const std::int64_t first = counter_->add(length);
  looked_ = std::chrono::steady_clock::now();
  seen_ = std::min(first + length, count_);
  next_ = std::min(first, count_);
  end_ = seen_;
  return next_ < end_ ? next_++ : -1;
}

std::int64_t WorkQueue::handed_out() const {
  return seen_;
}

void WorkQueue::close() {
  // Also where nothing is left to hand out: others may hold numbers that they have not begun.
  if (!told_) counter_->add(closed);
  told_ = true;
  seen_ = count_;
  next_ = end_;
}

}  // namespace peregrine
