// Normal equations of a weighted least-squares fit.
#pragma once

#include <Eigen/Dense>

namespace peregrine {

// x of `matrix` x = `right`, by Cholesky's decomposition; the matrix is symmetric and positive
// definite.
Eigen::VectorXd solve_normal_equations(const Eigen::MatrixXd& matrix, const Eigen::VectorXd& right);

}  // namespace peregrine
