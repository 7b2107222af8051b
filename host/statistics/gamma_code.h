// Short bytes of counts most of which are small.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "host/support/bytes.h"

namespace peregrine {

// Counts as Elias' gamma code of one more (Elias 1975): most are 0 or 1 and take 1 or 3 bits. The
// low bits of a byte come first, and of a number its length in zeros, a one, and the rest.
std::vector<std::uint8_t> gamma_coded(std::span<const std::uint16_t> counts);

// Reads the counts back, one by one. Throws MalformedBytes past the last.
class GammaReader {
 public:
  explicit GammaReader(std::span<const std::uint8_t> coded) : coded_(coded) {}
  std::uint64_t next() {
    while (bits_ <= 56 && at_ < coded_.size()) {
      buffer_ |= std::uint64_t{coded_[at_++]} << bits_;
      bits_ += 8;
    }
    const int length = std::countr_zero(buffer_);
    if (buffer_ == 0 || 2 * length + 1 > bits_) throw MalformedBytes("a count is cut off");
    const std::uint64_t one = std::uint64_t{1} << length;
    const std::uint64_t number = one | ((buffer_ >> length >> 1) & (one - 1));
    buffer_ = buffer_ >> length >> (length + 1);
    bits_ -= 2 * length + 1;
    return number - 1;
  }

 private:
  std::span<const std::uint8_t> coded_;
  std::size_t at_ = 0;
  std::uint64_t buffer_ = 0;
  int bits_ = 0;
};

}  // namespace peregrine
