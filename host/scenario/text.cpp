#include "host/scenario/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "host/support/utf8.h"

namespace peregrine {
namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& problem,
                         const std::string& remedy) {
  throw InputError({Problem{path, 0, "", "", problem, remedy}});
}

}  // namespace

std::optional<Problem> problem_of_text(std::string_view text, const std::string& name) {
  if (text.size() > most_scenario_bytes) {
    return Problem{
        name, 0, "", "", "is larger than 1 MB, too large for a scenario", "is it a scenario?"};
  }
  // UTF-8 has no line end inside a character, so that each line can be judged alone.
  long line = 1;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find('\n'));
    if (one.find('\0') != std::string_view::npos) {
      return Problem{name, line, "", "", "has a NUL character", "save it as UTF-8 text"};
    }
    if (!is_utf8(one)) {
      return Problem{name, line, "", printable(one), "is not UTF-8", "save it as UTF-8 text"};
    }
    text.remove_prefix(std::min(one.size() + 1, text.size()));
    ++line;
  }
  return std::nullopt;
}

std::string read_scenario_text(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    refuse(path, "is a folder",
           "name a scenario file, for example inputs/scenarios/reference.toml");
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    if (errno == ENOENT) refuse(path, "does not exist", "check the path");
    refuse(path, fmt::format("cannot be opened: {}", std::strerror(errno)), "check the file");
  }
  std::string text(most_scenario_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) {
    refuse(path, fmt::format("cannot be read: {}", std::strerror(errno)), "check the file");
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

}  // namespace peregrine
