// Whose chance it is that a quantity varies: first-order and total shares of its variance by driver
// (Sobol' 1993; Homma and Saltelli 1996), from pick-freeze samples.
#pragma once

#include <span>
#include <vector>

namespace peregrine {

// With its Monte Carlo standard error; both NaN where the quantity does not vary.
struct VarianceShare {
  double share = 0;
  double error = 0;
};

// Of one driver. First order: what would go, on average, were the driver's chance known. Total:
// what would stay, were all other chance known; it has the driver's interactions in it.
struct DriverShares {
  VarianceShare first_order;
  VarianceShare total;
};

struct VarianceShares {
  double mean = 0;
  double mean_error = 0;  // Monte Carlo standard error
  double variance = 0;
  std::vector<DriverShares> drivers;
  VarianceShare interactions;  // one less all first-order shares: what no driver explains alone
};

// `a[i]` and `b[i]`: the quantity in draw i under two independent seeds; `mixed[d][i]`: under the
// luck of a, but for driver d, which has that of b. With centred values and c = mixed[d],
//
//   first order = mean(bc - k ab) / mean((b^2 + c^2) / 2 - m ab)
//   total       = 1 - mean(ac - k ab) / mean((a^2 + c^2) / 2 - m ab)
//
// With k = m = 0 these are the estimators of Janon et al. 2014, good for large shares, and of
// Jansen 1999; with k = 1 the first has the numerator of Saltelli et al. 2010 (table 2, b), good
// for small ones. mean(ab) is zero but for chance; k and m are the slopes of regressions on ab,
// which take out the error in common. Errors by linearization (the delta method). A driver whose c
// equals a in every draw has the shares 0 and 0, exactly. Shares are not forced into 0 ... 1.
// Throws std::invalid_argument for extents that differ or are below two.
VarianceShares variance_shares(std::span<const double> a, std::span<const double> b,
                               std::span<const std::vector<double>> mixed);

}  // namespace peregrine
