// In which unit and with how many digits a table of differences shows its numbers.
#pragma once

#include <span>
#include <string>

#include "host/statistics/paired.h"

namespace peregrine {

struct TableScale {
  std::string unit;             // "millions", "number", "K"
  double per = 1;               // of what the file counts, in the unit
  int decimals = 0;             // of means
  int difference_decimals = 0;  // of differences and their errors

  std::string mean(double value) const;
  std::string difference(double value) const;
  std::string error(double value) const;
  // The same with digits for these differences: two figures of the error in the middle.
  TableScale with_digits_of(std::span<const PairedMean> means) const;
};

// What the unit goes by: of one row its means, of many, which are of many sizes, the differences.
enum class ScaledBy { means, differences };

// For these rows together. `units`: CF, as a file has them.
TableScale table_scale_of(const std::string& units, std::span<const PairedMean> means, ScaledBy by);

}  // namespace peregrine
