// The posterior of the displacement process as a file.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "kernels/displacement/displacement.h"

namespace peregrine {

struct DisplacementPosterior {
  double claim_share = 1.0;  // of asylum claims that end in the stock counted, 0 ... 1
  std::vector<float> rows;   // [row][displacement_parameter_count], the mean first
};

// Names of the parameters, in the order of DisplacementParameter.
const std::array<const char*, displacement_parameter_count>& displacement_parameter_names();

// Writes `dir`/displacement_posterior.csv. Throws OutputError.
void save_displacement_posterior(const std::string& dir, const DisplacementPosterior& posterior);

// Reads it. Throws InputError with all problems found.
DisplacementPosterior load_displacement_posterior(const std::string& dir);

}  // namespace peregrine
