#include "host/model/fitting/logit.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace peregrine {
namespace {

// Gradient and curvature of the log posterior at `coefficients`.
struct Slope {
  Eigen::VectorXd gradient;
  Eigen::MatrixXd curvature;  // negative of the second derivative
};

Slope slope_at(const Eigen::MatrixXd& terms, const std::vector<int>& outcome, int outcomes,
               const LogitPrior& prior, const Eigen::VectorXd& coefficients) {
  const Eigen::Index size = terms.cols();
  const Eigen::VectorXd precision = prior.deviation.array().square().inverse();
  Slope slope;
  slope.gradient = precision.cwiseProduct(prior.mean - coefficients);
  slope.curvature = precision.asDiagonal();
  for (Eigen::Index row = 0; row < terms.rows(); ++row) {
    const Eigen::VectorXd x = terms.row(row).transpose();
    const Eigen::VectorXd p = logit_probabilities(coefficients, x);
    const Eigen::MatrixXd square = x * x.transpose();
    for (int a = 1; a < outcomes; ++a) {
      const double hit = outcome[static_cast<std::size_t>(row)] == a ? 1.0 : 0.0;
      slope.gradient.segment((a - 1) * size, size) += (hit - p(a)) * x;
      for (int b = 1; b < outcomes; ++b) {
        const double weight = p(a) * ((a == b ? 1.0 : 0.0) - p(b));
        slope.curvature.block((a - 1) * size, (b - 1) * size, size, size) += weight * square;
      }
    }
  }
  return slope;
}

}  // namespace

Eigen::VectorXd logit_probabilities(const Eigen::VectorXd& coefficients,
                                    const Eigen::VectorXd& terms) {
  const Eigen::Index size = terms.size();
  const Eigen::Index odds = coefficients.size() / size;
  Eigen::VectorXd p(odds + 1);
  p(0) = 0.0;
  for (Eigen::Index k = 0; k < odds; ++k) {
    p(k + 1) = coefficients.segment(k * size, size).dot(terms);
  }
  p = (p.array() - p.maxCoeff()).exp();
  return p / p.sum();
}

LogitFit fit_logit(const Eigen::MatrixXd& terms, const std::vector<int>& outcome, int outcomes,
                   const LogitPrior& prior) {
  const Eigen::Index size = terms.cols() * (outcomes - 1);
  if (terms.rows() != static_cast<Eigen::Index>(outcome.size()) || prior.mean.size() != size ||
      prior.deviation.size() != size) {
    throw std::invalid_argument("fit_logit: terms, outcomes and prior differ in size");
  }
  constexpr int most_steps = 100;
  constexpr double longest_step = 2.0;  // in any coefficient: keeps early steps from overshooting
  constexpr double enough = 1e-9;
  LogitFit fit;
  fit.mean = prior.mean;
  for (int step = 0; step < most_steps; ++step) {
    const Slope slope = slope_at(terms, outcome, outcomes, prior, fit.mean);
    const Eigen::LLT<Eigen::MatrixXd> root(slope.curvature);
    const Eigen::VectorXd change = root.solve(slope.gradient);
    const double length = change.cwiseAbs().maxCoeff();
    fit.mean += change * std::min(1.0, longest_step / length);
    if (length < enough) {
      fit.covariance = root.solve(Eigen::MatrixXd::Identity(size, size));
      return fit;
    }
  }
  throw std::runtime_error("fit_logit: no top of the posterior was found");
}

LinearFit fit_linear(const Eigen::MatrixXd& terms, const Eigen::VectorXd& value) {
  const Eigen::Index freedom = terms.rows() - terms.cols();
  if (freedom < 1 || terms.rows() != value.size()) {
    throw std::invalid_argument("fit_linear needs more observations than terms");
  }
  LinearFit fit;
  const Eigen::LLT<Eigen::MatrixXd> root(terms.transpose() * terms);
  fit.mean = root.solve(terms.transpose() * value);
  fit.residual = value - terms * fit.mean;
  const double variance = fit.residual.squaredNorm() / static_cast<double>(freedom);
  fit.spread = std::sqrt(variance);
  fit.covariance = variance * root.solve(Eigen::MatrixXd::Identity(terms.cols(), terms.cols()));
  return fit;
}

}  // namespace peregrine
