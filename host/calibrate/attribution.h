// What an observer's belief is worth, fitted to the campaigns of simulated ensembles.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "host/model/routes/fronts.h"

namespace peregrine {

// How often a campaign was on, by log odds of what was believed.
struct BeliefCounts {
  struct Bin {
    double log_odds = 0.0;  // the mean of the bin's cases
    double cases = 0.0;
    double campaigns = 0.0;
  };
  std::vector<Bin> bins;
};

// Maximum likelihood of the coefficients of P(campaign) as kernels/routes/attribution.h says it.
// Throws std::runtime_error where it has no top, as where there is no campaign.
BeliefWorth fit_belief_worth(const BeliefCounts& counts);

// Simulates the reference scenario to 2050 with the fronts, priors and coefficients of the folder
// and fits them anew: fronts with a border, a month one case. Back-tests use other seeds.
struct AttributionFit {
  BeliefWorth worth{};
  double cases = 0.0;
  double campaigns = 0.0;  // months with one
};
inline constexpr std::uint64_t attribution_seed = 282;
AttributionFit calibrate_attribution(const std::string& inputs_dir, int draws);

// Writes attribution.csv. Throws OutputError.
void save_attribution(const std::string& calibration_dir, const BeliefWorth& worth);
std::string describe(const AttributionFit& fit);

}  // namespace peregrine
