// The nationalities of a border: their log shares, where they return to, how they wander.
#pragma once

#include <vector>

#include "host/calibrate/routes.h"
#include "host/inputs/irregular.h"

namespace peregrine {

struct RouteShares {
  double memory = 0.0;                              // a month
  std::vector<RouteCorridorCalibration> corridors;  // [corridor]
};

// Figures up to `last_month` alone.
RouteShares fit_route_shares(const IrregularHistory& history, int last_month);

// [corridor] about the border's mean, of the last six months up to `month`, the latest weighing
// most; the long-run share where there is no figure.
std::vector<double> log_shares_at(const IrregularHistory& history,
                                  const std::vector<RouteCorridorCalibration>& corridors,
                                  int month);

}  // namespace peregrine
