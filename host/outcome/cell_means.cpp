#include "host/outcome/cell_means.h"

namespace peregrine {

CellMeans::CellMeans(std::int64_t cells, double steps_per_unit)
    : steps_per_unit_(steps_per_unit), sums_(static_cast<std::size_t>(cells), 0) {}

std::vector<double> CellMeans::means(std::int64_t draws) const {
  std::vector<double> means;
  means.reserve(sums_.size());
  for (const std::int64_t sum : sums_) {
    means.push_back(static_cast<double>(sum) / (steps_per_unit_ * static_cast<double>(draws)));
  }
  return means;
}

}  // namespace peregrine
