// What drives the spread: a decomposition that `peregrine decompose --json` printed, in the view of
// drivers.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "host/store/ensemble_header.h"

namespace peregrine {

// A chart and a table for each quantity; says where the decomposition is of another run than the
// file. What other programs left out is a dash.
std::string decomposition_as_html(const EnsembleHeader& header,
                                  const nlohmann::json& decomposition);

}  // namespace peregrine
