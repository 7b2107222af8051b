// Months as numbers.
#pragma once

#include <string>

namespace peregrine {

// Months are counted 12 * year + month - 1, with month from 1.
inline constexpr int month_number(int year, int month) {
  return 12 * year + month - 1;
}
std::string month_text(int month);  // as 2021-07

}  // namespace peregrine
