#include "host/support/nearest.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace peregrine {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::string nearest_word(std::string_view text, std::span<const std::string> words) {
  const auto nearest = std::ranges::min_element(
      words, {}, [text](const std::string& word) { return edit_distance(text, word); });
  return nearest == words.end() ? std::string() : *nearest;
}

}  // namespace peregrine
