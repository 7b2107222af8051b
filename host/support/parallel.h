// Threads for loops of the host whose iterations are independent.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace peregrine {

// Calls work(begin, end) for parts that together are 0 ... count - 1, on `threads` threads. There
// are more parts than threads, and a thread takes the next one when it is done with one, so that a
// busy core delays the others little. `work` must not throw.
template <typename Work>
void parallel_ranges(std::int64_t count, int threads, const Work& work) {
  constexpr std::int64_t parts_per_thread = 16;
  const std::int64_t workers = threads < 1 ? 1 : threads;
  const std::int64_t parts = std::min(workers * parts_per_thread, count);
  std::atomic<std::int64_t> next_part = 0;
  const auto take_parts = [&] {
    for (std::int64_t part = next_part++; part < parts; part = next_part++) {
      work(count * part / parts, count * (part + 1) / parts);
    }
  };
  std::vector<std::thread> others;
  others.reserve(static_cast<std::size_t>(workers - 1));
  for (std::int64_t worker = 1; worker < workers; ++worker) others.emplace_back(take_parts);
  take_parts();
  for (std::thread& other : others) other.join();
}

}  // namespace peregrine
