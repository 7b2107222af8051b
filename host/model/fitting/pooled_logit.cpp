#include "host/model/fitting/pooled_logit.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace peregrine {
namespace {

// Gradient and curvature of the log posterior: those of coefficients, those of effects, and the
// curvature between them. Effects have none between themselves.
struct PooledSlope {
  Eigen::VectorXd gradient;         // [coefficient]
  Eigen::MatrixXd curvature;        // [coefficient][coefficient]
  Eigen::VectorXd group_gradient;   // [group]
  Eigen::VectorXd group_curvature;  // [group]
  Eigen::MatrixXd cross_curvature;  // [coefficient][group]
};

PooledSlope pooled_slope(const Eigen::MatrixXd& terms, const std::vector<int>& outcome,
                         int outcomes, const LogitPrior& prior, const LogitGroups& groups,
                         const PooledLogitFit& at) {
  const Eigen::Index size = terms.cols();
  const Eigen::VectorXd precision = prior.deviation.array().square().inverse();
  const double group_precision = 1.0 / (groups.deviation * groups.deviation);
  PooledSlope slope;
  slope.gradient = precision.cwiseProduct(prior.mean - at.mean);
  slope.curvature = precision.asDiagonal();
  slope.group_gradient = -group_precision * at.effect;
  slope.group_curvature = Eigen::VectorXd::Constant(groups.count, group_precision);
  slope.cross_curvature = Eigen::MatrixXd::Zero(at.mean.size(), groups.count);
  for (Eigen::Index row = 0; row < terms.rows(); ++row) {
    const auto index = static_cast<std::size_t>(row);
    const int group = groups.of_row[index];
    const Eigen::VectorXd x = terms.row(row).transpose();
    const Eigen::VectorXd p = shifted_probabilities(at.mean, x, at.effect(group));
    const Eigen::MatrixXd square = x * x.transpose();
    for (int a = 1; a < outcomes; ++a) {
      const double surprise = (outcome[index] == a ? 1.0 : 0.0) - p(a);
      slope.gradient.segment((a - 1) * size, size) += surprise * x;
      slope.group_gradient(group) += surprise;
      slope.cross_curvature.col(group).segment((a - 1) * size, size) += p(a) * p(0) * x;
      for (int b = 1; b < outcomes; ++b) {
        const double weight = p(a) * ((a == b ? 1.0 : 0.0) - p(b));
        slope.curvature.block((a - 1) * size, (b - 1) * size, size, size) += weight * square;
      }
    }
    slope.group_curvature(group) += p(0) * (1.0 - p(0));
  }
  return slope;
}

void check_pooled(const Eigen::MatrixXd& terms, const std::vector<int>& outcome, int outcomes,
                  const LogitPrior& prior, const LogitGroups& groups) {
  const Eigen::Index size = terms.cols() * (outcomes - 1);
  if (terms.rows() != static_cast<Eigen::Index>(outcome.size()) ||
      outcome.size() != groups.of_row.size() || prior.mean.size() != size ||
      prior.deviation.size() != size) {
    throw std::invalid_argument(
        "fit_pooled_logit: terms, outcomes, groups and prior differ in size");
  }
  const auto is_there = [&](int group) { return group >= 0 && group < groups.count; };
  if (!std::ranges::all_of(groups.of_row, is_there) || !(groups.deviation > 0.0)) {
    throw std::invalid_argument("fit_pooled_logit: a group is not there or has no prior");
  }
}

}  // namespace

Eigen::VectorXd shifted_probabilities(const Eigen::VectorXd& coefficients,
                                      const Eigen::VectorXd& terms, double shock) {
  const Eigen::Index size = terms.size();
  const Eigen::Index odds = coefficients.size() / size;
  Eigen::VectorXd p(odds + 1);
  p(0) = 0.0;
  for (Eigen::Index k = 0; k < odds; ++k) {
    p(k + 1) = coefficients.segment(k * size, size).dot(terms) + shock;
  }
  p = (p.array() - p.maxCoeff()).exp();
  return p / p.sum();
}

PooledLogitFit fit_pooled_logit(const Eigen::MatrixXd& terms, const std::vector<int>& outcome,
                                int outcomes, const LogitPrior& prior, const LogitGroups& groups) {
  check_pooled(terms, outcome, outcomes, prior, groups);
  constexpr int most_steps = 100;
  constexpr double longest_step = 2.0;  // in any coefficient: keeps early steps from overshooting
  constexpr double enough = 1e-9;
  PooledLogitFit fit;
  fit.mean = prior.mean;
  fit.effect = Eigen::VectorXd::Zero(groups.count);
  for (int step = 0; step < most_steps; ++step) {
    const PooledSlope slope = pooled_slope(terms, outcome, outcomes, prior, groups, fit);
    // Effects are eliminated: their own block of the curvature is diagonal.
    const Eigen::MatrixXd weighed =
        slope.cross_curvature * slope.group_curvature.cwiseInverse().asDiagonal();
    const Eigen::LLT<Eigen::MatrixXd> root(slope.curvature -
                                           weighed * slope.cross_curvature.transpose());
    const Eigen::VectorXd change = root.solve(slope.gradient - weighed * slope.group_gradient);
    const Eigen::VectorXd moved =
        (slope.group_gradient - slope.cross_curvature.transpose() * change)
            .cwiseQuotient(slope.group_curvature);
    const double length = std::max(change.cwiseAbs().maxCoeff(), moved.cwiseAbs().maxCoeff());
    const double share = std::min(1.0, longest_step / length);
    fit.mean += change * share;
    fit.effect += moved * share;
    if (length < enough) {
      fit.covariance = root.solve(Eigen::MatrixXd::Identity(fit.mean.size(), fit.mean.size()));
      fit.effect_deviation = (slope.group_curvature.cwiseInverse() +
                              (weighed.transpose() * fit.covariance * weighed).diagonal())
                                 .cwiseSqrt();
      return fit;
    }
  }
  throw std::runtime_error("fit_pooled_logit: no top of the posterior was found");
}

}  // namespace peregrine
