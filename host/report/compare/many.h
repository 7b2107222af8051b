// Several scenarios beside each other, each compared with the first file.
#pragma once

#include <span>
#include <string>

#include "host/report/compare/compare.h"

namespace peregrine {

// As compare_scenarios makes them, at least one, with the same rows in all. For people: at most 100
// columns, a group of them a scenario; tables that are wider are continued below.
std::string comparisons_as_text(std::span<const Comparison> comparisons);
// The lines of each, with the names of both scenarios before them. RFC 4180.
std::string comparisons_as_csv(std::span<const Comparison> comparisons);
// An array of what comparison_as_json says of each.
std::string comparisons_as_json(std::span<const Comparison> comparisons);

}  // namespace peregrine
