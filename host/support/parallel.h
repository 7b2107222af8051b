// Threads for loops of the host whose iterations are independent.
#pragma once

#include <cstdint>
#include <thread>
#include <vector>

namespace peregrine {

// Calls work(begin, end) for `threads` parts of 0 ... count - 1, one a thread.
template <typename Work>
void parallel_ranges(std::int64_t count, int threads, const Work& work) {
  const std::int64_t parts = threads < 1 ? 1 : threads;
  std::vector<std::thread> others;
  others.reserve(static_cast<std::size_t>(parts - 1));
  for (std::int64_t part = 1; part < parts; ++part) {
    others.emplace_back(
        [&work, count, parts, part] { work(count * part / parts, count * (part + 1) / parts); });
  }
  work(std::int64_t{0}, count / parts);
  for (std::thread& other : others) other.join();
}

}  // namespace peregrine
