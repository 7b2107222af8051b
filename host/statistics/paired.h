// The difference of one quantity between two runs on common random numbers: draw i of both saw the
// same luck, so that what they share falls out of the difference and of its error.
#pragma once

#include <array>
#include <span>

namespace peregrine {

// Of B less A. NaN: not to be had from so few draws.
struct PairedMean {
  double mean_a = 0;
  double mean_b = 0;
  double difference = 0;  // of the means
  double error = 0;       // Monte Carlo standard error of the difference; NaN for one batch
  // How many times more draws independent seeds would have needed for the same error:
  // (var A + var B) / var(B - A). NaN where the difference does not vary.
  double draws_saved = 0;
};

// `a[i]` and `b[i]`: means of the same `draws[i]` > 0 draws in both runs, no draw in two of them.
// The error is that of batch means of unequal size, unbiased in its square; with single draws
// (`draws` all 1) it is the usual standard error of a mean. Throws std::invalid_argument for
// extents that differ or are zero.
PairedMean paired_mean(std::span<const double> a, std::span<const double> b,
                       std::span<const double> draws);

inline constexpr std::array<double, 3> difference_levels = {0.1, 0.5, 0.9};

// How the differences of single draws are spread.
struct PairedSpread {
  // By difference_levels, interpolated between order statistics as NumPy's default does.
  std::array<double, difference_levels.size()> quantile{};
  // Half the distance between the order statistics one binomial standard deviation either side
  // (David and Nagaraja 2003, section 7.1).
  std::array<double, difference_levels.size()> quantile_error{};
  double probability = 0;  // share of draws in which B exceeds A, ties counted as half
  // Standard error of the probability with one more draw either way (Laplace's rule of
  // succession), so that draws which all agree are not taken for certainty.
  double probability_error = 0;
  double ties = 0;  // share of draws in which A and B are equal
};

// `a[i]` and `b[i]`, finite: draw i of both runs. Throws std::invalid_argument as above.
PairedSpread paired_spread(std::span<const double> a, std::span<const double> b);

}  // namespace peregrine
