#include "host/cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include "host/support/notice.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::int64_t bar_width = 24;

double share_of(std::int64_t done, std::int64_t total) {
  return total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 1.0;
}

}  // namespace

ProgressStyle progress_style_of_stderr() {
  return isatty(STDERR_FILENO) != 0 ? ProgressStyle::bar : ProgressStyle::lines;
}

std::string progress_line(std::int64_t done, std::int64_t total, double seconds) {
  std::string text = fmt::format("{:3.0f} %  {} of {} draws", 100 * share_of(done, total),
                                 grouped(done), grouped(total));
  if (done == 0 || seconds <= 0) return text;
  const double rate = static_cast<double>(done) / seconds;
  text += fmt::format("  {} draws/s", grouped(rate, rate < 10 ? 1 : 0));
  if (done < total) {
    text += fmt::format("  {} left", duration_in_words(static_cast<double>(total - done) / rate));
  } else {
    text += fmt::format("  {}", duration_in_words(seconds));
  }
  return text;
}

std::string progress_bar(std::int64_t done, std::int64_t total, double seconds) {
  const auto filled = static_cast<std::size_t>(share_of(done, total) * bar_width);
  return fmt::format("[{}{}] {}", std::string(filled, '#'), std::string(bar_width - filled, '-'),
                     progress_line(done, total, seconds));
}

ProgressPrinter::ProgressPrinter(ProgressStyle style)
    : style_(style), start_(std::chrono::steady_clock::now()) {}

ProgressPrinter::~ProgressPrinter() {
  if (line_open_) notice("\n");
}

void ProgressPrinter::show(std::int64_t done, std::int64_t total) {
  if (style_ == ProgressStyle::none) return;
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  if (style_ == ProgressStyle::bar) {
    constexpr const char* clear_to_end_of_line = "\033[K";
    notice(fmt::format("\r{}{}", progress_bar(done, total, seconds), clear_to_end_of_line));
    line_open_ = true;
    return;
  }
  const auto tenths = static_cast<std::int64_t>(10 * share_of(done, total));
  if (tenths > tenths_shown_) {
    tenths_shown_ = tenths;
    notice(progress_line(done, total, seconds) + "\n");
  }
}

}  // namespace peregrine
