// Whether all tables of an inputs folder are sound.
#pragma once

#include <string>
#include <vector>

namespace peregrine {

// Reads every table; returns a line per table (rows, totals). Throws one InputError with the
// problems of all tables.
std::vector<std::string> check_inputs(const std::string& inputs_dir);

}  // namespace peregrine
