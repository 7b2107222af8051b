// Threads for loops of the host whose iterations are independent. By hand: oneTBB may be absent,
// and its loops throw what any part threw, not what the first did.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace peregrine {

// Calls work(begin, end) for parts that together are 0 ... count - 1, on `threads` threads. There
// are more parts than threads, and a thread takes the next one when it is done with one, so that a
// busy core delays the others little. Where `work` throws, no further part is begun, and what the
// first part that failed threw is thrown here: parts are begun in order, so that it is the same for
// any number of threads that cut the loop into the same parts.
template <typename Work>
void parallel_ranges(std::int64_t count, int threads, const Work& work) {
  constexpr std::int64_t parts_per_thread = 16;
  const std::int64_t workers = threads < 1 ? 1 : threads;
  const std::int64_t parts = std::min(workers * parts_per_thread, count);
  std::atomic<std::int64_t> next_part = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  std::int64_t failed_part = parts;
  const auto take_parts = [&] {
    for (std::int64_t part = next_part++; part < parts; part = next_part++) {
      try {
        work(count * part / parts, count * (part + 1) / parts);
      } catch (...) {
        next_part = parts;
        const std::lock_guard lock(mutex);
        if (part < failed_part) failure = std::current_exception();
        failed_part = std::min(part, failed_part);
      }
    }
  };
  std::vector<std::thread> others;
  others.reserve(static_cast<std::size_t>(workers - 1));
  for (std::int64_t worker = 1; worker < workers; ++worker) others.emplace_back(take_parts);
  take_parts();
  for (std::thread& other : others) other.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace peregrine
