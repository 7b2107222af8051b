// Histograms as bytes and back.
#include <algorithm>
#include <iterator>

#include "host/statistics/gamma_code.h"
#include "host/statistics/histogram.h"
#include "kernels/ground/math.h"

namespace peregrine {

void HistogramBank::store(std::int64_t first, std::int64_t last, ByteWriter& bytes) const {
  const auto is_empty = [](std::int64_t count) { return count == 0; };
  std::vector<std::uint8_t> code_memory;
  std::vector<std::int64_t> counts;
  std::vector<std::uint16_t> short_counts;
  Histogram memory;
  for (std::int64_t cell = first; cell < last; ++cell) {
    const Histogram& histogram = whole(cell, memory);
    histogram.counts.copy_to(counts);
    const auto begin = std::ranges::find_if_not(counts, is_empty);
    const auto end =
        std::find_if_not(counts.rbegin(), std::make_reverse_iterator(begin), is_empty).base();
    bytes.add_count(static_cast<std::uint64_t>(end - begin));
    if (begin == end) continue;
    bytes.add_count(
        static_cast<std::uint64_t>(histogram.counts.first_bin() + (begin - counts.begin())));
    bytes.add_integer(histogram.sum);
    bytes.add_count(bits_of(histogram.lowest));
    bytes.add_count(bits_of(histogram.highest));
    // Codes and their length, or 0 and plain counts where some went past 2^16.
    if (histogram.counts.are_short()) {
      short_counts.assign(begin, end);
      const std::span<const std::uint8_t> coded = gamma_coded(short_counts, code_memory);
      bytes.add_count(coded.size());
      bytes.add_array(coded);
      continue;
    }
    bytes.add_count(0);
    for (auto count = begin; count != end; ++count) {
      bytes.add_count(static_cast<std::uint64_t>(*count));
    }
  }
}

// Calls head(first bin, end, sum, lowest, highest) and then count(bin, n) for each bin of a cell.
template <typename Head, typename Count>
void HistogramBank::read_cell(ByteReader& bytes, const Head& head, const Count& count) const {
  // Far more than draws can be.
  constexpr std::uint64_t most = std::uint64_t{1} << 47;
  const auto all_bins = static_cast<std::uint64_t>(bins());
  const std::uint64_t size = bytes.count();
  if (size == 0) return;
  const std::uint64_t low = bytes.count();
  if (low >= all_bins || size > all_bins - low) throw MalformedBytes("a bin that there is not");
  const auto first = static_cast<std::int32_t>(low);
  const auto end = static_cast<std::int32_t>(low + size);
  const std::int64_t sum = bytes.integer();
  const float lowest = float_of(static_cast<std::uint32_t>(bytes.count()));
  const float highest = float_of(static_cast<std::uint32_t>(bytes.count()));
  head(first, end, sum, lowest, highest);
  const std::uint64_t coded_bytes = bytes.count();
  if (coded_bytes > 0) {
    GammaReader codes(bytes.view(coded_bytes));
    for (std::int32_t bin = first; bin < end; ++bin) count(bin, codes.next());
    return;
  }
  for (std::int32_t bin = first; bin < end; ++bin) {
    const std::uint64_t n = bytes.count();
    if (n > most) throw MalformedBytes("more draws than there can be");
    count(bin, n);
  }
}

void HistogramBank::add_cell(ByteReader& bytes, Histogram& histogram) const {
  read_cell(
      bytes,
      [&](std::int32_t first, std::int32_t end, std::int64_t sum, float lowest, float highest) {
        histogram.sum += sum;
        histogram.lowest = std::min(histogram.lowest, lowest);
        histogram.highest = std::max(histogram.highest, highest);
        histogram.counts.include(first, end - 1);
      },
      [&](std::int32_t bin, std::uint64_t count) { histogram.counts.add(bin, count); });
}

void HistogramBank::restore_and_add(std::int64_t first, std::int64_t last, ByteReader& bytes) {
  for (std::int64_t cell = first; cell < last; ++cell) {
    add_cell(bytes, histograms_[static_cast<std::size_t>(cell)]);
  }
}

void HistogramBank::add_later(std::int64_t first, std::int64_t last, ByteReader& bytes) {
  for (std::int64_t cell = first; cell < last; ++cell) {
    settled(cell);
    const std::span<const std::byte> begin = bytes.rest();
    read_cell(
        bytes, [](std::int32_t, std::int32_t, std::int64_t, float, float) {},
        [](std::int32_t, std::uint64_t) {});
    later_[static_cast<std::size_t>(cell)] = begin.first(begin.size() - bytes.rest().size());
  }
}

HistogramBank::Histogram& HistogramBank::settled(std::int64_t cell) {
  Histogram& histogram = histograms_[static_cast<std::size_t>(cell)];
  std::span<const std::byte>& later = later_[static_cast<std::size_t>(cell)];
  if (later.empty()) return histogram;
  ByteReader reader(later);
  add_cell(reader, histogram);
  later = {};
  return histogram;
}

const HistogramBank::Histogram& HistogramBank::whole(std::int64_t cell, Histogram& memory) const {
  const Histogram& histogram = histograms_[static_cast<std::size_t>(cell)];
  const std::span<const std::byte> later = later_[static_cast<std::size_t>(cell)];
  if (later.empty()) return histogram;
  memory = histogram;
  ByteReader reader(later);
  add_cell(reader, memory);
  return memory;
}

}  // namespace peregrine
