#include "host/checkpoint/ranges.h"

#include <fmt/format.h>

#include <charconv>

#include "host/support/bytes.h"

namespace peregrine {

std::string ranges_as_text(std::span<const std::int64_t> ascending) {
  std::string text;
  for (std::size_t at = 0; at < ascending.size();) {
    std::size_t end = at + 1;
    while (end < ascending.size() && ascending[end] == ascending[end - 1] + 1) ++end;
    if (!text.empty()) text += ',';
    text += end - at == 1 ? fmt::format("{}", ascending[at])
                          : fmt::format("{}-{}", ascending[at], ascending[end - 1]);
    at = end;
  }
  return text;
}

std::vector<std::int64_t> ranges_of_text(const std::string& text) {
  // No run has more blocks: 2^40 draws.
  constexpr std::int64_t most = std::int64_t{1} << 30;
  // Nor has a part so many, four thousand million draws.
  constexpr std::size_t most_numbers = std::size_t{1} << 22;
  std::vector<std::int64_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto number = [&] {
    std::int64_t value = -1;
    const auto [after, error] = std::from_chars(at, end, value);
    if (error != std::errc() || value < 0 || value > most) throw MalformedBytes("no number");
    at = after;
    return value;
  };
  while (at != end) {
    if (!numbers.empty() && *at++ != ',') throw MalformedBytes("no comma");
    const std::int64_t first = number();
    std::int64_t last = first;
    if (at != end && *at == '-') {
      ++at;
      last = number();
    }
    if (last < first || (!numbers.empty() && first <= numbers.back())) {
      throw MalformedBytes("not ascending");
    }
    if (static_cast<std::size_t>(last - first) >= most_numbers - numbers.size()) {
      throw MalformedBytes("more blocks than a part has");
    }
    for (std::int64_t value = first; value <= last; ++value) numbers.push_back(value);
  }
  return numbers;
}

}  // namespace peregrine
