#include "host/statistics/bin_counts.h"

#include <limits>
#include <numeric>

namespace peregrine {
namespace {

// Bins that counts take on the side on which they grow, so that they seldom grow again.
constexpr std::int32_t spare_bins = 8;

}  // namespace

BinCounts& BinCounts::operator=(const BinCounts& other) {
  if (this == &other) return *this;
  memory_ = std::make_unique_for_overwrite<std::byte[]>(other.bytes());
  std::copy_n(other.memory_.get(), other.bytes(), memory_.get());
  first_bin_ = other.first_bin_;
  size_ = other.size_;
  wide_ = other.wide_;
  carries_ = other.carries_ ? std::make_unique<std::vector<Carry>>(*other.carries_) : nullptr;
  return *this;
}

void BinCounts::include(std::int32_t low, std::int32_t high) {
  if (low >= first_bin_ && high < end_bin()) return;
  std::int32_t first = std::max(low - spare_bins, 0);
  std::int32_t last = high + spare_bins + 1;
  if (size_ > 0) {
    if (low >= first_bin_) first = first_bin_;
    if (high < end_bin()) last = end_bin();
  }
  const std::size_t width = wide_ ? sizeof(Wide) : 1;
  auto wider = std::make_unique<std::byte[]>(static_cast<std::size_t>(last - first) * width);
  if (size_ > 0) {
    const auto before = static_cast<std::size_t>(first_bin_ - first) * width;
    std::copy_n(memory_.get(), bytes(), wider.get() + before);
  }
  memory_ = std::move(wider);
  first_bin_ = first;
  size_ = last - first;
}

void BinCounts::widen() {
  auto wider =
      std::make_unique_for_overwrite<std::byte[]>(static_cast<std::size_t>(size_) * sizeof(Wide));
  std::copy_n(narrow(), size_, reinterpret_cast<Wide*>(wider.get()));
  memory_ = std::move(wider);
  wide_ = true;
}

void BinCounts::carry(std::int32_t bin, std::uint32_t times) {
  if (times == 0) return;
  if (!carries_) carries_ = std::make_unique<std::vector<Carry>>();
  const auto known = std::ranges::find(*carries_, bin, &Carry::bin);
  if (known != carries_->end()) {
    known->times += times;
  } else {
    carries_->push_back({bin, times});
  }
}

void BinCounts::add(std::span<const std::int32_t> bins) {
  std::size_t at = 0;
  if (!wide_) {
    std::uint8_t* const counts = narrow();
    for (; at < bins.size(); ++at) {
      std::uint8_t& count = counts[bins[at] - first_bin_];
      if (count == std::numeric_limits<std::uint8_t>::max()) [[unlikely]]
        break;
      ++count;
    }
    if (at == bins.size()) return;
    widen();
  }
  Wide* const counts = wide();
  for (; at < bins.size(); ++at) {
    if (++counts[bins[at] - first_bin_] == 0) [[unlikely]]
      carry(bins[at], 1);
  }
}

void BinCounts::add(std::int32_t bin, std::uint64_t count) {
  const std::int32_t at = bin - first_bin_;
  if (!wide_ && narrow()[at] + count <= std::numeric_limits<std::uint8_t>::max()) {
    narrow()[at] = static_cast<std::uint8_t>(narrow()[at] + count);
    return;
  }
  if (!wide_) widen();
  const std::uint64_t total = wide()[at] + count;
  wide()[at] = static_cast<Wide>(total);
  carry(bin, static_cast<std::uint32_t>(total >> 16));
}

std::int64_t BinCounts::total() const {
  const std::int64_t counted = wide_ ? std::accumulate(wide(), wide() + size_, std::int64_t{0})
                                     : std::accumulate(narrow(), narrow() + size_, std::int64_t{0});
  if (!carries_) return counted;
  return std::accumulate(
      carries_->begin(), carries_->end(), counted,
      [](std::int64_t sum, const Carry& carry) { return sum + (std::int64_t{carry.times} << 16); });
}

void BinCounts::copy_to(std::vector<std::int64_t>& counts) const {
  if (wide_) {
    counts.assign(wide(), wide() + size_);
  } else {
    counts.assign(narrow(), narrow() + size_);
  }
  if (!carries_) return;
  for (const Carry& carry : *carries_) {
    counts[static_cast<std::size_t>(carry.bin - first_bin_)] += std::int64_t{carry.times} << 16;
  }
}

}  // namespace peregrine
