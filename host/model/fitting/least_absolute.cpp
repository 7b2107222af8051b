#include "host/model/fitting/least_absolute.h"

#include <algorithm>
#include <cmath>

namespace peregrine {

LinearFit fit_least_absolute(const Eigen::MatrixXd& terms, const Eigen::VectorXd& value) {
  constexpr int rounds = 300;
  constexpr double least_residual = 1e-5;  // a weight is finite
  LinearFit fit = fit_linear(terms, value);
  for (int round = 0; round < rounds; ++round) {
    const Eigen::VectorXd weight = fit.residual.cwiseAbs().cwiseMax(least_residual).cwiseInverse();
    const Eigen::MatrixXd weighed = weight.asDiagonal() * terms;
    fit.mean = (terms.transpose() * weighed).llt().solve(weighed.transpose() * value);
    fit.residual = value - terms * fit.mean;
  }
  // The middle half of the residuals is as wide as it would be at the density in between.
  std::vector<double> sorted(fit.residual.begin(), fit.residual.end());
  std::sort(sorted.begin(), sorted.end());
  const double width = sorted[sorted.size() * 3 / 4] - sorted[sorted.size() / 4];
  const double density = 0.5 / std::max(width, least_residual);
  fit.covariance = (terms.transpose() * terms)
                       .llt()
                       .solve(Eigen::MatrixXd::Identity(terms.cols(), terms.cols())) /
                   (4.0 * density * density);
  return fit;
}

}  // namespace peregrine
