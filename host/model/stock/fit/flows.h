// The forecast of five-year flows: a robust regression of log flows about persistence, and the
// size-dependent, correlated spread around it.
//
//   log(1 + flow') = log(1 + flow) + sum over predictors x and knots k of b_kx h_k(log(1+flow)) x
//
// h_k are hat functions of the last flow's size, so that persistence and every other effect depend
// on size. Predictors: one; the return flow's, the diaspora's and the return diaspora's excess over
// the last flow (logs), because those who came in one period leave in the next (the accounting
// S' = S + arrivals - returns); growth of population at both ends. A structure that changes from
// period to period is pooled over periods as exchangeable units: the last flow is the prior mean,
// and the share of the bilateral effects to believe is chosen by leaving whole periods out.
#pragma once

#include <Eigen/Dense>

#include "host/model/stock/fit/flow_panel.h"
#include "host/model/stock/fit/flow_spread.h"

namespace peregrine {

struct FlowModel {
  Eigen::VectorXd coefficients;  // [knot][predictor]
  double bilateral_share = 0;    // 0 ... 1, share of the bilateral effects that is believed
  FlowResiduals residuals;       // of forecasts of periods left out of their own fit
  ShockShares shares;
};

// log(1 + persons) forecast for `period` from what was known when it began.
Eigen::MatrixXd central_log_flow(const FlowPanel& panel, const FlowModel& model, int period);

// Fits on the periods before `target` alone: 3 <= target < panel.periods(), for a period can be
// left out only where two are there to fit. Throws std::invalid_argument otherwise.
FlowModel fit_flow_model(const FlowPanel& panel, int target);

}  // namespace peregrine
