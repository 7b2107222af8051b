#include "host/support/utf8.h"

#include <fmt/format.h>
#include <utf8.h>

#include <cstddef>

namespace peregrine {
namespace {

constexpr std::size_t most_printed_bytes = 60;

}  // namespace

bool is_utf8(std::string_view text) {
  return utf8::is_valid(text.begin(), text.end());
}

std::string printable(std::string_view text) {
  std::string printed;
  const char* at = text.data();
  const char* const end = at + text.size();
  const char* valid_until = utf8::find_invalid(at, end);
  while (at != end) {
    if (printed.size() >= most_printed_bytes) return printed + "...";
    const auto byte = static_cast<unsigned char>(*at);
    if (at == valid_until) {
      printed += fmt::format("\\x{:02X}", byte);
      valid_until = utf8::find_invalid(++at, end);
    } else if (byte < 0x20 || byte == 0x7F) {
      printed += fmt::format("\\x{:02X}", byte);
      ++at;
    } else {
      const char* const character = at;
      utf8::unchecked::next(at);
      printed.append(character, at);
    }
  }
  return printed;
}

}  // namespace peregrine
