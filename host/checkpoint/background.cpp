#include "host/checkpoint/background.h"

#include <pthread.h>
#include <signal.h>

#include <utility>

namespace peregrine {
namespace {

constexpr std::size_t most_jobs = 2;

// Signals go to the main thread, whose waiting calls they are meant to interrupt.
std::thread without_signals(std::function<void()> work) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread thread(std::move(work));
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return thread;
}

}  // namespace

BackgroundWriter::BackgroundWriter() : thread_(without_signals([this] { work(); })) {}

BackgroundWriter::~BackgroundWriter() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void BackgroundWriter::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ends_ || (!jobs_.empty() && !failure_); });
    if (ends_) return;
    // By reference: a deque that grows at its end moves nothing.
    const std::function<void()>& job = jobs_.front();
    lock.unlock();
    std::exception_ptr failure;
    try {
      job();
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    failure_ = failure;
    jobs_.pop_front();
    changed_.notify_all();
  }
}

void BackgroundWriter::rethrow() {
  if (failure_) std::rethrow_exception(failure_);
}

void BackgroundWriter::submit(std::function<void()> job) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return jobs_.size() < most_jobs || failure_; });
  rethrow();
  jobs_.push_back(std::move(job));
  changed_.notify_all();
}

void BackgroundWriter::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return jobs_.empty() || failure_; });
  rethrow();
}

bool BackgroundWriter::busy() const {
  const std::lock_guard lock(mutex_);
  return !jobs_.empty();
}

}  // namespace peregrine
