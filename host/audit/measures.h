// Ranges and shares that bounds are made of.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "host/audit/statement.h"

namespace peregrine {

// From the smallest to the largest number taken in.
struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void take(double value);  // a missing one is passed over
};

Finding within(double value, const Range& range, std::string where = "");
Finding at_most(double value, double high, std::string where = "");
Finding at_least(double value, double low, std::string where = "");

// Smallest and largest mean of `years` neighbours in a row.
Range range_of_means(const std::vector<double>& series, std::size_t years);

// Type 7 of Hyndman and Fan; NaN of none. Missing values are passed over.
double quantile_in(std::vector<double> values, double level);
double median_in(std::vector<double> values);

// A share of so many cases that are independent: where its truth lies, at 95 % (Wilson 1927).
Range share_range(double share, double cases);

// In how large a share of years the greatest of so many years can be beaten, 19 in 20 sure, if it
// is as old as any: 1 - 0.05^(1/years).
double unbeaten_share(double years);

// Of a share at the times of the table of migrants: all on record, and today's with what 25 years
// changed added once more.
Range range_going_on(const std::vector<double>& at_stock_years);

// The largest of some numbers with the name of where it is.
struct Largest {
  double value = -std::numeric_limits<double>::infinity();
  std::string where;

  void take(double candidate, const std::string& place);
};

}  // namespace peregrine
