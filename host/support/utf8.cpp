#include "host/support/utf8.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>

namespace peregrine {
namespace {

constexpr std::size_t most_printed_bytes = 60;

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

// Length of the character at the front of `text`, 0 where it is not valid UTF-8.
std::size_t character_length(std::string_view text) {
  const unsigned first = byte_at(text, 0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(text, i) & 0xC0) != 0x80) return 0;
  }
  const unsigned second = byte_at(text, 1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool surrogate = first == 0xED && second > 0x9F;
  const bool too_high = first == 0xF4 && second > 0x8F;
  return overlong || surrogate || too_high ? 0 : length;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string printable(std::string_view text) {
  std::string printed;
  while (!text.empty()) {
    if (printed.size() >= most_printed_bytes) return printed + "...";
    const std::size_t length = character_length(text);
    const bool control = length == 1 && (byte_at(text, 0) < 0x20 || byte_at(text, 0) == 0x7F);
    if (length == 0 || control) {
      printed += fmt::format("\\x{:02X}", byte_at(text, 0));
      text.remove_prefix(1);
    } else {
      printed += text.substr(0, length);
      text.remove_prefix(length);
    }
  }
  return printed;
}

}  // namespace peregrine
