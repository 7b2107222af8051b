// How likely crossings on routes exceed numbers, from the draws that a file keeps one by one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/report/questions/answer.h"

namespace peregrine {

// Fewer draws that fulfil a condition say little of what follows from it: with 50 the error of a
// chance of one half is 7 per cent.
inline constexpr std::int64_t least_conditional_draws = 50;
// Months that are added up where nothing is said.
inline constexpr int usual_months_added = 12;

struct ChanceRequest {
  std::vector<std::string> routes;      // each CODE, or CODE:N
  std::optional<std::int64_t> exceeds;  // of all routes together
  std::vector<std::string> given;       // each route=CODE:exceeds:N; all of them hold
  std::string from;                 // first month, YYYY-MM; empty: the first that draws differ in
  int months = usual_months_added;  // added up
  std::optional<int> year;          // its twelve months instead
};

// Whether this asks for chances or conditions, and not for a route's table.
bool asks_for_chances(const ChanceRequest& request);

// Of the crossings detected, summed over the months draw by draw: with `exceeds` the chance that
// the routes together have more; with CODE:N the chance of each route and that all of them have
// more in one draw; with `given` also the same among the draws that fulfil it. Always median and
// 80 % band of the sums. Throws UsageError for a route, month or number that cannot be, for
// thresholds given in both ways, and for a condition that fewer than least_conditional_draws
// fulfil.
Answer chance_answer(const EnsembleReader& reader, const ChanceRequest& request);

}  // namespace peregrine
