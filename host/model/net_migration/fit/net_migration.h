// Net migration rates by country: a hierarchical autoregression of five-year periods, in the spirit
// of Azose & Raftery (2015, Demography 52), fitted by empirical Bayes on a grid.
//
//   r' = m + p d / (1 + f (d / s)^2) + s V e,   d = r - m
//
// r net migrants per 1000 persons and year; each country has a long-run mean m, a memory p and a
// spread s; all share the fade f and the period's volatility V; e is Student's t.
#pragma once

#include <Eigen/Dense>
#include <string>
#include <vector>

#include "host/model/net_migration/fit/grid.h"
#include "host/model/net_migration/tables.h"

namespace peregrine {

// What is known when a forecast starts: areas with estimates, periods up to the origin.
struct NetMigrationPanel {
  std::vector<std::string> areas;
  std::vector<int> source;    // [area] its index in the NetMigrationHistory
  Eigen::ArrayXXd rate;       // [period][area] net migrants per 1000 person-years
  Eigen::ArrayXd population;  // [area] persons, mean of the origin's five mid-years

  int size() const { return static_cast<int>(areas.size()); }
  int periods() const { return static_cast<int>(rate.rows()); }
};

// `origin` is the last period that is read, 2 ... 13, counted from 0 = 1950-54. Throws
// std::invalid_argument for another.
NetMigrationPanel make_net_migration_panel(const NetMigrationHistory& history, int origin);

// Degrees of freedom of the shock e: finite variance, heavy tails.
inline constexpr int net_migration_shock_freedom = 3;
// f: of a deviation of five spreads two thirds count. Chosen among 0, 0.02, 0.05 and 0.2 on
// forecasts of targets before 2000.
inline constexpr double net_migration_fade = 0.02;
// Degrees of freedom of the long-run means around zero.
inline constexpr int net_migration_mean_freedom = 4;

// How the countries' parameters are spread. p ~ Beta, log s ~ normal about a line in log
// population, m / s ~ Student's t of net_migration_mean_freedom times mean_scale.
struct NetMigrationPrior {
  double memory_alpha = 1;
  double memory_beta = 1;
  double log_spread = 0.5;              // at the countries' mean log population
  double log_spread_by_population = 0;  // per unit of log population
  double log_spread_deviation = 1;
  double mean_scale = 1;  // in units of s
};

struct NetMigrationFit {
  NetMigrationPrior prior;
  double volatility_deviation = 0;  // standard deviation of log V
  double log_likelihood = 0;        // marginal, of all rates but the first
  // [cell of NetMigrationGrid][area] posterior probability, cumulated over cells; ends at 1.
  Eigen::ArrayXXf cumulative;
};

// Deterministic. Reads nothing but `panel`.
NetMigrationFit fit_net_migration(const NetMigrationPanel& panel);

// What is left of a deviation from the mean, before memory: d / (1 + fade (d / spread)^2).
template <typename Real>
Real faded(Real deviation, Real spread, Real fade) {
  const Real ratio = deviation / spread;
  return deviation / (1 + fade * ratio * ratio);
}

}  // namespace peregrine
