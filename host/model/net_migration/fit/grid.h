// The grid on which a country's parameters are believed: memory, spread and long-run mean.
#pragma once

#include <array>

namespace peregrine {

// Cells are counted mean fastest, then spread, then memory. Spreads are equal steps of their
// logarithm; means are fine around zero and coarse far out, m = unit * sinh(x) at equal steps of x,
// because a country of a billion moves by hundredths and an emirate by tens. Rates are net migrants
// per 1000 persons and year.
struct NetMigrationGrid {
  static constexpr int memories = 10;
  static constexpr int spreads = 17;
  static constexpr int means = 61;
  static constexpr int cells = memories * spreads * means;

  static constexpr double memory_width = 1.0 / memories;  // memories within 0 and 1
  static constexpr double lowest_log_spread = -2.995732;  // a spread of 0.05
  static constexpr double log_spread_width = 0.4177882;   // to a spread of 40
  static constexpr double mean_unit = 0.2;
  static constexpr double mean_width = 0.2;                           // of x
  static constexpr double lowest_mean_x = -(means / 2) * mean_width;  // means within -40 and 40

  static int cell(int memory, int spread, int mean) {
    return (memory * spreads + spread) * means + mean;
  }

  // Centres of the cells.
  static std::array<double, memories> memory_centres();
  static std::array<double, spreads> log_spread_centres();
  static std::array<double, means> mean_centres();
  // Logarithm of the width of a cell of the mean, in its rate.
  static std::array<double, means> mean_log_widths();
};

}  // namespace peregrine
