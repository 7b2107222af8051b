#include "host/statistics/order.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace peregrine {
namespace {

template <typename Number>
double between_neighbours(std::span<const Number> sorted, double rank) {
  const double within = std::clamp(rank, 0.0, static_cast<double>(sorted.size() - 1));
  const double below = std::floor(within);
  const auto index = static_cast<std::size_t>(below);
  const std::size_t next = std::min(index + 1, sorted.size() - 1);
  const auto low = static_cast<double>(sorted[index]);
  return low + (within - below) * (static_cast<double>(sorted[next]) - low);
}

template <typename Number>
double rank_of(std::span<const Number> sorted, double probability) {
  return probability * static_cast<double>(sorted.size() - 1);
}

}  // namespace

double at_rank(std::span<const double> sorted, double rank) {
  return between_neighbours(sorted, rank);
}

double at_rank(std::span<const float> sorted, double rank) {
  return between_neighbours(sorted, rank);
}

double sorted_quantile(std::span<const double> sorted, double probability) {
  return between_neighbours(sorted, rank_of(sorted, probability));
}

double sorted_quantile(std::span<const float> sorted, double probability) {
  return between_neighbours(sorted, rank_of(sorted, probability));
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return sorted_quantile(std::span<const double>(values), 0.5);
}

double sorted_quantile_error(std::span<const double> sorted, double probability) {
  const double centre = rank_of(sorted, probability);
  const auto count = static_cast<double>(sorted.size());
  const double deviation = std::sqrt(count * probability * (1 - probability));
  return 0.5 * (at_rank(sorted, centre + deviation) - at_rank(sorted, centre - deviation));
}

}  // namespace peregrine
