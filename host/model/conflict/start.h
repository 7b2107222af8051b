// Where the countries stand at the origin of a forecast of conflict.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "host/model/conflict/calibration.h"

namespace peregrine {

// Codes of the countries whose successful coups since August 2020 gave the coup belt its name.
inline constexpr std::array<std::string_view, 7> coup_belt_codes = {"BFA", "GAB", "GIN", "MLI",
                                                                    "NER", "SDN", "TCD"};

// What every country is at the end of `origin_year`, from years up to it; without the effects of
// countries, which a fit knows.
std::vector<ConflictStart> conflict_starts(const ConflictPanel& panel, int origin_year);

// Share of the interstate wars that begin in each country, [country], sum 1: that of the land
// borders of all active countries. Bremer (1992): contiguity is the strongest of seven traits of
// dangerous dyads.
std::vector<double> interstate_weights(const ConflictPanel& panel);

}  // namespace peregrine
