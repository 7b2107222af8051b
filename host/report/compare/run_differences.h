// In what two runs differ that are not two scenarios on common random numbers.
#pragma once

#include <string>
#include <vector>

#include "host/store/ensemble_header.h"

namespace peregrine {

// A sentence each: model, tables, seed, draws, keys of the scenario. Of many tables and keys the
// first few are named.
std::vector<std::string> what_runs_differ_in(const EnsembleHeader& before,
                                             const EnsembleHeader& after);

}  // namespace peregrine
