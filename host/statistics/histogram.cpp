#include "host/statistics/histogram.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>

#include "kernels/ground/math.h"

namespace peregrine {

namespace {

// Values that are binned in one go: enough to fill vectors, few enough for the first cache, and for
// 32-bit partial sums.
constexpr int values_at_once = 128;
static_assert(values_at_once % std::tuple_size_v<HistogramBank::Sums> == 0);

// Below this many steps of the sum a value rounds to whole steps in float without loss, and
// values_at_once of them add up in 32 bits.
constexpr float short_steps_end = 0x1p22f;

// Adds up to values_at_once numbers of steps below short_steps_end, each rounded to the nearest
// even as std::llrint does.
void add_short(const float* values, int count, float scale, HistogramBank::Sums& sums) {
  // A float of this size has no fraction: adding it rounds, and leaves the integer in the low bits.
  constexpr float rounder = 0x1.8p23f;
  constexpr int lanes = static_cast<int>(std::tuple_size_v<HistogramBank::Sums>);
  const auto offset = static_cast<std::int32_t>(bits_of(rounder));
  std::int32_t partial[lanes] = {};
  int first = 0;
  for (; first + lanes <= count; first += lanes) {
#pragma omp simd
    for (int lane = 0; lane < lanes; ++lane) {
      const float steps = values[first + lane] * scale + rounder;
      partial[lane] += static_cast<std::int32_t>(bits_of(steps)) - offset;
    }
  }
  for (int lane = 0; first + lane < count; ++lane) {
    const float steps = values[first + lane] * scale + rounder;
    partial[lane] += static_cast<std::int32_t>(bits_of(steps)) - offset;
  }
  for (int lane = 0; lane < lanes; ++lane) sums[static_cast<std::size_t>(lane)] += partial[lane];
}

// The place of the first of some numbers in rising order that is above `wanted`; the last is. By a
// mask, without branches: a processor mostly guesses wrong which way to go on.
std::int64_t first_above(std::span<const std::int64_t> numbers, std::int64_t wanted) {
  const std::int64_t* first = numbers.data();
  for (std::size_t left = numbers.size(); left > 1;) {
    const std::size_t half = left / 2;
    const auto all_bits = std::size_t{0} - static_cast<std::size_t>(first[half - 1] <= wanted);
    first += half & all_bits;
    left -= half;
  }
  return first - numbers.data();
}

// Calls work(first, count) for pieces of at most values_at_once.
template <typename Work>
void in_pieces(std::size_t size, const Work& work) {
  for (std::size_t first = 0; first < size; first += values_at_once) {
    work(first, static_cast<int>(std::min<std::size_t>(values_at_once, size - first)));
  }
}

}  // namespace

HistogramBank::HistogramBank(std::int64_t cells, double log_width, float linear_below,
                             double sum_scale)
    : histograms_(static_cast<std::size_t>(cells)),
      later_(static_cast<std::size_t>(cells)),
      log_width_(log_width),
      linear_below_(linear_below),
      sum_scale_(sum_scale),
      linear_bins_(static_cast<std::int32_t>(std::lround(1.0 / log_width))),
      scale_{linear_below, natural_logarithm(linear_below), static_cast<float>(1.0 / log_width),
             static_cast<float>(linear_bins_) / linear_below, static_cast<float>(linear_bins_)} {
  // Those that most quantiles of most cells ask for.
  constexpr std::int32_t most_edges = 10'000;
  edges_.resize(static_cast<std::size_t>(std::min(bins() + 1, most_edges)));
  for (std::size_t bin = 0; bin < edges_.size(); ++bin) {
    edges_[bin] = computed_edge(static_cast<std::int32_t>(bin));
  }
}

void HistogramBank::bins_of(const float* values, int count, std::int32_t* bins) const {
  const BinScale scale = scale_;
#pragma omp simd
  for (int i = 0; i < count; ++i) bins[i] = bin_of(scale, values[i]);
}

double HistogramBank::edge(std::int32_t bin) const {
  const auto at = static_cast<std::size_t>(bin);
  return at < edges_.size() ? edges_[at] : computed_edge(bin);
}

double HistogramBank::computed_edge(std::int32_t bin) const {
  const double threshold = linear_below_;
  if (bin < linear_bins_) return threshold * bin / linear_bins_;
  const double logs = static_cast<double>(bin - linear_bins_) * log_width_;
  return threshold * static_cast<double>(exponential(static_cast<float>(logs)));
}

void HistogramBank::count_values(Histogram& histogram, const float* values, int count) {
  alignas(64) std::int32_t bins[values_at_once];
  bins_of(values, count, bins);
  std::int32_t low = bins[0];
  std::int32_t high = bins[0];
  float lowest = histogram.lowest;
  float highest = histogram.highest;
#pragma omp simd reduction(min : low, lowest) reduction(max : high, highest)
  for (int i = 0; i < count; ++i) {
    low = bins[i] < low ? bins[i] : low;
    high = bins[i] > high ? bins[i] : high;
    lowest = smaller(lowest, values[i]);
    highest = larger(highest, values[i]);
  }
  histogram.lowest = lowest;
  histogram.highest = highest;
  histogram.counts.include(low, high);
  histogram.counts.add({bins, static_cast<std::size_t>(count)});
}

void HistogramBank::add_to_sums(const float* values, int count, float highest, Sums& sums) const {
  const auto scale = static_cast<float>(sum_scale_);
  if (highest * scale < short_steps_end) return add_short(values, count, scale, sums);
  for (int i = 0; i < count; ++i) {
    sums[static_cast<std::size_t>(i) % sums.size()] +=
        std::llrint(static_cast<double>(values[i]) * sum_scale_);
  }
}

HistogramBank::Sums HistogramBank::add(std::int64_t cell, std::span<const float> values) {
  Histogram& histogram = settled(cell);
  Sums sums = {};
  in_pieces(values.size(), [&](std::size_t first, int count) {
    const float* const piece = values.data() + first;
    count_values(histogram, piece, count);
    add_to_sums(piece, count, histogram.highest, sums);
  });
  for (const std::int64_t sum : sums) histogram.sum += sum;
  return sums;
}

HistogramBank::Sums HistogramBank::add(std::int64_t cell, std::span<const double> values) {
  Histogram& histogram = settled(cell);
  Sums sums = {};
  in_pieces(values.size(), [&](std::size_t first, int count) {
    const double* const piece = values.data() + first;
    alignas(64) float rounded[values_at_once];
    for (int i = 0; i < count; ++i) {
      rounded[i] = static_cast<float>(piece[i]);
      sums[static_cast<std::size_t>(i) % sums.size()] += std::llrint(piece[i] * sum_scale_);
    }
    count_values(histogram, rounded, count);
  });
  for (const std::int64_t sum : sums) histogram.sum += sum;
  return sums;
}

void HistogramBank::fetch_ahead(std::int64_t cell) const {
  if (cell >= 0) histograms_[static_cast<std::size_t>(cell)].counts.fetch_ahead();
}

void HistogramBank::merge(const HistogramBank& other) {
  if (other.cells() != cells()) throw std::logic_error("histogram banks of different extent");
  ByteWriter bytes;
  other.store(0, other.cells(), bytes);
  ByteReader reader(bytes.bytes());
  restore_and_add(0, cells(), reader);
}

HistogramBank::BinRange HistogramBank::bin_range(std::int64_t cell) {
  const BinCounts& counts = settled(cell).counts;
  return {counts.first_bin(), counts.end_bin()};
}

void HistogramBank::add_counted(std::int64_t cell, const Counted& counted) {
  const auto is_empty = [](std::uint32_t count) { return count == 0; };
  Histogram& histogram = settled(cell);
  histogram.sum += counted.sum;
  histogram.lowest = smaller(histogram.lowest, counted.lowest);
  histogram.highest = larger(histogram.highest, counted.highest);
  const auto begin = std::ranges::find_if_not(counted.counts, is_empty);
  const auto last =
      std::find_if_not(counted.counts.rbegin(), std::make_reverse_iterator(begin), is_empty);
  if (last == std::make_reverse_iterator(begin)) return;
  std::int32_t bin = counted.first_bin + static_cast<std::int32_t>(begin - counted.counts.begin());
  const auto size = static_cast<std::int32_t>(last.base() - begin);
  histogram.counts.include(bin, bin + size - 1);
  for (auto count = begin; count != last.base(); ++count) histogram.counts.add(bin++, *count);
}

void HistogramBank::add_counted(std::int64_t cell, std::int32_t bin) {
  BinCounts& counts = settled(cell).counts;
  counts.include(bin, bin);
  counts.add(bin, 1);
}

double HistogramBank::mean_of(std::int64_t sum, std::int64_t count) const {
  if (count == 0) return 0.0;
  return static_cast<double>(sum) / sum_scale_ / static_cast<double>(count);
}

std::int64_t HistogramBank::count(std::int64_t cell) const {
  Histogram memory;
  return whole(cell, memory).counts.total();
}

double HistogramBank::mean(std::int64_t cell) const {
  Histogram memory;
  const Histogram& histogram = whole(cell, memory);
  return mean_of(histogram.sum, histogram.counts.total());
}

double HistogramBank::value_in_bin(const Cumulative& cumulative, std::int64_t at,
                                   double rank) const {
  const std::int32_t bin = cumulative.first_bin + static_cast<std::int32_t>(at);
  if (bin == 0) return 0.0;
  const auto index = static_cast<std::size_t>(at);
  const std::int64_t below = at == 0 ? 0 : cumulative.draws[index - 1];
  const auto here = static_cast<double>(cumulative.draws[index] - below);
  const double low = edge(bin);
  const double value =
      low + (edge(bin + 1) - low) * (rank - static_cast<double>(below) + 0.5) / here;
  return std::clamp(value, cumulative.lowest, cumulative.highest);
}

double HistogramBank::value_at_rank(const Cumulative& cumulative, double rank) const {
  const auto& draws = cumulative.draws;
  const double whole = std::floor(rank);
  // The first bin with more draws up to it than the rank, which counts from zero.
  const std::int64_t at = first_above(draws, static_cast<std::int64_t>(whole));
  const auto found = draws.begin() + at;
  const double next = whole + 1.0;
  if (next < static_cast<double>(*found) || rank == whole) {
    return value_in_bin(cumulative, at, rank);
  }
  // Between the last draw of this bin and the first of the next.
  auto other = found;
  while (static_cast<double>(*other) <= next) ++other;
  const double low = value_in_bin(cumulative, at, whole);
  return low + (rank - whole) * (value_in_bin(cumulative, other - draws.begin(), next) - low);
}

double HistogramBank::quantiles(std::int64_t cell, std::span<const double> shares,
                                std::span<Quantile> out) const {
  Histogram memory;
  const Histogram& histogram = whole(cell, memory);
  // Kept from cell to cell: there are hundreds of thousands.
  thread_local std::vector<std::int64_t> counts;
  histogram.counts.copy_to(counts);
  std::int64_t total = 0;
  for (std::int64_t& draws : counts) draws = total += draws;
  const Cumulative cumulative = {histogram.counts.first_bin(), counts,
                                 static_cast<double>(histogram.lowest),
                                 static_cast<double>(histogram.highest)};
  const auto n = static_cast<double>(total);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    out[i] = {0.0, 0.0};
    if (total == 0) continue;
    const double centre = shares[i] * (n - 1.0);
    const double spread = std::sqrt(n * shares[i] * (1.0 - shares[i]));
    const double low = value_at_rank(cumulative, std::max(centre - spread, 0.0));
    const double high = value_at_rank(cumulative, std::min(centre + spread, n - 1.0));
    out[i] = {value_at_rank(cumulative, centre), 0.5 * (high - low)};
  }
  return mean_of(histogram.sum, total);
}

double HistogramBank::memory_bytes() const {
  double bytes = static_cast<double>(histograms_.size() * sizeof(Histogram) +
                                     later_.size() * sizeof(std::span<const std::byte>));
  for (const Histogram& histogram : histograms_) {
    bytes += static_cast<double>(histogram.counts.bytes());
  }
  return bytes;
}

std::int32_t HistogramBank::bins() const {
  const double logs = std::log(static_cast<double>(std::numeric_limits<float>::max()));
  return linear_bins_ + static_cast<std::int32_t>(logs / log_width_) + 1;
}

}  // namespace peregrine
