// What drives the spread: a decomposition that `peregrine decompose --json` printed, in the view of
// drivers.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "host/store/ensemble_reader.h"

namespace peregrine {

// Throws InputError, with all of them, for places of the decomposition in `path` that the file does
// not have.
void require_decomposed_places(const EnsembleReader& reader, const std::string& path,
                               const nlohmann::json& decomposition);

// A chart and a table for each quantity; says where the decomposition is of another scenario or
// model than the file, where a mean is not the file's, and where a year is not among its years.
// What other programs left out is a dash.
std::string decomposition_as_html(const EnsembleReader& reader,
                                  const nlohmann::json& decomposition);

}  // namespace peregrine
