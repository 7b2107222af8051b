// A bound on how long a rank waits for others.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace peregrine {

// Ends the process (exit code 75) when a wait takes too long, whatever call it hangs in: a rank
// that was stopped, or whose node is gone, would else be waited for as long as the job lasts.
class Watchdog {
 public:
  // `patience`: seconds, 0 for no bound. `explain` is called with what was waited for, before the
  // process ends.
  Watchdog(double patience, std::function<void(const std::string& waiting_for)> explain);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  // From its making until it goes, the process waits: `more` seconds longer than is usual. One at a
  // time.
  class Wait {
   public:
    Wait(Watchdog& watchdog, std::string waiting_for, double more = 0.0);
    ~Wait();
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;

   private:
    Watchdog& watchdog_;
  };

 private:
  void watch();

  double patience_;
  std::function<void(const std::string&)> explain_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_for_;  // empty: nothing
  double more_ = 0.0;        // seconds
  std::uint64_t waits_ = 0;  // begun so far
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace peregrine
