// Short bytes of counts most of which are small.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "host/support/bytes.h"

namespace peregrine {

// Of a 16-bit count.
inline constexpr int most_bits_of_a_count = 33;

// Counts as Elias' gamma code of one more (Elias 1975): most are 0 or 1 and take 1 or 3 bits. The
// low bits of a byte come first, and of a number its length in zeros, a one, and the rest. The
// bytes lie in `memory`, which grows where it is too small.
std::span<const std::uint8_t> gamma_coded(std::span<const std::uint16_t> counts,
                                          std::vector<std::uint8_t>& memory);

// Reads the counts back, one by one. Throws MalformedBytes past the last.
class GammaReader {
 public:
  explicit GammaReader(std::span<const std::byte> coded) : coded_(coded) {}
  std::uint64_t next() {
    if (bits_ < most_bits_of_a_count) refill();
    const int length = std::countr_zero(buffer_);
    if (buffer_ == 0 || 2 * length + 1 > std::min(bits_, most_bits_of_a_count)) {
      throw MalformedBytes("a count is cut off");
    }
    const std::uint64_t one = std::uint64_t{1} << length;
    const std::uint64_t number = one | ((buffer_ >> length >> 1) & (one - 1));
    buffer_ = buffer_ >> length >> (length + 1);
    bits_ -= 2 * length + 1;
    return number - 1;
  }

 private:
  void refill() {
    if (coded_.size() - at_ >= sizeof buffer_) {
      // Bits beyond the last whole byte are those that the next refill sets again.
      std::uint64_t word = 0;
      std::memcpy(&word, coded_.data() + at_, sizeof word);
      buffer_ |= word << bits_;
      const int taken = (63 - bits_) / 8;
      at_ += static_cast<std::size_t>(taken);
      bits_ += 8 * taken;
      return;
    }
    for (; bits_ <= 56 && at_ < coded_.size(); bits_ += 8) {
      buffer_ |= static_cast<std::uint64_t>(coded_[at_++]) << bits_;
    }
  }

  std::span<const std::byte> coded_;
  std::size_t at_ = 0;
  std::uint64_t buffer_ = 0;
  int bits_ = 0;
};

}  // namespace peregrine
