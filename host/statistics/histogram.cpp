#include "host/statistics/histogram.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "kernels/math.h"

namespace peregrine {

namespace {
// Spare bins a growing cell takes on the side it grows, so that it seldom grows again.
constexpr std::int32_t spare_bins = 8;
}  // namespace

HistogramBank::HistogramBank(std::int64_t cells, double log_width, float linear_below,
                             double sum_scale)
    : histograms_(static_cast<std::size_t>(cells)),
      log_width_(log_width),
      linear_below_(linear_below),
      sum_scale_(sum_scale),
      linear_bins_(static_cast<std::int32_t>(std::lround(1.0 / log_width))) {}

void HistogramBank::bins_of(std::span<const float> values, std::span<std::int32_t> out) const {
  const float steps_per_log = static_cast<float>(1.0 / log_width_);
  const float per_linear = static_cast<float>(linear_bins_) / linear_below_;
  const float threshold = linear_below_;
  const float log_threshold = natural_logarithm(threshold);
  const auto linear_bins = static_cast<float>(linear_bins_);
  const std::size_t n = values.size();
  const float* const in = values.data();
  std::int32_t* const bins = out.data();
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) {
    const float above = larger(natural_logarithm(in[i]) - log_threshold, 0.0f);
    const float position =
        in[i] < threshold ? in[i] * per_linear : fused(above, steps_per_log, linear_bins);
    bins[i] = static_cast<std::int32_t>(position);
  }
}

std::int32_t HistogramBank::bin_of(double value) const {
  const auto single = static_cast<float>(value);
  std::int32_t bin = 0;
  bins_of({&single, 1}, {&bin, 1});
  return bin;
}

double HistogramBank::edge(std::int32_t bin) const {
  const double threshold = linear_below_;
  if (bin < linear_bins_) return threshold * bin / linear_bins_;
  const double logs = static_cast<double>(bin - linear_bins_) * log_width_;
  return threshold * static_cast<double>(exponential(static_cast<float>(logs)));
}

void HistogramBank::include(Histogram& histogram, std::int32_t low, std::int32_t high) {
  if (histogram.counts.empty()) {
    histogram.first_bin = std::max(low - spare_bins, 0);
    histogram.counts.assign(static_cast<std::size_t>(high + spare_bins - histogram.first_bin), 0);
    histogram.counts.shrink_to_fit();
    return;
  }
  const std::int32_t end =
      histogram.first_bin + static_cast<std::int32_t>(histogram.counts.size());
  if (low >= histogram.first_bin && high < end) return;
  const std::int32_t first =
      low < histogram.first_bin ? std::max(low - spare_bins, 0) : histogram.first_bin;
  const std::int32_t last = high >= end ? high + spare_bins : end;
  std::vector<std::uint32_t> wider(static_cast<std::size_t>(last - first), 0);
  std::copy(histogram.counts.begin(), histogram.counts.end(),
            wider.begin() + (histogram.first_bin - first));
  histogram.counts.swap(wider);
  histogram.first_bin = first;
}

void HistogramBank::add(std::int64_t cell, std::span<const float> values,
                        std::span<const std::int32_t> bins) {
  if (bins.empty()) return;
  Histogram& histogram = histograms_[static_cast<std::size_t>(cell)];
  std::int32_t low = bins[0];
  std::int32_t high = bins[0];
  for (const std::int32_t bin : bins) {
    low = std::min(low, bin);
    high = std::max(high, bin);
  }
  include(histogram, low, high);
  std::uint32_t* const counts = histogram.counts.data() - histogram.first_bin;
  const auto scale = static_cast<float>(sum_scale_);
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    ++counts[bins[i]];
    sum += static_cast<std::int64_t>(fused(values[i], scale, 0.5f));
  }
  histogram.sum += sum;
}

void HistogramBank::add(std::int64_t cell, double value) {
  Histogram& histogram = histograms_[static_cast<std::size_t>(cell)];
  const std::int32_t bin = bin_of(value);
  include(histogram, bin, bin);
  ++histogram.counts[static_cast<std::size_t>(bin - histogram.first_bin)];
  histogram.sum += std::llround(value * sum_scale_);
}

