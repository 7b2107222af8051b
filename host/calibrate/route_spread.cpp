#include "host/calibrate/route_spread.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "host/calibrate/routes.h"

namespace peregrine {
namespace {

constexpr int first_origin_months = 24;  // of the pseudo-forecasts that set the multiplier
constexpr int most_months_ahead = 12;    // of them
constexpr int window_months = 24;        // in which volatility is taken to stay as it is
constexpr double shrinkage_months = 24;  // weight of all borders on one's scales
constexpr double least_scale = 0.05;     // of the log, a month: no border is known better
constexpr double band = 0.8;             // share of outcomes that the multiplier has to cover
// The past of a fit has seen less than its future will: chosen on targets 2013-2018, whose 80 and
// 95 % bands held 75 and 92 % without it and 80 and 95 % with it.
constexpr double multiplier_margin = 1.15;
constexpr double normal_of_band = 1.2816;  // standard normal quantile of 0.9

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

double kurtosis_of_tail(double tail) {
  const double variance = 1.0 + tail * (6.0 + 15.0 * tail);
  const double fourth = 3.0 + tail * (60.0 + tail * (630.0 + tail * (3780.0 + tail * 10395.0)));
  return fourth / (variance * variance);
}

struct Scales {
  double persistent = least_scale;
  double transient = least_scale;
};

// Squares of the errors of pseudo-forecasts of one border, by months ahead; seasons, levels and
// anomalies are those of the month that the forecast is made in.
struct PseudoErrors {
  std::array<std::vector<double>, most_months_ahead> of;  // [months ahead - 1]
};

PseudoErrors pseudo_errors(const RouteSeries& series) {
  PseudoErrors errors;
  for (int origin = series.monthly_from() + first_origin_months; origin < series.last(); ++origin) {
    const Season season = series.season(origin);
    const double level = series.level(origin, season);
    double anomaly = series.anomaly(origin, season, level);
    for (int ahead = 1; ahead <= most_months_ahead && origin + ahead <= series.last(); ++ahead) {
      anomaly *= route_memory;
      const int target = origin + ahead;
      const double expected = level + season[static_cast<std::size_t>(target % 12)] + anomaly;
      errors.of[static_cast<std::size_t>(ahead - 1)].push_back(series.log_at(target) - expected);
    }
  }
  return errors;
}

// The variance of a forecast error is persistent^2 a + transient^2, with a = 1 one month ahead and
// more later; relative least squares over months ahead, neither square negative.
Scales own_scales(const RouteSeries& series) {
  double bb = 0.0, b_sum = 0.0, y_sum = 0.0, by = 0.0, count = 0.0;
  double lasting = 0.0;
  for (const std::vector<double>& one : pseudo_errors(series).of) {
    lasting = route_memory * route_memory * lasting + 1.0;
    if (one.empty()) continue;
    const double b = 1.0 / lasting;
    const double y = square_mean(one) / lasting;
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
double kurtosis_left(const Scales& scales) {
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

// Absolute errors of pseudo-forecasts of one border over half its band, as it would be without a
// multiplier.
void add_band_ratios(const RouteSeries& series, const Scales& scales, double shock_kurtosis,
                     std::vector<double>& ratios) {
  const double square = route_memory * route_memory;
  const double p = scales.persistent * scales.persistent;
  const double t = scales.transient * scales.transient;
  double lasting = 0.0;
  double lasting_squares = 0.0;
  for (const std::vector<double>& errors : pseudo_errors(series).of) {
    lasting = square * lasting + p;
    lasting_squares = square * square * lasting_squares + p * p;
    const double variance = lasting + t;
    const double excess =
        (shock_kurtosis - 3.0) * (lasting_squares + t * t) / (variance * variance);
    const double tail = fleishman_tail(3.0 + excess);
    const double unit = 1.0 / std::sqrt(1.0 + tail * (6.0 + 15.0 * tail));
    const double half_band = std::sqrt(variance) * unit * normal_of_band *
                             (1.0 + tail * normal_of_band * normal_of_band);
    for (const double one : errors) ratios.push_back(std::abs(one) / half_band);
  }
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 1.0;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

Scales shrunk(const Scales& own, const Scales& pooled, std::size_t months) {
  const double weight =
      static_cast<double>(months) / (static_cast<double>(months) + shrinkage_months);
  return {std::pow(own.persistent, weight) * std::pow(pooled.persistent, 1.0 - weight),
          std::pow(own.transient, weight) * std::pow(pooled.transient, 1.0 - weight)};
}

}  // namespace

bool speaks_for_others(const RouteSeries& series) {
  return series.last() - series.monthly_from() >= first_origin_months &&
         series.median_detections() >= route_offset;
}

double fleishman_tail(double kurtosis) {
  double low = 0.0;
  double high = 1.0;
  for (int round = 0; round < 50; ++round) {
    const double middle = 0.5 * (low + high);
    (kurtosis_of_tail(middle) < kurtosis ? low : high) = middle;
  }
  return low;
}

RouteSpread fit_route_spread(const std::vector<RouteSeries>& series, int last_month) {
  std::vector<std::vector<double>> errors(series.size());
  std::vector<Scales> own(series.size());
  std::vector<double> log_persistent;
  std::vector<double> log_transient;
  for (std::size_t b = 0; b < series.size(); ++b) {
    for (int month = series[b].monthly_from() + first_error_months; month <= last_month; ++month) {
      errors[b].push_back(series[b].one_step_error(month));
    }
    own[b] = own_scales(series[b]);
    if (!speaks_for_others(series[b])) continue;
    log_persistent.push_back(std::log(own[b].persistent));
    log_transient.push_back(std::log(own[b].transient));
  }
  const Scales pooled{std::exp(mean_of(log_persistent)), std::exp(mean_of(log_transient))};

  RouteSpread spread;
  std::vector<std::vector<double>> standardised;
  std::vector<double> left;
  for (std::size_t b = 0; b < series.size(); ++b) {
    own[b] = shrunk(own[b], pooled, errors[b].size());
    if (!speaks_for_others(series[b])) continue;
    const double scale = std::sqrt(square_mean(errors[b]));
    standardised.push_back(errors[b]);
    for (double& one : standardised.back()) one /= scale;
    left.push_back(kurtosis_left(own[b]));
  }
  const Volatility volatility = volatility_of(standardised);
  spread.log_scale_spread = volatility.log_spread;
  const double kurtosis = left.empty() ? 3.0 : 3.0 + (volatility.kurtosis - 3.0) / mean_of(left);
  spread.tail = fleishman_tail(kurtosis);

  std::vector<double> ratios;
  for (std::size_t b = 0; b < series.size(); ++b) {
    if (speaks_for_others(series[b])) {
      add_band_ratios(series[b], own[b], kurtosis_of_tail(spread.tail), ratios);
    }
  }
  spread.band_multiplier = multiplier_margin * quantile(std::move(ratios), band);
  for (const Scales& one : own) {
    spread.persistent_scale.push_back(spread.band_multiplier * one.persistent);
    spread.transient_scale.push_back(spread.band_multiplier * one.transient);
  }
  return spread;
}

}  // namespace peregrine
