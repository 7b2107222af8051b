// The median.
#pragma once

#include <algorithm>
#include <vector>

namespace peregrine {

// Of an even number, half-way between the two in the middle. `values` has one at least.
inline double middle_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

}  // namespace peregrine
