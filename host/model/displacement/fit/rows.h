// The parts that a fit of the displacement process is made of.
#pragma once

#include <span>
#include <vector>

#include "host/model/displacement/fit/displacement.h"

namespace peregrine {

struct Weighted {
  double value;
  double weight;
};

// Of values with weights that are not all zero; `probability` in 0 ... 1. Sorts `values`.
double weighted_quantile(std::vector<Weighted>& values, double probability);

// A symmetric law with the median and the tails of `deviations`: standard deviation and
// Fleishman's cubic coefficient, from the 50, 80 and 95 % quantiles of absolute deviations.
struct HeavyTail {
  double scale = 0;
  double tail = 0;
};
HeavyTail match_heavy_tail(std::vector<Weighted> deviations);

// How often each origin counts in a fit.
class OriginWeights {
 public:
  explicit OriginWeights(const std::vector<double>& weight) : weight_(weight) {}
  double operator[](int area) const {
    return weight_.empty() ? 1.0 : weight_[static_cast<std::size_t>(area)];
  }

 private:
  const std::vector<double>& weight_;
};

void fit_accounts(const DisplacementPanel& panel, const OriginWeights& weights,
                  DisplacementFit& fit);
void fit_outflow(const DisplacementPanel& panel, const OriginWeights& weights,
                 DisplacementFit& fit);
void fit_shares(const DisplacementPanel& panel, const OriginWeights& weights, DisplacementFit& fit);
void fit_counts(const DisplacementPanel& panel, const OriginWeights& weights, DisplacementFit& fit);

}  // namespace peregrine
