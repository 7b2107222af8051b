// Work of the host cut into pieces that threads may do in any order.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "host/support/parallel.h"

namespace peregrine {

// Independent pieces, each to be done once, by any thread. What a piece throws is kept, so that
// those who do pieces need not expect it, and thrown by finish().
class WorkList {
 public:
  void add(std::function<void()> piece) { pieces_.push_back(std::move(piece)); }
  std::int64_t count() const { return static_cast<std::int64_t>(pieces_.size()); }

  // Threads may do different pieces at once.
  void run(std::int64_t at) noexcept {
    try {
      pieces_[static_cast<std::size_t>(at)]();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  // After all are done: forgets them, and throws what one of them threw.
  void finish() {
    pieces_.clear();
    if (const std::exception_ptr failure = std::exchange(failure_, nullptr)) {
      std::rethrow_exception(failure);
    }
  }

  // Does all on so many threads; finish() is still to come.
  void run_all(int threads) {
    parallel_ranges(count(), threads, [this](std::int64_t begin, std::int64_t end) {
      for (std::int64_t at = begin; at < end; ++at) run(at);
    });
  }
  // Does all on so many threads, and finishes.
  void complete(int threads) {
    run_all(threads);
    finish();
  }

 private:
  std::vector<std::function<void()>> pieces_;
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace peregrine
