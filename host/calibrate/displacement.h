// Fits the displacement process of kernels/displacement.h to what was known in a year.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "host/calibrate/displacement_panel.h"
#include "kernels/displacement.h"

namespace peregrine {

struct DisplacementFit {
  std::array<double, displacement_parameter_count> parameters{};  // order of DisplacementParameter
  double claim_share = 1.0;  // of asylum claims that end in the stock counted, 0 ... 1
};

// Fits everything on the panel's years. `origin_weight` [area] says how often each origin counts,
// for a bootstrap; empty: once.
DisplacementFit fit_displacement(const DisplacementPanel& panel,
                                 const std::vector<double>& origin_weight = {});

// The posterior: the fit, then `draws` fits to origins resampled with replacement (Cameron, Gelbach
// & Miller 2008, pairs cluster bootstrap), as [row][displacement_parameter_count]. All rows live by
// the fit's claim share, with which the arrivals of the start are made. The same panel gives the
// same bits.
std::vector<float> displacement_posterior(const DisplacementPanel& panel,
                                          const DisplacementFit& fit, int draws);

// Names of the parameters, in the order of DisplacementParameter.
const std::array<const char*, displacement_parameter_count>& displacement_parameter_names();

// The fit in words.
std::string describe(const DisplacementFit& fit);

}  // namespace peregrine
