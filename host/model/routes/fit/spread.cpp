#include "host/model/routes/fit/spread.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "host/model/routes/fit/bands.h"
#include "host/model/routes/state.h"

namespace peregrine {
namespace {

constexpr int window_months = 24;        // in which volatility is taken to stay as it is
constexpr double shrinkage_months = 24;  // weight of all borders on one's scales
// The past of a fit has seen less than its future will: chosen on targets 2013-2018, whose 80 and
// 95 % bands held 75 and 92 % without it and 80 and 95 % with it, before bands were tracked.
constexpr double multiplier_margin = 1.15;

double mean_of(const std::vector<double>& values) {
  return values.empty() ? 0.0
                        : std::accumulate(values.begin(), values.end(), 0.0) /
                              static_cast<double>(values.size());
}

// About zero, which errors of a forecast without drift are centred on.
double square_mean(const std::vector<double>& errors) {
  double sum = 0.0;
  for (const double one : errors) sum += one * one;
  return errors.empty() ? 0.0 : sum / static_cast<double>(errors.size());
}

// The variance of a forecast error is persistent^2 a + transient^2, with a = 1 one month ahead and
// more later; relative least squares over months ahead, neither square negative.
RouteScales own_scales(const ByMonthsAhead<std::vector<double>>& errors) {
  const ByMonthsAhead<double> lasting = persistent_variances();
  double bb = 0.0, b_sum = 0.0, y_sum = 0.0, by = 0.0, count = 0.0;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    if (errors[i].empty()) continue;
    const double b = 1.0 / lasting[i];
    const double y = square_mean(errors[i]) / lasting[i];
    count += 1.0;
    b_sum += b;
    bb += b * b;
    y_sum += y;
    by += b * y;
  }
  const double determinant = count * bb - b_sum * b_sum;
  if (determinant <= 0.0) return {};
  double persistent = (bb * y_sum - b_sum * by) / determinant;
  double transient = (count * by - b_sum * y_sum) / determinant;
  if (transient < 0.0) persistent = y_sum / count;
  if (persistent < 0.0) transient = by / bb;
  return {std::max(least_scale, std::sqrt(std::max(0.0, persistent))),
          std::max(least_scale, std::sqrt(std::max(0.0, transient)))};
}

// Share of the shocks' excess kurtosis that is left in one-step errors, which are sums of shocks.
double kurtosis_left(const RouteScales& scales) {
  const double lasting = scales.persistent * scales.persistent;
  const double passing = scales.transient * scales.transient;
  const double square = route_memory * route_memory;
  const double variance = lasting + (1.0 + square) * passing;
  return (lasting * lasting + (1.0 + square * square) * passing * passing) / (variance * variance);
}

struct Volatility {
  double log_spread = 0.0;  // of a window's scale
  double kurtosis = 3.0;    // of errors within a window
};

// Errors of a border over its own root mean square, in windows that end with the last month. The
// scale of a window is log-normal; errors within it have a kurtosis; both together have that of all
// errors. A window's scale is also uncertain for being few errors, which is taken off.
Volatility volatility_of(const std::vector<std::vector<double>>& standardised) {
  double fourth = 0.0;
  double months = 0.0;
  double spread = 0.0;
  double windows = 0.0;
  for (const std::vector<double>& errors : standardised) {
    for (const double one : errors) fourth += one * one * one * one;
    months += static_cast<double>(errors.size());
    std::vector<double> logs;
    for (auto end = errors.end(); end - errors.begin() >= window_months; end -= window_months) {
      logs.push_back(0.5 * std::log(std::max(1e-4, square_mean({end - window_months, end}))));
    }
    if (logs.size() < 2) continue;
    const double mean = mean_of(logs);
    for (const double one : logs) spread += (one - mean) * (one - mean);
    windows += static_cast<double>(logs.size() - 1);
  }
  Volatility volatility;
  if (months == 0.0) return volatility;
  const double kurtosis = std::max(3.0, fourth / months);
  const double seen = windows > 0.0 ? spread / windows : 0.0;
  double variance = seen;
  for (int round = 0; round < 20; ++round) {
    volatility.kurtosis = std::max(3.0, kurtosis * std::exp(-4.0 * variance));
    variance = std::max(0.0, seen - (volatility.kurtosis - 1.0) / (4.0 * window_months));
  }
  volatility.log_spread = std::sqrt(variance);
  return volatility;
}

// Absolute errors of pseudo-forecasts of one border over half its band.
void add_band_ratios(const ByMonthsAhead<std::vector<double>>& errors,
                     const ByMonthsAhead<double>& half, std::vector<double>& ratios) {
  for (std::size_t i = 0; i < errors.size(); ++i) {
    for (const double one : errors[i]) ratios.push_back(std::abs(one) / half[i]);
  }
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 1.0;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

// Figures with errors one step ahead: months, or quarters where there are no others.
std::size_t figures_of(const RouteSeries& series, const std::vector<double>& one_step) {
  return series.by_quarter() ? one_step.size() / 3 : one_step.size();
}

RouteScales shrunk(const RouteScales& own, const RouteScales& pooled, std::size_t months) {
  const double weight =
      static_cast<double>(months) / (static_cast<double>(months) + shrinkage_months);
  return {std::pow(own.persistent, weight) * std::pow(pooled.persistent, 1.0 - weight),
          std::pow(own.transient, weight) * std::pow(pooled.transient, 1.0 - weight)};
}

}  // namespace

bool speaks_for_others(const RouteSeries& series) {
  return !series.by_quarter() && series.last() - series.monthly_from() >= first_origin_months &&
         series.median_detections() >= route_offset;
}

RouteSpread fit_route_spread(const std::vector<RouteSeries>& series) {
  std::vector<std::vector<double>> one_step(series.size());
  std::vector<ByMonthsAhead<std::vector<double>>> errors;
  std::vector<RouteScales> own;
  std::vector<double> log_persistent;
  std::vector<double> log_transient;
  for (std::size_t b = 0; b < series.size(); ++b) {
    for (int month = series[b].monthly_from() + first_error_months; month <= series[b].last();
         ++month) {
      one_step[b].push_back(series[b].one_step_error(month));
    }
    errors.push_back(pseudo_errors(series[b]));
    own.push_back(own_scales(errors.back()));
    if (!speaks_for_others(series[b])) continue;
    log_persistent.push_back(std::log(own[b].persistent));
    log_transient.push_back(std::log(own[b].transient));
  }
  const RouteScales pooled{std::exp(mean_of(log_persistent)), std::exp(mean_of(log_transient))};

  RouteSpread spread;
  std::vector<std::vector<double>> standardised;
  std::vector<double> left;
  for (std::size_t b = 0; b < series.size(); ++b) {
    own[b] = shrunk(own[b], pooled, figures_of(series[b], one_step[b]));
    if (!speaks_for_others(series[b])) continue;
    const double scale = std::sqrt(square_mean(one_step[b]));
    standardised.push_back(one_step[b]);
    for (double& one : standardised.back()) one /= scale;
    left.push_back(kurtosis_left(own[b]));
  }
  const Volatility volatility = volatility_of(standardised);
  spread.log_scale_spread = volatility.log_spread;
  const double kurtosis = left.empty() ? 3.0 : 3.0 + (volatility.kurtosis - 3.0) / mean_of(left);
  spread.tail = fleishman_tail(kurtosis);

  const double shock_kurtosis = kurtosis_of_tail(spread.tail);
  std::vector<double> ratios;
  for (std::size_t b = 0; b < series.size(); ++b) {
    if (speaks_for_others(series[b])) {
      add_band_ratios(errors[b], half_bands(own[b], shock_kurtosis), ratios);
    }
  }
  spread.band_multiplier = multiplier_margin * quantile(std::move(ratios), held_share);
  for (std::size_t b = 0; b < series.size(); ++b) {
    RouteScales scales{spread.band_multiplier * own[b].persistent,
                       spread.band_multiplier * own[b].transient};
    if (errors[b].back().size() > 0) scales = tracked_scales(errors[b], scales, shock_kurtosis);
    spread.persistent_scale.push_back(scales.persistent);
    spread.transient_scale.push_back(scales.transient);
  }
  return spread;
}

}  // namespace peregrine
