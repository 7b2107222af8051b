#include "host/model/routes/fit/bands.h"

#include <algorithm>
#include <cmath>

namespace peregrine {
namespace {

constexpr double normal_of_band = 1.2816;  // standard normal quantile of 0.9

// How fast the log of a band follows, a month, one month ahead; h months ahead an h-th of it, as
// errors overlap. Chosen on targets 2013-2018 among 0.2, 0.3 and 0.4, which hardly differ.
constexpr double tracking_rate = 0.2;

// A band stays within this factor of where it started, so that years without anybody do not narrow
// it to nothing. Chosen on the same targets among 1.25, 1.5, 2 and 3.
constexpr double most_tracking = 1.5;

// Months ahead whose bands say how much of the variance lasts.
constexpr int first_far_month = 6;

double squared(double value) {
  return value * value;
}

// With the variance one month ahead, and as much of the growth until half a year and more as fits:
// a border whose errors grow faster than shocks that fade can make them keeps that one.
RouteScales scales_of(const ByMonthsAhead<double>& variances) {
  const ByMonthsAhead<double> lasting = persistent_variances();
  double far = 0.0;
  double growth = 0.0;
  for (std::size_t i = first_far_month - 1; i < variances.size(); ++i) {
    far += variances[i] - variances.front();
    growth += lasting[i] - lasting.front();
  }
  const double least = squared(least_scale);
  const double persistent = std::clamp(far / growth, least, std::max(least, variances.front()));
  const double transient = std::max(least, variances.front() - persistent);
  return {std::sqrt(persistent), std::sqrt(transient)};
}

}  // namespace

double kurtosis_of_tail(double tail) {
  const double variance = 1.0 + tail * (6.0 + 15.0 * tail);
  const double fourth = 3.0 + tail * (60.0 + tail * (630.0 + tail * (3780.0 + tail * 10395.0)));
  return fourth / squared(variance);
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

ByMonthsAhead<std::vector<double>> pseudo_errors(const RouteSeries& series) {
  ByMonthsAhead<std::vector<double>> errors;
  for (int origin = series.monthly_from() + first_origin_months; origin < series.last(); ++origin) {
    if (series.by_quarter() && origin % 3 != 2) continue;  // within a quarter nothing is known
    const Season season = series.season(origin);
    const double level = series.level(origin, season);
    double anomaly = series.anomaly(origin, season, level);
    for (int ahead = 1; ahead <= band_months && origin + ahead <= series.last(); ++ahead) {
      anomaly *= route_memory;
      const int target = origin + ahead;
      const double expected = level + season[static_cast<std::size_t>(target % 12)] + anomaly;
      errors[static_cast<std::size_t>(ahead - 1)].push_back(series.log_at(target) - expected);
    }
  }
  return errors;
}

ByMonthsAhead<double> persistent_variances() {
  ByMonthsAhead<double> variances{};
  double sum = 0.0;
  for (double& one : variances) one = sum = squared(route_memory) * sum + 1.0;
  return variances;
}

ByMonthsAhead<double> half_bands(const RouteScales& scales, double shock_kurtosis) {
  const double memory = squared(route_memory);
  const double persistent = squared(scales.persistent);
  const double transient = squared(scales.transient);
  double lasting = 0.0;
  double lasting_squares = 0.0;
  ByMonthsAhead<double> bands{};
  for (double& band : bands) {
    lasting = memory * lasting + persistent;
    lasting_squares = squared(memory) * lasting_squares + squared(persistent);
    const double variance = lasting + transient;
    const double excess =
        (shock_kurtosis - 3.0) * (lasting_squares + squared(transient)) / squared(variance);
    const double tail = fleishman_tail(3.0 + excess);
    const double unit = 1.0 / std::sqrt(1.0 + tail * (6.0 + 15.0 * tail));
    band = std::sqrt(variance) * unit * normal_of_band * (1.0 + tail * squared(normal_of_band));
  }
  return bands;
}

RouteScales tracked_scales(const ByMonthsAhead<std::vector<double>>& errors,
                           const RouteScales& start, double shock_kurtosis) {
  const ByMonthsAhead<double> lasting = persistent_variances();
  const ByMonthsAhead<double> half = half_bands(start, shock_kurtosis);
  ByMonthsAhead<double> variances{};
  for (std::size_t i = 0; i < variances.size(); ++i) {
    const double rate = tracking_rate / static_cast<double>(i + 1);
    double log_ratio = 0.0;
    for (const double error : errors[i]) {
      const bool missed = std::abs(error) > half[i] * std::exp(log_ratio);
      log_ratio += rate * ((missed ? 1.0 : 0.0) - (1.0 - held_share));
      log_ratio = std::clamp(log_ratio, -std::log(most_tracking), std::log(most_tracking));
    }
    variances[i] = (squared(start.persistent) * lasting[i] + squared(start.transient)) *
                   std::exp(2.0 * log_ratio);
  }
  return scales_of(variances);
}

}  // namespace peregrine
