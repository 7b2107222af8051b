#include "host/model/routes/series.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/model/routes/calibration.h"

namespace peregrine {
namespace {

// Chosen on targets 2013-2018; see docs/model/scores.md, "Irregular corridors".
constexpr double season_half_life_years = 4.0;
constexpr double season_shrinkage_years = 3.0;
constexpr double level_half_life_months = 48.0;
constexpr int level_most_months = 120;
constexpr int half_window_months = 6;
// So many months after a regime began its own level can be told: a judgement.
constexpr int least_regime_months = 6;

// The centred mean moves within a quarter, which alone makes its months differ.
void even_out_quarters(Season& season) {
  for (std::size_t first = 0; first < season.size(); first += 3) {
    const double mean = (season[first] + season[first + 1] + season[first + 2]) / 3.0;
    season[first] = season[first + 1] = season[first + 2] = mean;
  }
}

}  // namespace

RouteSeries::RouteSeries(const IrregularHistory& history, int border, int last_month)
    : from_(history.borders[static_cast<std::size_t>(border)].figures_from),
      monthly_from_(history.borders[static_cast<std::size_t>(border)].monthly_from),
      level_from_(history.borders[static_cast<std::size_t>(border)].level_from),
      by_quarter_(history.borders[static_cast<std::size_t>(border)].by_quarter),
      last_(std::min(last_month, history.last_observed(border, last_month))) {
  for (int month = from_; month <= last_; ++month) {
    log_.push_back(std::log(history.totals[history.border_at(month, border)] + route_offset));
  }
  deviation_.assign(log_.size(), 0.0);
  for (int month = monthly_from_ + half_window_months; month + half_window_months <= last_;
       ++month) {
    double mean = 0.5 * (log_at(month - half_window_months) + log_at(month + half_window_months));
    for (int lag = 1 - half_window_months; lag < half_window_months; ++lag) {
      mean += log_at(month + lag);
    }
    deviation_[static_cast<std::size_t>(month - from_)] = log_at(month) - mean / 12.0;
  }
}

Season RouteSeries::season(int month) const {
  Season sum{};
  Season weight{};
  for (int past = monthly_from_ + half_window_months; past + half_window_months <= month; ++past) {
    const double one = std::exp2(-(month - past) / 12.0 / season_half_life_years);
    const auto of_year = static_cast<std::size_t>(past % 12);
    sum[of_year] += one * deviation_[static_cast<std::size_t>(past - from_)];
    weight[of_year] += one;
  }
  for (std::size_t i = 0; i < 12; ++i) sum[i] /= weight[i] + season_shrinkage_years;
  const double mean = std::accumulate(sum.begin(), sum.end(), 0.0) / 12.0;
  for (double& one : sum) one -= mean;
  if (by_quarter_) even_out_quarters(sum);
  return sum;
}

int RouteSeries::first_of_level(int month) const {
  const int first = std::max(from_, month - level_most_months + 1);
  const bool known = level_from_ > 0 && month >= level_from_ + least_regime_months;
  return known ? std::max(first, level_from_) : first;
}

double RouteSeries::level(int month, const Season& season) const {
  double sum = 0.0;
  double weight = 0.0;
  for (int past = first_of_level(month); past <= month; ++past) {
    const double one = std::exp2(-(month - past) / level_half_life_months);
    sum += one * (log_at(past) - season[static_cast<std::size_t>(past % 12)]);
    weight += one;
  }
  return sum / weight;
}

double RouteSeries::anomaly(int month, const Season& season, double level) const {
  return log_at(month) - season[static_cast<std::size_t>(month % 12)] - level;
}

double RouteSeries::one_step_error(int month) const {
  const Season known = season(month - 1);
  const double mean = level(month - 1, known);
  return anomaly(month, known, mean) - route_memory * anomaly(month - 1, known, mean);
}

double RouteSeries::median_detections() const {
  if (!observed()) return 0.0;
  std::vector<double> logs(log_.begin() + (monthly_from_ - from_), log_.end());
  const auto middle = logs.begin() + static_cast<std::ptrdiff_t>(logs.size() / 2);
  std::nth_element(logs.begin(), middle, logs.end());
  return std::exp(*middle) - route_offset;
}

std::vector<RouteSeries> all_series(const IrregularHistory& history, int last_month) {
  std::vector<RouteSeries> series;
  for (int border = 0; border < history.border_count(); ++border) {
    series.emplace_back(history, border, last_month);
  }
  return series;
}

}  // namespace peregrine
