// Posteriors as tables of inputs/calibration/: a column a parameter, the mean in the first row and
// a draw in each of the others.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "host/model/tables/csv.h"

namespace peregrine {

// A column, and the bounds within which the kernels are meant to work.
struct ParameterBounds {
  const char* name;
  double least;
  double most;
};

// [row][column]; appends what is wrong to `problems`. `remedy`: the command that writes the table.
std::vector<double> read_posterior(const std::string& path,
                                   std::span<const ParameterBounds> columns, const char* remedy,
                                   std::vector<Problem>& problems);

// `values` [row][column], to so many significant digits. Makes the folder where it is not there.
// Throws OutputError.
void write_posterior(const std::string& path, std::span<const ParameterBounds> columns,
                     const std::vector<double>& values, int digits);

}  // namespace peregrine
