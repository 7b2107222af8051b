// Writing while the run goes on.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace peregrine {

// Does what is submitted in the order of submission, on a thread of its own. What a job throws is
// thrown by the next call; the jobs behind it are not done.
class BackgroundWriter {
 public:
  BackgroundWriter();
  // Waits for the job under way; those behind it are dropped.
  ~BackgroundWriter();
  BackgroundWriter(const BackgroundWriter&) = delete;
  BackgroundWriter& operator=(const BackgroundWriter&) = delete;

  // Waits first where two jobs are waiting already: they hold what they write in memory.
  void submit(std::function<void()> job);
  // Until all is done.
  void wait();
  bool busy() const;

 private:
  void work();
  void rethrow();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;  // the first is under way
  std::exception_ptr failure_;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace peregrine
