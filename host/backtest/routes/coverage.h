// How often bands hold what they should, over so few months that overlap, when the law is known.
#pragma once

#include <cstdint>
#include <vector>

#include "host/model/routes/fit/bands.h"

namespace peregrine {

// Whether bands that should hold 80 and 95 % of a route's months held 75 to 85 and 92 to 98 %.
bool holds_80(double share);
bool holds_95(double share);

struct BandCount {
  double of_80 = 0.0;  // mean over replicates of how many hold what they should
  double of_95 = 0.0;
  double spread_80 = 0.0;  // and its standard deviation
  double spread_95 = 0.0;
};

// Bands of a forecaster who knows the law, on histories that the ordinary process makes with normal
// shocks: one for each of `routes` and each number of months ahead, each scored on `targets`
// months in a row. The same arguments give the same figures.
BandCount ideal_band_count(const std::vector<RouteScales>& routes,
                           const std::vector<int>& months_ahead, int targets, int replicates,
                           std::uint64_t seed);

}  // namespace peregrine
