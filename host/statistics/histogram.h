// Quantiles of many quantities over any number of draws, in memory that does not grow with them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace peregrine {

// A bank of log-spaced histograms, one a cell (for example one a corridor and year), over values
// >= 0. Counts are integers and sums are fixed-point integers, so that the order in which draws
// are added or banks are merged cannot change a bit of what comes out.
//
// Bins: values below `linear_below` in steps of `linear_below * log_width`, values above in steps
// of `log_width` in the logarithm; a value is represented within half a step, and one in the first
// bin as zero. Edges use kernels/math.h, not libm, for the same bits everywhere. Each cell stores
// only the range of bins it has seen. Not thread-safe for one cell; cells are independent.
class HistogramBank {
 public:
  // `log_width`: for example 0.02 for a relative error of at most 1 %. `linear_below`: the value,
  // in the quantity's unit, under which errors are absolute. `sum_scale`: steps a unit in the sum.
  HistogramBank(std::int64_t cells, double log_width, float linear_below, double sum_scale);

  std::int64_t cells() const { return static_cast<std::int64_t>(histograms_.size()); }
  // Bins that hold `values`, which are finite and not negative; out has their extent.
  void bins_of(std::span<const float> values, std::span<std::int32_t> out) const;
  std::int32_t bin_of(double value) const;
  // Lower edge of a bin, in the quantity's unit.
  double edge(std::int32_t bin) const;

  // Adds values to a cell; `bins` are theirs by bins_of (or bin_of).
  void add(std::int64_t cell, std::span<const float> values, std::span<const std::int32_t> bins);
  void add(std::int64_t cell, double value);
  void merge(const HistogramBank& other);

  std::int64_t count(std::int64_t cell) const;
  double mean(std::int64_t cell) const;
  // Value below which a share `p` of the draws lies, interpolated inside its bin, and its Monte
  // Carlo standard error: half the distance between the order statistics one binomial standard
  // deviation either side (David and Nagaraja 2003, section 7.1).
  struct Quantile {
    double value;
    double standard_error;
  };
  Quantile quantile(std::int64_t cell, double p) const;

  double memory_bytes() const;

  // Cells `first` ... `last` - 1 as plain integers, and their addition on the other side.
  std::vector<std::int64_t> pack(std::int64_t first, std::int64_t last) const;
  void unpack_and_add(std::int64_t first, std::span<const std::int64_t> packed);

 private:
  struct Histogram {
    std::vector<std::uint32_t> counts;
    std::int32_t first_bin = 0;
    std::int64_t sum = 0;
  };
  void include(Histogram& histogram, std::int32_t low, std::int32_t high);
  double order_statistic(const Histogram& histogram, double rank) const;

  std::vector<Histogram> histograms_;
  double log_width_;
  float linear_below_;
  double sum_scale_;
  std::int32_t linear_bins_;
};

}  // namespace peregrine
