// Past forecasts of one border by the process itself, and how wide its bands have to be to have
// held what they said.
#pragma once

#include <array>
#include <vector>

#include "host/model/routes/series.h"

namespace peregrine {

inline constexpr int first_origin_months = 24;  // of a border's figures, before its first forecast
inline constexpr int band_months = 12;          // of each forecast
inline constexpr double held_share = 0.8;       // of what comes, that bands are to hold
inline constexpr double least_scale = 0.05;     // of the log, a month: no border is known better

// [months ahead - 1]
template <typename Value>
using ByMonthsAhead = std::array<Value, band_months>;

// Standard deviations of a border's monthly shocks to the log.
struct RouteScales {
  double persistent = least_scale;
  double transient = least_scale;
};

// What came less what was expected, in logs; seasons, levels and anomalies are those known in the
// month that a forecast is made in. Of each number of months ahead in the order of time.
ByMonthsAhead<std::vector<double>> pseudo_errors(const RouteSeries& series);

// Variance of a forecast error per variance of the persistent shock: 1 one month ahead, then more.
ByMonthsAhead<double> persistent_variances();

// Half of the band that holds held_share, in logs, of shocks with that kurtosis.
ByMonthsAhead<double> half_bands(const RouteScales& scales, double shock_kurtosis);

// Scales with which the border's bands would have followed what came: from those given on, the band
// of each number of months ahead becomes wider after every miss and narrower after every hit, by up
// to half as much again or a third less, so that it comes to hold held_share whatever the law of
// the errors (Gibbs & Candes 2021, Adaptive conformal inference under distribution shift, NeurIPS
// 34).
RouteScales tracked_scales(const ByMonthsAhead<std::vector<double>>& errors,
                           const RouteScales& start, double shock_kurtosis);

// Fleishman's coefficient, at least 0, of a shock of that kurtosis; at most 1 (kurtosis 15.7).
double fleishman_tail(double kurtosis);
double kurtosis_of_tail(double tail);

}  // namespace peregrine
