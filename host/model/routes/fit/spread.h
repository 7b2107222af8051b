// How much a border's detections vary from month to month: lasting and passing shocks, their tail,
// and how volatile a realization is.
#pragma once

#include <vector>

#include "host/model/routes/series.h"

namespace peregrine {

struct RouteSpread {
  std::vector<double> persistent_scale;  // [border]
  std::vector<double> transient_scale;   // [border]
  double tail = 0.0;                     // Fleishman's cubic coefficient
  double log_scale_spread = 0.0;         // sd of the log of a realization's scale
  double band_multiplier = 1.0;          // of the scales with which every border's tracking starts
};

// `series` are all borders', up to the month of the fit.
RouteSpread fit_route_spread(const std::vector<RouteSeries>& series);

// Whether a border has enough detections, by month, to say how borders vary.
bool speaks_for_others(const RouteSeries& series);

}  // namespace peregrine
