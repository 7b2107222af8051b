// Corridors of a file and of the record.
#pragma once

#include <string>
#include <vector>

#include "host/audit/audited.h"
#include "host/audit/measures.h"

namespace peregrine {

inline constexpr int corridor_start = 2025;
inline constexpr int corridor_end = corridor_start + quarter_century;

// "MEX-USA".
std::string corridor_code(const Audited& audited, std::size_t corridor);

// A number for each of some corridors of the file.
struct CorridorNumbers {
  std::vector<double> number;
  std::vector<std::size_t> corridor;

  // At the largest of them, or at the smallest.
  Largest largest(const Audited& audited) const;
  Largest smallest(const Audited& audited) const;
};

// Factors by which corridors change in 25 years that hold so many persons at the start.
std::vector<double> recorded_factors(const Record& record, int start, double least);

// What `of_factors` says of those of both quarters of a century.
template <typename OfFactors>
Range over_recorded_factors(const Record& record, double least, const OfFactors& of_factors) {
  return range_over(quarter_starts,
                    [&](int start) { return of_factors(recorded_factors(record, start, least)); });
}

// Of the corridors whose median of 2025 has so many persons: by what factor it changes to 2050.
// Throws Untold where there are none.
CorridorNumbers median_factors(const Audited& audited, double least);

// Of the same the 97.5 over the 2.5 % quantile in 2050.
CorridorNumbers band_ratios(const Audited& audited, double least);

// Factors 2025-2050 of one draw, of the corridors kept one by one that have so many persons in it.
std::vector<double> drawn_factors(const Audited& audited, std::size_t draw, double least);

}  // namespace peregrine
