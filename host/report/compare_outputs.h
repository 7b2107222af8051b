// What two ensembles differ in, variable by variable: all that a file has by draw or by batch of
// draws, whatever outputs there are.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host/report/compare.h"
#include "host/report/compare_sections.h"

namespace peregrine {

struct OutputRequest {
  std::vector<std::string> of;  // sections and variables; empty: all
  YearRange years{};
  const std::vector<std::uint8_t>* chosen = nullptr;  // [kept draw] 1: counts; none: all do
};

// Where some draws are chosen, of the variables with draws alone. Throws UsageError for a name in
// `of` that is none, and InputError where a file cannot be read.
std::vector<OutputTable> output_tables(const ComparablePair& pair, const OutputRequest& request);

// The rows of a table that are shown to people: all, or where there are more than ten places those
// that differ most in any of the scenarios, which have the same rows.
std::vector<std::size_t> rows_shown(std::span<const Comparison> comparisons, std::size_t table);

// For people; of one scenario, its numbers with probabilities.
std::string output_tables_as_text(const Comparison& comparison);
// What stands under it, in sentences.
std::string about_output_tables(const Comparison& comparison);
// The first line of CSV, and the others, each after `before`.
std::string output_columns_as_csv();
std::string output_tables_as_csv(const Comparison& comparison, const std::string& before);
// A JSON array, a line a row.
std::string output_tables_as_json(const Comparison& comparison);

}  // namespace peregrine
