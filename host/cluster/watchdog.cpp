#include "host/cluster/watchdog.h"

#include <chrono>
#include <cstdlib>
#include <utility>

#include "host/support/error.h"

namespace peregrine {

Watchdog::Watchdog(double patience, std::function<void(const std::string&)> explain)
    : patience_(patience), explain_(std::move(explain)) {
  if (patience_ > 0.0) thread_ = std::thread([this] { watch(); });
}

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Watchdog::watch() {
  std::unique_lock lock(mutex_);
  while (!ends_) {
    changed_.wait(lock, [this] { return ends_ || !waiting_for_.empty(); });
    if (ends_) return;
    const auto over = [this, wait = waits_] {
      return ends_ || waiting_for_.empty() || waits_ != wait;
    };
    if (changed_.wait_for(lock, std::chrono::duration<double>(patience_ + more_), over)) continue;
    explain_(waiting_for_);
    // No destructor may run: they would wait for the same ranks.
    std::_Exit(static_cast<int>(ExitCode::interrupted));
  }
}

Watchdog::Wait::Wait(Watchdog& watchdog, std::string waiting_for, double more)
    : watchdog_(watchdog) {
  {
    const std::lock_guard lock(watchdog_.mutex_);
    watchdog_.waiting_for_ = std::move(waiting_for);
    watchdog_.more_ = more;
    ++watchdog_.waits_;
  }
  watchdog_.changed_.notify_all();
}

Watchdog::Wait::~Wait() {
  {
    const std::lock_guard lock(watchdog_.mutex_);
    watchdog_.waiting_for_.clear();
  }
  watchdog_.changed_.notify_all();
}

}  // namespace peregrine
