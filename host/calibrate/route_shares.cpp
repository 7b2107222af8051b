#include "host/calibrate/route_shares.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace peregrine {
namespace {

constexpr int smoothing_months = 6;
constexpr double long_run_half_life_months = 48.0;
constexpr int long_run_most_months = 120;
// Edges of the classes whose scale is fitted together: mean detections a month.
constexpr double class_edges[] = {10.0, 100.0, std::numeric_limits<double>::infinity()};
constexpr std::size_t classes = std::size(class_edges);
constexpr double least_memory = 0.8;  // a month: shares of half a year ago still tell something
constexpr double most_memory = 0.995;

using Weights = std::function<double(int months_ago)>;

double latest_most(int months_ago) {
  return smoothing_months - months_ago;
}

double fading(int months_ago) {
  return std::exp2(-months_ago / long_run_half_life_months);
}

// Weighted mean of monthly detections over `months` months up to `month`; no_estimate where none
// of them has a figure.
double mean_detections(const IrregularHistory& history, int corridor, int month, int months,
                       const Weights& weight) {
  double sum = 0.0;
  double weights = 0.0;
  for (int ago = 0; ago < months && month - ago >= IrregularHistory::first_month; ++ago) {
    const double detections = history.detections[history.at(month - ago, corridor)];
    if (std::isnan(detections)) continue;
    sum += weight(ago) * detections;
    weights += weight(ago);
  }
  return weights > 0.0 ? sum / weights : no_estimate;
}

// [corridor] log of the mean detections plus the offset, less its mean over the border.
std::vector<double> log_shares(const IrregularHistory& history, int month, int months,
                               const Weights& weight) {
  const auto corridors = static_cast<std::size_t>(history.corridor_count());
  std::vector<double> logs(corridors);
  std::vector<double> sum(history.borders.size(), 0.0);
  std::vector<double> count(history.borders.size(), 0.0);
  for (std::size_t k = 0; k < corridors; ++k) {
    const auto border = static_cast<std::size_t>(history.corridors[k].border);
    logs[k] = std::log(mean_detections(history, static_cast<int>(k), month, months, weight) +
                       share_offset);
    sum[border] += logs[k];
    count[border] += 1.0;
  }
  for (std::size_t k = 0; k < corridors; ++k) {
    const auto border = static_cast<std::size_t>(history.corridors[k].border);
    logs[k] -= sum[border] / count[border];
  }
  return logs;
}

std::vector<double> long_run_shares(const IrregularHistory& history, int month) {
  return log_shares(history, month, long_run_most_months, fading);
}

std::vector<double> recent_shares(const IrregularHistory& history, int month) {
  return log_shares(history, month, smoothing_months, latest_most);
}

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
  for (int month = last_month - smoothing_months; month >= first; month -= smoothing_months) {
    const std::vector<double> long_run = long_run_shares(history, month);
    const std::vector<double> before = recent_shares(history, month);
    const std::vector<double> after = recent_shares(history, month + smoothing_months);
    for (int k = 0; k < history.corridor_count(); ++k) {
      const auto at = static_cast<std::size_t>(k);
      const double detections = mean_detections(history, k, month, smoothing_months, latest_most);
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
  shares.memory = std::clamp(std::pow(slope, 1.0 / smoothing_months), least_memory, most_memory);

  const double over_steps = std::pow(shares.memory, smoothing_months);
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
    const double detections = mean_detections(history, k, last_month, long_run_most_months, fading);
    const std::size_t size = class_of(std::isnan(detections) ? 0.0 : detections);
    const double scale =
        counts[size] > 0.0 ? std::sqrt(squares[size] / counts[size] / months) : 0.0;
    shares.corridors.push_back({std::isnan(share) ? 0.0 : share, scale});
  }
  return shares;
}

std::vector<double> log_shares_at(const IrregularHistory& history,
                                  const std::vector<RouteCorridorCalibration>& corridors,
                                  int month) {
  std::vector<double> shares = recent_shares(history, month);
  for (std::size_t k = 0; k < shares.size(); ++k) {
    if (std::isnan(shares[k])) shares[k] = corridors[k].long_run_log_share;
  }
  return shares;
}

}  // namespace peregrine
