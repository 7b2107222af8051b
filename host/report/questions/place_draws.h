// Single draws of places, as a file keeps them from version 4 of its format on.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/report/questions/answer.h"
#include "host/statistics/paired.h"
#include "host/store/ensemble_reader.h"

namespace peregrine {

// Throws UsageError where the file has no such variable: it is of an older format, or of a run that
// does not simulate what is asked for. `what`: "draws of the newly displaced".
void require_draws(const EnsembleReader& reader, std::string_view variable,
                   const std::string& what);

// [kept draw][place], of a variable (realization, year or month, place) in one year or month.
// Throws InputError for a number that is missing.
std::vector<double> draws_of_places(const EnsembleReader& reader, std::string_view variable,
                                    std::int64_t time);

// [kept draw]: the sums of these places.
std::vector<double> sums_of_places(const EnsembleReader& reader, std::string_view variable,
                                   std::int64_t time, std::span<const int> places);

// How often the draws are above a number.
Chance chance_above(std::span<const double> draws, double number);

// Quantiles of the draws by difference_levels: 10 %, median, 90 %.
PairedSpread spread_of(std::span<const double> draws);

// The columns q0.1, median, q0.9 of records with their errors, and their cells.
std::vector<std::string> spread_columns();
void add_spread(std::vector<RecordCell>& cells, const PairedSpread& spread);

}  // namespace peregrine