void HistogramBank::merge(const HistogramBank& other) {
  if (other.cells() != cells()) throw std::logic_error("histogram banks of different extent");
  unpack_and_add(0, other.pack(0, other.cells()));
}

std::int64_t HistogramBank::count(std::int64_t cell) const {
  std::int64_t total = 0;
  for (const std::uint32_t n : histograms_[static_cast<std::size_t>(cell)].counts) total += n;
  return total;
}

double HistogramBank::mean(std::int64_t cell) const {
  const std::int64_t n = count(cell);
  if (n == 0) return 0.0;
  const std::int64_t sum = histograms_[static_cast<std::size_t>(cell)].sum;
  return static_cast<double>(sum) / sum_scale_ / static_cast<double>(n);
}

double HistogramBank::order_statistic(const Histogram& histogram, double rank) const {
  double below = 0.0;
  std::int32_t last_used = histogram.first_bin;
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    const double here = histogram.counts[i];
    if (here == 0.0) continue;
    last_used = histogram.first_bin + static_cast<std::int32_t>(i);
    if (below + here > rank) {
      if (last_used == 0) return 0.0;
      const double within_bin = (rank - below + 0.5) / here;
      const double low = edge(last_used);
      return low + (edge(last_used + 1) - low) * std::clamp(within_bin, 0.0, 1.0);
    }
    below += here;
  }
  return edge(last_used + 1);
}

HistogramBank::Quantile HistogramBank::quantile(std::int64_t cell, double p) const {
  const Histogram& histogram = histograms_[static_cast<std::size_t>(cell)];
  const auto n = static_cast<double>(count(cell));
  if (n == 0.0) return {0.0, 0.0};
  const double centre = p * (n - 1.0);
  const double spread = std::sqrt(n * p * (1.0 - p));
  const double low = order_statistic(histogram, std::max(centre - spread, 0.0));
  const double high = order_statistic(histogram, std::min(centre + spread, n - 1.0));
  return {order_statistic(histogram, centre), 0.5 * (high - low)};
}

double HistogramBank::memory_bytes() const {
  double bytes = static_cast<double>(histograms_.size() * sizeof(Histogram));
  for (const Histogram& histogram : histograms_) {
    bytes += static_cast<double>(histogram.counts.capacity() * sizeof(std::uint32_t));
  }
  return bytes;
}

std::vector<std::int64_t> HistogramBank::pack(std::int64_t first, std::int64_t last) const {
  std::vector<std::int64_t> packed;
  for (std::int64_t cell = first; cell < last; ++cell) {
    const Histogram& histogram = histograms_[static_cast<std::size_t>(cell)];
    packed.push_back(histogram.first_bin);
    packed.push_back(static_cast<std::int64_t>(histogram.counts.size()));
    packed.push_back(histogram.sum);
    packed.insert(packed.end(), histogram.counts.begin(), histogram.counts.end());
  }
  return packed;
}

void HistogramBank::unpack_and_add(std::int64_t first, std::span<const std::int64_t> packed) {
  std::int64_t cell = first;
  for (std::size_t at = 0; at < packed.size(); ++cell) {
    Histogram& histogram = histograms_[static_cast<std::size_t>(cell)];
    const auto first_bin = static_cast<std::int32_t>(packed[at]);
    const auto size = static_cast<std::int32_t>(packed[at + 1]);
    histogram.sum += packed[at + 2];
    at += 3;
    if (size > 0) {
      include(histogram, first_bin, first_bin + size - 1);
      for (std::int32_t i = 0; i < size; ++i) {
        histogram.counts[static_cast<std::size_t>(first_bin - histogram.first_bin + i)] +=
            static_cast<std::uint32_t>(packed[at + static_cast<std::size_t>(i)]);
      }
    }
    at += static_cast<std::size_t>(size);
  }
}

}  // namespace peregrine
