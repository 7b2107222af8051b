#include "host/model/routes/fit/shares.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/model/routes/shares.h"

namespace peregrine {
namespace {

// Edges of the classes whose scale is fitted together: mean detections a month.
constexpr double class_edges[] = {10.0, 100.0, std::numeric_limits<double>::infinity()};
constexpr std::size_t classes = std::size(class_edges);
constexpr double least_memory = 0.8;  // a month: shares of half a year ago still tell something
constexpr double most_memory = 0.995;

std::size_t class_of(double detections) {
  std::size_t size = 0;
  while (!(detections < class_edges[size]) && size + 1 < classes) ++size;
  return size;
}

// A recent share's distance from the long-run one, and what it was half a year later.
struct Step {
  double before;
  double after;
  std::size_t size;
};

std::vector<Step> steps_of(const IrregularHistory& history, int last_month) {
  std::vector<Step> steps;
  const int first = IrregularHistory::first_month + 24;  // there is a long run to speak of
  for (int month = last_month - share_months; month >= first; month -= share_months) {
    const std::vector<double> long_run = long_run_shares(history, month);
    const std::vector<double> before = recent_shares(history, month);
    const std::vector<double> after = recent_shares(history, month + share_months);
    for (int k = 0; k < history.corridor_count(); ++k) {
      const auto at = static_cast<std::size_t>(k);
      const RouteCorridor& corridor = history.corridors[at];
      if (history.borders[static_cast<std::size_t>(corridor.border)].by_quarter) continue;
      const double detections = recent_detections(history, k, month);
      // Below one a month a share is mostly the offset.
      if (std::isnan(before[at]) || std::isnan(after[at]) || !(detections >= 1.0)) continue;
      steps.push_back({before[at] - long_run[at], after[at] - long_run[at], class_of(detections)});
    }
  }
  return steps;
}

}  // namespace

RouteShares fit_route_shares(const IrregularHistory& history, int last_month) {
  const std::vector<Step> steps = steps_of(history, last_month);
  double product = 0.0;
  double square = 0.0;
  for (const Step& one : steps) {
    product += one.before * one.after;
    square += one.before * one.before;
  }
  RouteShares shares;
  const double slope = square > 0.0 ? std::max(0.0, product / square) : 0.0;
  shares.memory = std::clamp(std::pow(slope, 1.0 / share_months), least_memory, most_memory);

  const double over_steps = std::pow(shares.memory, share_months);
  // Sum of the squares of the memory over the months of a step.
  const double months = (1.0 - over_steps * over_steps) / (1.0 - shares.memory * shares.memory);
  double squares[classes] = {};
  double counts[classes] = {};
  for (const Step& one : steps) {
    const double rest = one.after - over_steps * one.before;
    squares[one.size] += rest * rest;
    counts[one.size] += 1.0;
  }
  const std::vector<double> long_run = long_run_shares(history, last_month);
  for (int k = 0; k < history.corridor_count(); ++k) {
    const double share = long_run[static_cast<std::size_t>(k)];
    const double detections = long_run_detections(history, k, last_month);
    const std::size_t size = class_of(std::isnan(detections) ? 0.0 : detections);
    const double scale =
        counts[size] > 0.0 ? std::sqrt(squares[size] / counts[size] / months) : 0.0;
    shares.corridors.push_back({std::isnan(share) ? 0.0 : share, scale});
  }
  return shares;
}

}  // namespace peregrine
