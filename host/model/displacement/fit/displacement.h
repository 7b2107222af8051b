// Fits the displacement process of kernels/displacement/displacement.h to what was known in a year.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "host/model/displacement/panel.h"
#include "kernels/displacement/displacement.h"

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

// Fits persons displaced abroad up to 2024, writes the posterior and returns the fit in words.
// `inputs_dir` is the folder that holds history/. Throws InputError, OutputError.
std::string calibrate_displacement(const std::string& inputs_dir, const std::string& output_dir);

// The fit in words.
std::string describe(const DisplacementFit& fit);

}  // namespace peregrine
