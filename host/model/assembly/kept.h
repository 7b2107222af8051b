// What is kept draw by draw of a run beside the draws of countries: corridors, and irregular
// entries by nationality in the months ahead.
#pragma once

#include <string>
#include <vector>

#include "host/model/assembly/forecast.h"
#include "host/model/tables/owned.h"

namespace peregrine {

// The corridors that settings.keep_corridors asks for, ascending: "largest:N", those N that have
// most migrants in the first year or in the later table; "campaigns", from the nationals who come
// to a border with a front to the country behind it; codes such as SYR-TUR. Throws InputError with
// all words that are none of these.
std::vector<int> kept_corridors(const ForecastInputs& inputs, const RunSettings& settings);

// Calendar years, by step, of which a world keeps irregular entries by nationality.
struct EntryYears {
  int first = 0;
  int count = 0;
};
// Those of 24 months and more after the last of `observed_months`, as far as `years` steps go.
EntryYears entry_years(int observed_months, int years);

// Has a world keep both.
void keep_more(const ForecastInputs& inputs, const RunSettings& settings, World& world);

}  // namespace peregrine
