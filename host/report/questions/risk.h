// Which countries may be at war or in conflict in the years ahead, and what that does to flight.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/report/questions/answer.h"
#include "host/report/questions/groups.h"

namespace peregrine {

struct RiskRequest {
  std::vector<int> years_ahead;  // of the last year on record; none: the three after it
  std::int64_t top = 10;         // countries shown in each table
};

// Countries by the sum of their chances of war over the years asked for, which is the mean number
// of these years at war: all countries, and those that were not at war in the last year on record.
// Beside each its years at war on record in the file, deaths, and the displaced abroad, means over
// all draws; coups of the world, as the file has none by country. `among`: these countries alone.
// Throws UsageError for a year that the file lacks, and for a file of a world without wars.
Answer risk_answer(const EnsembleReader& reader, const std::optional<AskedCountries>& among,
                   const RiskRequest& request);

}  // namespace peregrine
