#include "host/statistics/gamma_code.h"

namespace peregrine {

std::vector<std::uint8_t> gamma_coded(std::span<const std::uint16_t> counts) {
  std::vector<std::uint8_t> coded;
  coded.reserve(counts.size());  // few counts take more than a byte
  std::uint64_t buffer = 0;
  int bits = 0;
  const auto flush = [&](int least) {
    for (; bits >= least && bits > 0; bits -= 8, buffer >>= 8) {
      coded.push_back(static_cast<std::uint8_t>(buffer));
    }
  };
  for (const std::uint16_t count : counts) {
    const std::uint64_t number = std::uint64_t{count} + 1;
    const int length = std::bit_width(number) - 1;
    const std::uint64_t rest = number - (std::uint64_t{1} << length);
    buffer |= ((std::uint64_t{1} | rest << 1) << length) << bits;
    bits += 2 * length + 1;
    flush(8);
  }
  flush(1);
  return coded;
}

}  // namespace peregrine
