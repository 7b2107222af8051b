// From which countries more than a number of persons may flee abroad in a year.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "host/report/questions/answer.h"
#include "host/report/questions/groups.h"

namespace peregrine {

struct FlightRequest {
  std::vector<int> years_ahead;  // of the last year on record, at most 4; none: the three after it
  std::int64_t top = 10;         // countries shown
  std::int64_t exceeds = 0;      // persons newly displaced abroad in a calendar year
};

// Countries by the mean number of the years asked for in which more than `exceeds` persons are
// newly displaced abroad from there, counted in the draws kept: the chance of each year and of one
// or more of them; beside it how many years on record had more, and how often that is so over all
// countries. `among`: these countries alone. Throws UsageError for a year that the file lacks, and
// for a file without draws of the newly displaced.
Answer flight_answer(const EnsembleReader& reader, const std::optional<AskedCountries>& among,
                     const FlightRequest& request);

}  // namespace peregrine
