// Multinomial logit with a normal prior: penalised maximum likelihood and its Laplace posterior.
#pragma once

#include <Eigen/Dense>
#include <vector>

namespace peregrine {

// Independent normal priors, [outcome 1 ... k][term] as the coefficients.
struct LogitPrior {
  Eigen::VectorXd mean;
  Eigen::VectorXd deviation;  // above 0
};

struct LogitFit {
  Eigen::VectorXd mean;        // [outcome 1 ... k][term] coefficients of log odds over outcome 0
  Eigen::MatrixXd covariance;  // inverse of the negative log posterior's curvature at the mean
};

// Probabilities of outcomes 0 ... k for one row of terms.
Eigen::VectorXd logit_probabilities(const Eigen::VectorXd& coefficients,
                                    const Eigen::VectorXd& terms);

// `terms` has a row an observation, `outcome` one of 0 ... k for each. Newton's method; the log
// posterior is concave, so that it has one top. Throws std::invalid_argument where sizes differ,
// std::runtime_error where the top is not found in 100 steps.
LogitFit fit_logit(const Eigen::MatrixXd& terms, const std::vector<int>& outcome, int outcomes,
                   const LogitPrior& prior);

// Least squares, normal errors.
struct LinearFit {
  Eigen::VectorXd mean;
  Eigen::MatrixXd covariance;  // of the coefficients
  double spread = 0.0;         // sd of the errors
  Eigen::VectorXd residual;    // [observation]
  int observations() const { return static_cast<int>(residual.size()); }
};

// Throws std::invalid_argument where there are not more observations than terms.
LinearFit fit_linear(const Eigen::MatrixXd& terms, const Eigen::VectorXd& value);

}  // namespace peregrine
