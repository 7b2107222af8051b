// Ranges and shares that bounds are made of.
#pragma once

#include <algorithm>
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

// Of what `value_at` says of each time, be it a year or the start of a period.
template <typename Times, typename ValueAt>
Range range_over(const Times& times, const ValueAt& value_at) {
  Range range;
  for (const auto& time : times) range.take(value_at(time));
  return range;
}

Range range_of(const std::vector<double>& values);

// The end of a range of ratios that lies further from one.
double furthest_from_one(const Range& range);

// The largest of some numbers and whose it is.
struct Largest {
  double value = -std::numeric_limits<double>::infinity();
  std::string place;
  std::string where;  // the place, with more where more is known

  // A missing number is passed over.
  void take(double candidate, const std::string& of_place) { take(candidate, of_place, of_place); }
  void take(double candidate, const std::string& of_place, const std::string& shown);
};

Finding within(double value, const Range& range, std::string where = "");
Finding between(double value, double low, double high);
Finding at_most(double value, double high, std::string where = "");
Finding at_least(double value, double low, std::string where = "");
Finding at_most(const Largest& found, double high);
// So many places, all of which are named.
Finding at_most(const std::vector<std::string>& places, double high);

// "Aruba, Andorra".
std::string listed(const std::vector<std::string>& places);

// Smallest and largest mean of `years` neighbours in a row.
Range range_of_means(const std::vector<double>& series, std::size_t years);

double sum_of(const std::vector<double>& values);
double mean_in(const std::vector<double>& values);
// Type 7 of Hyndman and Fan; NaN of none. Missing values are passed over.
double quantile_in(std::vector<double> values, double level);
double median_in(std::vector<double> values);

// Of all values those of which `is_so`; NaN of none.
template <typename IsSo>
double share_where(const std::vector<double>& values, const IsSo& is_so) {
  return static_cast<double>(std::ranges::count_if(values, is_so)) /
         static_cast<double>(values.size());
}

// A share of so many cases that are independent: where its truth lies, at 95 % (Wilson 1927).
Range share_range(double share, double cases);

// In how large a share of years the greatest of so many years can be beaten, 19 in 20 sure, if it
// is as old as any: 1 - 0.05^(1/years).
double unbeaten_share(double years);

// Of a share at the times of the table of migrants: all on record, and today's with what 25 years
// changed added once more.
Range range_going_on(const std::vector<double>& at_stock_years);

// Indices of the largest values, in descending order; of equal ones the first goes first.
std::vector<std::size_t> ranked_first(const std::vector<double>& values, std::size_t count);
// How many of the indices are among the others.
double count_among(const std::vector<std::size_t>& indices, const std::vector<std::size_t>& others);

}  // namespace peregrine
