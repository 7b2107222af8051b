// What two ensembles differ in, variable by variable: all that a file has by draw or by batch of
// draws, whatever outputs there are.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host/report/compare/compare.h"
#include "host/report/compare/sections.h"

namespace peregrine {

// Of the years asked for all that a variable has, or of each variable the last one of these.
enum class YearsShown { all, last };

struct OutputRequest {
  std::vector<std::string> of;  // sections and variables; empty: all
  YearRange years{};
  YearsShown shown = YearsShown::all;
  const std::vector<std::uint8_t>* chosen = nullptr;  // [kept draw] 1: counts; none: all do
};

// Where some draws are chosen, of the variables with draws alone. Throws UsageError for a name in
// `of` that is none, and InputError where a file cannot be read.
std::vector<OutputTable> output_tables(const ComparablePair& pair, const OutputRequest& request);

// "; irregular_entries_by_nationality is there for 2025 to 2026": the years of those variables
// asked for by name that have not all years.
std::string years_had(const ComparablePair& pair, const std::vector<std::string>& of);

// The rows of a table that are shown to people: all, or where there are more than ten places those
// that differ most in any of the scenarios, which have the same rows.
std::vector<std::size_t> rows_shown(std::span<const Comparison> comparisons, std::size_t table);

// "Climate (means of all 2,000 draws)": a heading over the world's variables of a section, of which
// there is one.
std::string section_title(const Comparison& comparison, std::size_t section);
// For people; of one scenario, its numbers with probabilities.
std::string output_tables_as_text(const Comparison& comparison);
// What stands under it, in sentences.
std::string about_output_tables(const Comparison& comparison);
// The first line of CSV, and the others.
std::string output_columns_as_csv();
std::string output_tables_as_csv(const Comparison& comparison);
// A JSON array, a line a row.
std::string output_tables_as_json(const Comparison& comparison);

}  // namespace peregrine
