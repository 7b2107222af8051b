// Quantiles of many quantities over any number of draws, in memory that does not grow with them.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "host/statistics/bin_counts.h"
#include "host/support/bytes.h"
#include "kernels/statistics/bins.h"

namespace peregrine {

// A bank of log-spaced histograms, one a cell (for example one a corridor and year), over values
// >= 0. Counts are integers and sums are fixed-point integers, so that the order in which draws
// are added or banks are merged cannot change a bit of what comes out.
//
// Bins: values below `linear_below` in steps of `linear_below * log_width`, values above in steps
// of `log_width` in the logarithm. Values in the first bin are taken as zero; elsewhere an order
// statistic is at most one step off. Edges use kernels/ground/math.h, not libm, for the same bits
// everywhere. Each cell stores only the range of bins it has seen. Not thread-safe for one cell;
// cells are independent.
class HistogramBank {
 public:
  // `log_width`: for example 0.01 for a relative error of at most 1 %. `linear_below`: the value,
  // in the quantity's unit, under which errors are absolute. `sum_scale`: steps a unit in the sum,
  // a power of two.
  HistogramBank(std::int64_t cells, double log_width, float linear_below, double sum_scale);

  std::int64_t cells() const { return static_cast<std::int64_t>(histograms_.size()); }

  // What the sum grew by, in its steps, by the place of a value modulo their number.
  using Sums = std::array<std::int64_t, 16>;

  // Adds values, finite and not negative, to a cell. Bins see them rounded to float, the sum does
  // not.
  Sums add(std::int64_t cell, std::span<const float> values);
  Sums add(std::int64_t cell, std::span<const double> values);
  // Brings a cell into the cache while another is added to: banks are larger than caches, and a
  // cell's bins are hit in no order that the hardware could foresee. None is -1.
  void fetch_ahead(std::int64_t cell) const;
  void merge(const HistogramBank& other);

  // For values that are counted elsewhere.
  const BinScale& scale() const { return scale_; }
  double steps_a_unit() const { return sum_scale_; }
  // The bins that a cell has memory for: `end` - `first` of them.
  struct BinRange {
    std::int32_t first;
    std::int32_t end;
  };
  BinRange bin_range(std::int64_t cell);
  // Values of a cell: how many are in the bins from `first_bin` on, their sum in steps, the lowest
  // and the highest.
  struct Counted {
    std::int32_t first_bin;
    std::span<const std::uint32_t> counts;
    std::int64_t sum;
    float lowest;
    float highest;
  };
  void add_counted(std::int64_t cell, const Counted& counted);
  // A value whose sum has been added.
  void add_counted(std::int64_t cell, std::int32_t bin);

  std::int64_t count(std::int64_t cell) const;
  // Exact to half a step of the sum.
  double mean(std::int64_t cell) const;

  // Value below which a share of the draws lies, interpolated inside its bin, and its Monte Carlo
  // standard error: half the distance between the order statistics one binomial standard deviation
  // either side (David and Nagaraja 2003, section 7.1).
  struct Quantile {
    double value;
    double standard_error;
  };
  // One for each of `shares`, which are within 0 and 1; zeros for an empty cell. Returns the mean.
  double quantiles(std::int64_t cell, std::span<const double> shares,
                   std::span<Quantile> out) const;

  double memory_bytes() const;

  // Cells `first` ... `last` - 1 as bytes, the same whatever the order in which values came, and
  // their addition elsewhere, to a bank of the same kind. The latter throws MalformedBytes.
  void store(std::int64_t first, std::int64_t last, ByteWriter& bytes) const;
  void restore_and_add(std::int64_t first, std::int64_t last, ByteReader& bytes);
  // The same, but a cell is added when values come to it, and till then each time it is asked for:
  // where none come it never takes the memory of its bins. The bytes have to stay where they are.
  void add_later(std::int64_t first, std::int64_t last, ByteReader& bytes);

 private:
  struct Histogram {
    BinCounts counts;
    std::int64_t sum = 0;
    float lowest = std::numeric_limits<float>::max();
    float highest = 0.0f;
  };
  // Draws up to each bin, bins in order.
  struct Cumulative {
    std::int32_t first_bin;
    std::span<const std::int64_t> draws;
    double lowest;
    double highest;
  };

  void bins_of(const float* values, int count, std::int32_t* bins) const;
  double edge(std::int32_t bin) const;
  double computed_edge(std::int32_t bin) const;
  std::int32_t bins() const;
  void count_values(Histogram& histogram, const float* values, int count);
  void add_to_sums(const float* values, int count, float highest, Sums& sums) const;
  double mean_of(std::int64_t sum, std::int64_t count) const;
  template <typename Head, typename Count>
  void read_cell(ByteReader& bytes, const Head& head, const Count& count) const;
  void add_cell(ByteReader& bytes, Histogram& histogram) const;
  // A cell with what was to be added later, for good or, where there is such, in `memory`.
  Histogram& settled(std::int64_t cell);
  const Histogram& whole(std::int64_t cell, Histogram& memory) const;
  double value_in_bin(const Cumulative& cumulative, std::int64_t at, double rank) const;
  double value_at_rank(const Cumulative& cumulative, double rank) const;

  std::vector<Histogram> histograms_;
  std::vector<std::span<const std::byte>> later_;  // by cell, what is to be added
  double log_width_;
  float linear_below_;
  double sum_scale_;
  std::int32_t linear_bins_;
  BinScale scale_;
  std::vector<double> edges_;  // of the first bins
};

}  // namespace peregrine
