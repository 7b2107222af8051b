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

// Those, and the calendar years of at least 24 months after the last observed one of `world`, as
// far as the run goes.
Owned<KeptView> make_kept(const ForecastInputs& inputs, const RunSettings& settings,
                          const WorldView& world);

}  // namespace peregrine
