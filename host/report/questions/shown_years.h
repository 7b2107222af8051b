// The years that a table of an answer shows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/store/ensemble_reader.h"

namespace peregrine {

// Indices, ascending: of the year asked for, or of the file's first, 2025, 2030, 2040, 2050 and
// its last. Throws UsageError for a year that the file lacks.
std::vector<std::int64_t> years_to_show(const EnsembleReader& reader,
                                        const std::optional<int>& year);

inline constexpr int usual_years_ahead = 3;
// More years leave less room for names in 100 columns.
inline constexpr std::size_t most_years_ahead = 4;

// Years after those on record, which are the first of a file.
struct YearsAhead {
  std::size_t record = 0;          // years on record
  int last_record = 0;             // the last of them, as a calendar year
  std::vector<std::size_t> years;  // asked for, by index into the file's, ascending, each once
  std::vector<int> numbers;        // the same as calendar years

  std::size_t last() const { return record - 1; }
};

// `asked`: 1 is the first year after the record; none: usual_years_ahead, or as many as there are.
// `record`: from 1 on, and fewer years than the file has. Throws UsageError for a year that the
// file lacks, and for more than most_years_ahead.
YearsAhead years_ahead(const EnsembleReader& reader, std::size_t record,
                       const std::vector<int>& asked);

// "in 3 of the 5 years on record".
std::string years_on_record_in_words(int years, std::size_t record);

}  // namespace peregrine
