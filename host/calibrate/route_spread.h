// How much a border's detections vary from month to month: lasting and passing shocks, their tail,
// how volatile a realization is, and the multiplier that makes bands cover what they say.
#pragma once

#include <vector>

#include "host/calibrate/route_series.h"

namespace peregrine {

struct RouteSpread {
  std::vector<double> persistent_scale;  // [border]
  std::vector<double> transient_scale;   // [border]
  double tail = 0.0;                     // Fleishman's cubic coefficient
  double log_scale_spread = 0.0;         // sd of the log of a realization's scale
  double band_multiplier = 1.0;          // is in the scales already
};

// `series` are all borders', `last_month` that of the figures.
RouteSpread fit_route_spread(const std::vector<RouteSeries>& series, int last_month);

// Whether a border has enough detections to say how borders vary.
bool speaks_for_others(const RouteSeries& series);

// Fleishman's coefficient, at least 0, of a shock of that kurtosis; at most 1 (kurtosis 15.7).
double fleishman_tail(double kurtosis);

}  // namespace peregrine
