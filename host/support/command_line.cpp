#include "host/support/command_line.h"

#include <algorithm>
#include <string_view>

namespace peregrine {
namespace {

std::string remembered = "peregrine";

// Letters that no shell gives a meaning of their own.
bool is_plain(char letter) {
  constexpr std::string_view others = "_./=:,+-@%";
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || others.find(letter) != std::string_view::npos;
}

std::string for_a_shell(std::string_view word) {
  if (!word.empty() && std::ranges::all_of(word, is_plain)) return std::string(word);
  std::string text = "'";
  for (const char letter : word) {
    if (letter == '\'') text += "'\\'";
    text += letter;
  }
  return text + "'";
}

}  // namespace

void remember_command_line(int argc, const char* const* argv) {
  if (argc < 1) return;
  remembered.clear();
  for (int at = 0; at < argc; ++at) {
    if (at > 0) remembered += ' ';
    remembered += for_a_shell(argv[at]);
  }
}

std::string command_line() {
  return remembered;
}

}  // namespace peregrine
