// Order statistics of sorted numbers, interpolated linearly between neighbours as NumPy's default
// does (type 7 of Hyndman & Fan 1996).
#pragma once

#include <span>
#include <vector>

namespace peregrine {

// `sorted`: ascending, not empty. `rank` counts from 0 and may lie between two of them; outside of
// 0 ... size - 1 it is that of the nearest end.
double at_rank(std::span<const double> sorted, double rank);
double at_rank(std::span<const float> sorted, double rank);

// `probability` in 0 ... 1: at that part of the way from the first to the last.
double sorted_quantile(std::span<const double> sorted, double probability);
double sorted_quantile(std::span<const float> sorted, double probability);

// Half-way between the two in the middle of an even number. `values` in any order, not empty.
double median(std::vector<double> values);

// Monte Carlo standard error of a quantile: half the distance between the order statistics one
// binomial standard deviation either side (David and Nagaraja 2003, section 7.1).
double sorted_quantile_error(std::span<const double> sorted, double probability);

}  // namespace peregrine
