// What is usual at a border, from the months before that are not believed to be campaigns.
// docs/model/11-attribution.md.
#pragma once

#include <array>
#include <vector>

#include "host/model/attribution/record.h"

namespace peregrine {

// Persons added to a month's count before its logarithm is taken.
inline constexpr double count_offset = 10.0;

// What one expects of a month, in logs of persons + count_offset.
struct Expectation {
  double level = 0.0;     // usual level, without season
  double season = 0.0;    // of the month
  double last = 0.0;      // of the month before, without season
  double expected = 0.0;  // without season: between the month before and the level
  double scale = 1.0;     // standard deviation of a month about what was expected
};

// `believed` is P(campaign) of the months before `month`, from the record's first on.
Expectation expect(const MonthlyRecord& record, const std::vector<double>& believed, int month);

}  // namespace peregrine
