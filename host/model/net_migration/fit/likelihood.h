// The two things that the fit of net migration asks of the data.
#pragma once

#include <Eigen/Dense>

#include "host/model/net_migration/fit/net_migration.h"

namespace peregrine {

// Posterior means of the countries' parameters, [area].
struct NetMigrationMeans {
  Eigen::ArrayXd memory;
  Eigen::ArrayXd spread;
  Eigen::ArrayXd mean;
};

// log p(rates but the first | first rate, parameters of the cell), [cell][area], up to one constant
// for all cells and areas. `volatility` is V of each period but the first.
Eigen::ArrayXXd net_migration_log_likelihood(const NetMigrationPanel& panel, double fade,
                                             const Eigen::ArrayXd& volatility);

// V of each period but the first, with geometric mean one: the scale of Student's t that the
// countries' shocks of that period are likeliest under, given the means of their parameters.
Eigen::ArrayXd net_migration_volatility(const NetMigrationPanel& panel,
                                        const NetMigrationMeans& means, double fade);

}  // namespace peregrine
