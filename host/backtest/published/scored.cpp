#include "host/backtest/published/scored.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace peregrine {
namespace {

// The share of `pit` that lies in the interval.
double share_within(const PitInterval& pit, std::size_t interval) {
  const double low = interval == 0 ? 0.0 : pit_edges[interval - 1];
  const double high = interval == pit_edges.size() ? 1.0 : pit_edges[interval];
  if (pit.below == pit.upto) {
    return pit.below >= low && (pit.below < high || high == 1.0) ? 1.0 : 0.0;
  }
  const double common = std::min(pit.upto, high) - std::max(pit.below, low);
  return std::max(common, 0.0) / (pit.upto - pit.below);
}

}  // namespace

void GroupSums::add(double figure, double persistence, const Score& score,
                    const std::optional<PitInterval>& pit) {
  sums_.add(score);
  error_ += score.point - figure;
  persistence_ += std::abs(figure - persistence);
  distribution_ = distribution_ && pit.has_value();
  if (!pit) return;
  for (std::size_t k = 0; k < pit_intervals; ++k) pit_[k] += share_within(*pit, k);
}

ScoredGroup GroupSums::group(std::string period, std::string what, std::string size) const {
  ScoredGroup group = {std::move(period), std::move(what), std::move(size), sums_.count};
  if (empty()) return group;
  group.mean_error = error_ / sums_.count;
  group.mae = sums_.mean_absolute_error();
  group.persistence_mae = persistence_ / sums_.count;
  group.distribution = distribution_;
  group.crps = sums_.mean_crps();
  group.coverage = sums_.mean_coverage();
  for (std::size_t k = 0; k < pit_intervals; ++k) group.pit[k] = pit_[k] / sums_.count;
  return group;
}

}  // namespace peregrine
