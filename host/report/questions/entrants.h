// Who enters a country or a group of countries irregularly in the months ahead, by nationality.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "host/report/questions/answer.h"
#include "host/report/questions/groups.h"
#include "host/report/questions/route_sums.h"

namespace peregrine {

struct EntrantsRequest {
  std::string from;                     // first month; empty: the first that draws differ in
  std::optional<int> months;            // added up; none: those that the file keeps, at most 12
  std::optional<int> year;              // its twelve months instead
  std::int64_t top = 10;                // nationalities shown
  std::optional<std::int64_t> exceeds;  // entries of all nationalities together
};

// Entries at the borders behind which these countries lie, summed over months draw by draw: by
// nationality median, 80 % band and share of all, of the further nationalities together, of those
// not told apart, and of all; with `exceeds` the chance of more. Where one of the borders is one of
// first entry the others are left out, since who crosses them has entered before. Throws UsageError
// for months whose entries are not kept by nationality, for countries without a border, and for a
// file without such draws, or with few of them.
Answer entrants_answer(const EnsembleReader& reader, const AskedCountries& countries,
                       const EntrantsRequest& request);

}  // namespace peregrine
