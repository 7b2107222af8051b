// The posterior of the displacement process as a file.
#pragma once

#include <string>
#include <vector>

#include "host/calibrate/displacement.h"

namespace peregrine {

struct DisplacementPosterior {
  double claim_share = 1.0;  // of asylum claims that end in the stock counted, 0 ... 1
  std::vector<float> rows;   // [row][displacement_parameter_count], the mean first
};

// Writes `dir`/displacement_posterior.csv. Throws OutputError.
void save_displacement_posterior(const std::string& dir, const DisplacementPosterior& posterior);

// Reads it. Throws InputError with all problems found.
DisplacementPosterior load_displacement_posterior(const std::string& dir);

// Fits persons displaced abroad up to 2023, writes the posterior and returns the fit in words.
// `inputs_dir` is the folder that holds history/. Throws InputError, OutputError.
std::string calibrate_displacement(const std::string& inputs_dir, const std::string& output_dir);

}  // namespace peregrine
