// Least absolute deviations: the median regression, which a few huge values do not move.
#pragma once

#include "host/model/fitting/logit.h"

namespace peregrine {

// By least squares with weights 1 / |residual|, again and again (Schlossmacher 1973). The
// covariance is that of large samples, with the density of the residuals at zero (Koenker and
// Bassett 1978); `spread` stays that of the residuals' squares. Throws std::invalid_argument where
// there are not more observations than terms.
LinearFit fit_least_absolute(const Eigen::MatrixXd& terms, const Eigen::VectorXd& value);

}  // namespace peregrine
