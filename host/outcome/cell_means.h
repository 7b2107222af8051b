// Means over all draws of many quantities. Sums are integers, so that the order in which draws come
// in changes no bit.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace peregrine {

class CellMeans {
 public:
  // `cells` quantities; `steps_per_unit` of the sums.
  CellMeans(std::int64_t cells, double steps_per_unit);

  std::int64_t cells() const { return static_cast<std::int64_t>(sums_.size()); }

  // Adds value_of(value) of some values of a cell; they are finite. Threads may add to different
  // cells at once.
  template <typename Value, typename ValueOf>
  void add(std::int64_t cell, std::span<const Value> values, const ValueOf& value_of) {
    std::int64_t sum = 0;
    for (const Value value : values) {
      sum += steps_away(value_of(static_cast<double>(value)) * steps_per_unit_);
    }
    sums_[static_cast<std::size_t>(cell)] += sum;
  }

  // The sums by cell, in steps.
  std::span<std::int64_t> sums() { return sums_; }

  // [cell], of so many draws.
  std::vector<double> means(std::int64_t draws) const;

 private:
  double steps_per_unit_;
  std::vector<std::int64_t> sums_;
};

}  // namespace peregrine
