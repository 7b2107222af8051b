// Columns of numbers as the kernels read them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace peregrine {

// [item] what `value(item)` is of items 0 ... count - 1.
template <typename T, class Value>
std::vector<T> listed(int count, const Value& value) {
  std::vector<T> values;
  values.reserve(static_cast<std::size_t>(count));
  for (int item = 0; item < count; ++item) values.push_back(static_cast<T>(value(item)));
  return values;
}

// [item] what `value(one)` is of every one of `items`.
template <typename T, class Items, class Value>
std::vector<T> column(const Items& items, const Value& value) {
  std::vector<T> values;
  values.reserve(items.size());
  for (const auto& one : items) values.push_back(static_cast<T>(value(one)));
  return values;
}

// In single precision.
inline std::vector<float> narrowed(std::span<const double> wide) {
  return column<float>(wide, [](double value) { return value; });
}

}  // namespace peregrine
