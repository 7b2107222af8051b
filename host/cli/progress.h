// How far a run has come: a bar on a terminal, a line for every tenth in a log.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace peregrine {

enum class ProgressStyle { none, bar, lines };

// A bar where standard error is a terminal, lines otherwise.
ProgressStyle progress_style_of_stderr();

// "[########--------] 50 %  1,000 of 2,000 draws  310 draws/s  3.2 s left", at most 100 columns.
std::string progress_bar(std::int64_t done, std::int64_t total, double seconds);

// The same without the bar.
std::string progress_line(std::int64_t done, std::int64_t total, double seconds);

// Prints to standard error; the clock starts with the object.
class ProgressPrinter {
 public:
  explicit ProgressPrinter(ProgressStyle style);
  // Leaves the cursor on a line of its own.
  ~ProgressPrinter();
  ProgressPrinter(const ProgressPrinter&) = delete;
  ProgressPrinter& operator=(const ProgressPrinter&) = delete;

  void show(std::int64_t done, std::int64_t total);

 private:
  ProgressStyle style_;
  std::chrono::steady_clock::time_point start_;
  std::int64_t tenths_shown_ = 0;
  bool line_open_ = false;
};

}  // namespace peregrine
