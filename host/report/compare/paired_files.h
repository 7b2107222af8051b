// Numbers of two ensembles on common random numbers, side by side.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "host/report/compare/compare.h"

namespace peregrine {

// Values that are held at once, of each file.
inline constexpr std::int64_t most_values_at_once = std::int64_t{1} << 24;

// A slab of one variable from both files. Throws InputError for a value that is missing.
struct Both {
  std::vector<double> a;
  std::vector<double> b;

  Both(const ComparablePair& pair, std::string_view variable, const Slab& slab);
};

// Every `stride`th value from `first` on.
std::vector<double> every(const std::vector<double>& values, std::size_t first, std::size_t stride);

// The values of draws of which `chosen` has 1.
std::vector<double> chosen_of(const std::vector<double>& values,
                              const std::vector<std::uint8_t>& chosen);

}  // namespace peregrine
