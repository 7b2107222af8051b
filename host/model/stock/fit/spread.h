// How far the outcome strays from the median: scale by size, tails, and what corridors share.
#pragma once

#include <array>
#include <vector>

#include "host/model/stock/fit/location.h"

namespace peregrine {

// Scale of the mean pressure of five years, piecewise linear in log10 of the stock, with knots at
// 10^0.5, 10^1.5 ... 10^5.5 persons.
struct ScaleBySize {
  static constexpr int knots = 6;
  std::array<double, knots> log_scale = {};

  double at(double stock) const;
};

// [corridor] sd of a yearly shock to corridors of so many persons; NaN where there is no number.
std::vector<double> shocks_at(const ScaleBySize& scale, const std::vector<double>& persons);

struct SpreadFit {
  ScaleBySize scale;                // sd of a yearly shock, on the log scale of the knots
  double tail = 0.0;                // Fleishman's coefficient of the yearly shocks
  double skew = 0.0;                // log scale of rises over the geometric mean with falls
  double centre = 0.0;              // taken from a shock, in units of its scale
  double lasting_volatility = 0.0;  // sd of the log volatility that lasts five years, in all
  double period_volatility = 0.0;   // of it, common to all corridors of a realization
  double share_common = 0.0;        // of the variance of a shock
  double share_origin = 0.0;
  double share_destination = 0.0;
  std::vector<std::array<double, ScaleBySize::knots>> log_q80;  // [period][knot], found
};

// Weights of the shocks of years 1 ... 5 in the mean pressure of the five years, for an AR(1) with
// this yearly persistence.
std::array<double, 5> shock_weights(double persistence);

// Fitted on the deviations of each period from the pooled median. `persistence` and `fade` are the
// yearly ones of kernels/stock/stock.h.
SpreadFit fit_spread(const StockPanel& panel, const Elasticities& elasticities,
                     const PressureMap& map, const LocationFit& location, double persistence,
                     double fade);

}  // namespace peregrine
