#include "host/model/fitting/normal_equations.h"

namespace peregrine {

// A unit of its own: where g++ 14 sees the size of the matrix it unrolls a loop of Eigen's
// decomposition (Redux.h) past its end, and warns of what it has made
// (-Waggressive-loop-optimizations).
Eigen::VectorXd solve_normal_equations(const Eigen::MatrixXd& matrix,
                                       const Eigen::VectorXd& right) {
  return matrix.llt().solve(right);
}

}  // namespace peregrine
