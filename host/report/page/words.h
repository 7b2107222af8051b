// Numbers and places as the page words them.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "host/report/estimates.h"

namespace peregrine {

// Persons as millions with two decimals; "—" for what is missing, as in all of these.
std::string millions(double persons);
// Whole numbers, and `decimals` of others.
std::string number_text(double number, int decimals = 0);
// Persons with four significant digits, as the page holds those of places: "12,340".
std::string short_persons(double persons);
// Monte Carlo standard error of a share of so many draws, with one more draw either way (Laplace's
// rule of succession), so that draws which all agree are not taken for certainty.
std::string share_error(double share, std::int64_t draws);
// A member of an object that other programs may have written otherwise: NaN, or nothing, where it
// is no number, or no text.
double json_number(const nlohmann::json& object, const char* key);
std::string json_text(const nlohmann::json& object, const char* key);
// Probability as "12 %"; below 1 % and above 99 % with a decimal.
std::string per_cent(double share);

}  // namespace peregrine
