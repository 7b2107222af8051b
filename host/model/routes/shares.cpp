#include "host/model/routes/shares.h"

#include <cmath>
#include <functional>

namespace peregrine {
namespace {

constexpr double long_run_half_life_months = 48.0;
constexpr int long_run_most_months = 120;

using Weights = std::function<double(int months_ago)>;

double latest_most(int months_ago) {
  return share_months - months_ago;
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

// [corridor] log of the mean detections up to `until` [border] plus the offset, less its mean over
// the border.
std::vector<double> log_shares(const IrregularHistory& history, const std::vector<int>& until,
                               int months, const Weights& weight) {
  const auto corridors = static_cast<std::size_t>(history.corridor_count());
  std::vector<double> logs(corridors);
  std::vector<double> sum(history.borders.size(), 0.0);
  std::vector<double> count(history.borders.size(), 0.0);
  for (std::size_t k = 0; k < corridors; ++k) {
    const auto border = static_cast<std::size_t>(history.corridors[k].border);
    logs[k] =
        std::log(mean_detections(history, static_cast<int>(k), until[border], months, weight) +
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

std::vector<int> same_at_all(const IrregularHistory& history, int month) {
  return std::vector<int>(history.borders.size(), month);
}

}  // namespace

std::vector<double> long_run_shares(const IrregularHistory& history, int month) {
  return log_shares(history, same_at_all(history, month), long_run_most_months, fading);
}

std::vector<double> recent_shares(const IrregularHistory& history, int month) {
  return log_shares(history, same_at_all(history, month), share_months, latest_most);
}

double recent_detections(const IrregularHistory& history, int corridor, int month) {
  return mean_detections(history, corridor, month, share_months, latest_most);
}

double long_run_detections(const IrregularHistory& history, int corridor, int month) {
  return mean_detections(history, corridor, month, long_run_most_months, fading);
}

std::vector<double> log_shares_at(const IrregularHistory& history,
                                  const std::vector<RouteCorridorCalibration>& corridors,
                                  const std::vector<int>& months) {
  std::vector<double> shares = log_shares(history, months, share_months, latest_most);
  for (std::size_t k = 0; k < shares.size(); ++k) {
    if (std::isnan(shares[k])) shares[k] = corridors[k].long_run_log_share;
  }
  return shares;
}

}  // namespace peregrine
