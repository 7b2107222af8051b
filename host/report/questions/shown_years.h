// The years that a table of an answer shows.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "host/store/ensemble_reader.h"

namespace peregrine {

// Indices, ascending: of the year asked for, or of the file's first, 2025, 2030, 2040, 2050 and
// its last. Throws UsageError for a year that the file lacks.
std::vector<std::int64_t> years_to_show(const EnsembleReader& reader,
                                        const std::optional<int>& year);

}  // namespace peregrine
