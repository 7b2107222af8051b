// How likely migrants in or from countries, or of a corridor, are more than a number.
#pragma once

#include <cstdint>
#include <optional>

#include "host/report/questions/answer.h"
#include "host/report/questions/groups.h"

namespace peregrine {

// At mid-year in the year asked for, or in 2025, 2030, 2040, 2050 and the last one: the chance that
// immigrants of the countries together, and emigrants, are more than `exceeds`, with median and 80
// % band, counted in the draws kept. Of a group those from one member in another are among both.
// Throws UsageError for a year that the file lacks, and for a file without such draws.
Answer place_chance_answer(const EnsembleReader& reader, const AskedCountries& countries,
                           const std::optional<int>& year, std::int64_t exceeds);

// The same of a corridor, ORIG-DEST. Throws UsageError for one whose draws are not kept.
Answer corridor_chance_answer(const EnsembleReader& reader, const std::string& corridor,
                              const std::optional<int>& year, std::int64_t exceeds);

}  // namespace peregrine
