// Draws of the net migration of all countries, which sum to zero over the world.
#pragma once

#include <Eigen/Dense>
#include <cstdint>
#include <vector>

#include "host/model/net_migration/fit/net_migration.h"

namespace peregrine {

class NetMigrationEnsemble {
 public:
  // `steps` five-year periods after the panel's origin, `draws` realizations, both at least 1.
  // `panel` and `fit` are not kept. The same arguments give the same draws; a draw does not depend
  // on how many there are, but for the balancing, whose weights are the spread of all draws.
  NetMigrationEnsemble(const NetMigrationPanel& panel, const NetMigrationFit& fit, int steps,
                       int draws, std::uint64_t seed);

  int steps() const { return static_cast<int>(rates_.size()); }

  // Net migrants per 1000 persons and year in the period `step` = 1 ... steps() after the origin,
  // [draw][area of the panel]. Times the origin's population they sum to zero in every draw.
  const Eigen::ArrayXXd& rates(int step) const {
    return rates_[static_cast<std::size_t>(step - 1)];
  }

 private:
  std::vector<Eigen::ArrayXXd> rates_;
};

}  // namespace peregrine
