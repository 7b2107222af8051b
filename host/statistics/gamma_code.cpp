#include "host/statistics/gamma_code.h"

namespace peregrine {

std::span<const std::uint8_t> gamma_coded(std::span<const std::uint16_t> counts,
                                          std::vector<std::uint8_t>& memory) {
  std::uint64_t buffer = 0;
  const std::size_t most = (counts.size() * most_bits_of_a_count + 7) / 8 + sizeof buffer;
  if (memory.size() < most) memory.resize(most);
  std::uint8_t* out = memory.data();
  int bits = 0;
  for (const std::uint16_t count : counts) {
    const std::uint64_t number = std::uint64_t{count} + 1;
    const int length = std::bit_width(number) - 1;
    const std::uint64_t rest = number - (std::uint64_t{1} << length);
    buffer |= ((std::uint64_t{1} | rest << 1) << length) << bits;
    bits += 2 * length + 1;
    // Those beyond the last whole byte are written again with the next count.
    std::memcpy(out, &buffer, sizeof buffer);
    out += bits / 8;
    buffer >>= bits / 8 * 8;
    bits %= 8;
  }
  if (bits > 0) ++out;
  return std::span(memory.data(), out);
}

}  // namespace peregrine
