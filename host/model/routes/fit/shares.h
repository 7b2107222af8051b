// The nationalities of a border: their log shares, where they return to, how they wander.
#pragma once

#include <vector>

#include "host/model/routes/calibration.h"

namespace peregrine {

struct RouteShares {
  double memory = 0.0;                              // a month
  std::vector<RouteCorridorCalibration> corridors;  // [corridor]
};

// Figures up to `last_month` alone.
RouteShares fit_route_shares(const IrregularHistory& history, int last_month);

}  // namespace peregrine
