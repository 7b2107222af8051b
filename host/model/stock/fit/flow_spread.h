// The spread of five-year flows around their central forecast: a law of its own for every size, and
// shocks that corridors share.
#pragma once

#include <Eigen/Dense>
#include <array>
#include <vector>

#include "host/model/stock/fit/flow_panel.h"

namespace peregrine {

// Residuals of one size class as a function of a standard normal score, so that shocks shared
// between corridors can be added as normal scores and still leave each class its own skewed and
// heavy-tailed law, zeros included.
struct ResidualCurve {
  static constexpr double lowest_score = -4;
  static constexpr double highest_score = 4;
  static constexpr int steps_per_unit = 64;
  static constexpr int points = 8 * steps_per_unit + 1;

  double centre = 0;                     // mean forecast of the class, log(1 + persons)
  std::array<float, points> residual{};  // log(1 + persons) less forecast, ascending
};

// The classes: no flow, return flow or diaspora at all; forecast zero otherwise; then by size.
struct FlowResiduals {
  ResidualCurve absent;
  ResidualCurve zero;
  std::vector<ResidualCurve> by_size;  // ascending centres

  // The law of a corridor whose forecast is `log_forecast` = log(1 + persons): linear between the
  // centres of neighbouring classes.
  ResidualCurve at(double log_forecast, bool history) const;
};

// Shares of the variance of the normal scores; the corridor's own part is what is left of 1.
struct ShockShares {
  double common = 0;
  double origin = 0;
  double destination = 0;
  double in_out_correlation = 0;  // of a country's shocks as destination and as origin

  double corridor() const { return 1 - common - origin - destination; }
};

struct FlowSpread {
  FlowResiduals residuals;
  ShockShares shares;
};

// `log_forecasts[k]` is the forecast, log(1 + persons), of period k + 1 by a fit that did not see
// that period. Periods count alike, as exchangeable units.
FlowSpread fit_flow_spread(const FlowPanel& panel,
                           const std::vector<Eigen::MatrixXd>& log_forecasts);

}  // namespace peregrine
