// Numbers as people and their programs write them: read where one reading alone is possible, else
// refused with what is in the way. Used for tables, scenarios and the command line.
//
// Read as well: a plus sign, leading zeros (decimal, never octal) and single underscores between
// digits. A whole number may have a point and zeros behind it (1234.0) and an exponent after e
// (1e5, 1e+05, 1.5e3), as R and Python write them. Not one after E: spreadsheets write 1.23E+05 for
// a number that they rounded to what fits a cell. Nor what may have a thousands mark: 1.234, 1,234,
// 1 234, 1'234.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace peregrine {

template <typename Number>
struct WrittenNumber {
  std::optional<Number> value;
  std::string problem;  // where there is no value
  std::string remedy;   // what to write instead; empty where only the caller can say
};

WrittenNumber<std::int64_t> read_whole(std::string_view text);

// Finite; what is too small for a double is refused like what is too large.
WrittenNumber<double> read_real(std::string_view text);

}  // namespace peregrine
