// How often each bin of a histogram was hit, in as few bytes as do.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace peregrine {

// Counts of the bins first_bin() ... end_bin() - 1; of all others it is 0. A byte a bin up to 255,
// two for all of them once one is hit more often, and a list of what goes past 2^16: memory is what
// limits a run on a laptop.
class BinCounts {
 public:
  BinCounts() = default;
  BinCounts(const BinCounts& other) { *this = other; }
  BinCounts& operator=(const BinCounts& other);
  BinCounts(BinCounts&&) noexcept = default;
  BinCounts& operator=(BinCounts&&) noexcept = default;
  ~BinCounts() = default;

  std::int32_t first_bin() const { return first_bin_; }
  std::int32_t end_bin() const { return first_bin_ + size_; }

  // Makes room for the bins `low` ... `high`.
  void include(std::int32_t low, std::int32_t high);

  // Counts hits of bins that there is room for.
  void add(std::span<const std::int32_t> bins);
  void add(std::int32_t bin, std::uint64_t count);

  std::int64_t total() const;
  // Of all bins from first_bin() on.
  void copy_to(std::vector<std::int64_t>& counts) const;
  // Whether each count is below 2^16.
  bool are_short() const { return carries_ == nullptr; }

  void fetch_ahead() const {
    constexpr std::size_t line = 64;
    for (std::size_t at = 0; at < bytes(); at += line) __builtin_prefetch(memory_.get() + at, 1);
  }
  std::size_t bytes() const { return static_cast<std::size_t>(size_) * (wide_ ? 2 : 1); }

 private:
  // A bin whose count went past 2^16, and how often.
  struct Carry {
    std::int32_t bin;
    std::uint32_t times;
  };
  using Wide = std::uint16_t;

  std::uint8_t* narrow() const { return reinterpret_cast<std::uint8_t*>(memory_.get()); }
  Wide* wide() const { return reinterpret_cast<Wide*>(memory_.get()); }
  void widen();
  void carry(std::int32_t bin, std::uint32_t times);

  std::unique_ptr<std::byte[]> memory_;
  std::int32_t first_bin_ = 0;
  std::int32_t size_ : 31 = 0;
  bool wide_ : 1 = false;
  std::unique_ptr<std::vector<Carry>> carries_;
};

}  // namespace peregrine
