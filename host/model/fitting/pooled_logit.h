// Multinomial logit whose rows fall into groups, each with an effect of its own that is drawn to
// zero: partial pooling, by penalised maximum likelihood and its Laplace posterior.
#pragma once

#include <vector>

#include "host/model/fitting/logit.h"

namespace peregrine {

struct LogitGroups {
  std::vector<int> of_row;  // [row] 0 ... count - 1
  int count = 0;
  double deviation = 1.0;  // prior standard deviation of an effect about 0
};

struct PooledLogitFit {
  Eigen::VectorXd mean;              // [outcome 1 ... k][term], as LogitFit
  Eigen::MatrixXd covariance;        // of `mean`, effects integrated out
  Eigen::VectorXd effect;            // [group] added to the log odds of every outcome over 0
  Eigen::VectorXd effect_deviation;  // [group] posterior standard deviation
};

// Probabilities of outcomes 0 ... k for one row of terms, where `shock` is added to the log odds of
// all outcomes over 0.
Eigen::VectorXd shifted_probabilities(const Eigen::VectorXd& coefficients,
                                      const Eigen::VectorXd& terms, double shock);

// As fit_logit, with groups. Throws std::invalid_argument where sizes differ, a group is not there
// or the deviation is not above 0, std::runtime_error where the top is not found in 100 steps.
PooledLogitFit fit_pooled_logit(const Eigen::MatrixXd& terms, const std::vector<int>& outcome,
                                int outcomes, const LogitPrior& prior, const LogitGroups& groups);

}  // namespace peregrine
