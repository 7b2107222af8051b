#include "host/model/stock/fit/pressure.h"

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {
constexpr int years = 5;
constexpr int steps = 2800;
constexpr double step = 2.0 * PressureMap::largest / steps;

double position_of(double pressure) {
  const double inside = std::clamp(pressure, -PressureMap::largest, PressureMap::largest);
  return (inside + PressureMap::largest) / step;
}
}  // namespace

PressureMap::PressureMap(double turnover, double diaspora, double deaths_rate)
    : turnover_(turnover), diaspora_(diaspora), deaths_rate_(deaths_rate) {
  for (int i = 0; i <= steps; ++i) {
    double stock = 1.0;
    for (int year = 0; year < years; ++year) stock = next_year(stock, -largest + i * step);
    log_ratio_.push_back(std::log(stock));
  }
}

double PressureMap::next_year(double stock, double pressure) const {
  const double q = std::exp(pressure);
  const double arrivals = turnover_ * q * std::pow(stock, diaspora_);
  const double staying = stock - stock * turnover_ / (q + turnover_);
  return staying - staying * deaths_rate_ + arrivals;
}

double PressureMap::ratio(double pressure) const {
  const double at = std::min(position_of(pressure), steps - 1e-9);
  const auto i = static_cast<std::size_t>(at);
  const double share = at - static_cast<double>(i);
  return std::exp((1.0 - share) * log_ratio_[i] + share * log_ratio_[i + 1]);
}

double PressureMap::slope(double pressure) const {
  return (ratio(pressure + step) - ratio(pressure - step)) / (2.0 * step);
}

double PressureMap::pressure(double ratio) const {
  const double target = std::log(ratio);
  const auto above = std::lower_bound(log_ratio_.begin(), log_ratio_.end(), target);
  if (above == log_ratio_.begin()) return -largest;
  if (above == log_ratio_.end()) return largest;
  const auto i = static_cast<std::size_t>(above - log_ratio_.begin());
  const double share = (target - log_ratio_[i - 1]) / (log_ratio_[i] - log_ratio_[i - 1]);
  return -largest + (static_cast<double>(i - 1) + share) * step;
}

double PressureMap::continuing(double before, double after, int past_years) const {
  const double rate =
      after >= before
          ? (after - before) / (past_years * std::max(after, 1.0))
          : std::pow(std::max(after, trace) / std::max(before, 1.0), 1.0 / past_years) - 1.0;
  return std::asinh((rate + deaths_rate_) / (2.0 * turnover_));
}

double PressureMap::gross_rate(double pressure, double onward_share) const {
  const double q = std::exp(pressure);
  return turnover_ * q + (1.0 - onward_share) * turnover_ / (q + turnover_);
}

}  // namespace peregrine
