// Elasticities of arrivals in the diaspora and in both populations.
#pragma once

#include <Eigen/Dense>
#include <vector>

#include "host/model/fitting/stock_panel.h"

namespace peregrine {

struct Elasticities {
  enum Term : int { diaspora, origin_population, destination_population, terms };
  Eigen::Vector3d mean;
  Eigen::Matrix3d covariance;  // clustered by destination
};

// Poisson pseudo-maximum likelihood (Santos Silva and Tenreyro 2006) of the last period's flows
// (da_pb_closed) on log(1 + stock at its start), log populations and origin-destination stocks in
// the other direction, over the corridors of the panel.
Elasticities fit_elasticities(const StockPanel& panel);

struct IncomeElasticities {
  enum Term : int { origin, destination };
  Eigen::Vector2d mean;
  Eigen::Matrix2d covariance;  // clustered by destination
};

// The same regression with both incomes beside its other terms, over pairs whose incomes are known.
// `log_income` [country] log GDP per head at the start of the last period, NaN where not known.
IncomeElasticities fit_income_elasticities(const StockPanel& panel,
                                           const std::vector<double>& log_income);

}  // namespace peregrine
