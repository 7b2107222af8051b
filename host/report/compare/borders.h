// What differs between two ensembles at the borders that people try to cross irregularly.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/report/compare/compare.h"

namespace peregrine {

// Attempts, detections, entries, deaths, attempts diverted elsewhere and months of campaign: of one
// border by year and over all years, or of all borders over all years (or the one asked for), with
// the cost of the responses. From all draws by batches; the cost from those kept one by one. Throws
// UsageError for a border or year that the files lack.
std::vector<BorderTable> border_tables(const ComparablePair& pair, const std::string& border,
                                       const std::optional<int>& year);

// For people, of one line a row.
std::string border_tables_as_text(const Comparison& comparison);
std::string border_tables_as_csv(const Comparison& comparison);
// A JSON array, one line.
std::string border_tables_as_json(const Comparison& comparison);

}  // namespace peregrine
