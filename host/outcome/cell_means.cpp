#include "host/outcome/cell_means.h"

#include <cmath>

namespace peregrine {

CellMeans::CellMeans(std::int64_t cells, double steps_per_unit)
    : steps_per_unit_(steps_per_unit), sums_(static_cast<std::size_t>(cells), 0) {}

void CellMeans::add(std::int64_t cell, double value) {
  sums_[static_cast<std::size_t>(cell)] += std::llround(value * steps_per_unit_);
}

std::vector<double> CellMeans::means(std::int64_t draws) const {
  std::vector<double> means;
  means.reserve(sums_.size());
  for (const std::int64_t sum : sums_) {
    means.push_back(static_cast<double>(sum) / (steps_per_unit_ * static_cast<double>(draws)));
  }
  return means;
}

}  // namespace peregrine
