// Why statements that are odd in the reference forecast stand.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "host/audit/statement.h"

namespace peregrine {

// Of a reason that says why any place may be where a value is.
inline constexpr const char* any_place = "any";

// A reason holds for values between both ends, and where the finding is of countries, corridors,
// routes or a year, for those that it names; beyond them a statement is odd without one.
struct Reason {
  const char* id;
  double low;
  double high;
  const char* places;  // "Dominica; Iceland"; any_place; empty: the statement's own
  const char* why;
};

std::span<const Reason> known_reasons();

// Of a statement of which this was found; null where there is none.
const Reason* reason_for(const std::string& id, const Finding& finding);

// The places of the finding that no reason of the statement names, where one holds for its value.
std::vector<std::string> places_without_reason(const std::string& id, const Finding& finding);

}  // namespace peregrine
