#include "host/scenario/toml_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <regex>
#include <utility>

#include "host/support/letters.h"
#include "host/support/month_reader.h"
#include "host/support/number_text.h"

namespace peregrine {
namespace {

// toml++ quotes what it found, line ends included; a message has one line.
std::string one_line(std::string_view description) {
  std::string line;
  for (const char c : description) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      line += fmt::format("\\x{:02X}", byte);
    } else {
      line += c;
    }
  }
  return line;
}

// Where the line of a number, counted from 1, begins; the end of the text where there is none.
std::size_t begin_of_line(std::string_view text, std::size_t line) {
  std::size_t at = 0;
  for (std::size_t i = 1; i < line && at < text.size(); ++i) {
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  return at;
}

std::string_view line_at(std::string_view text, std::size_t begin) {
  return text.substr(begin, text.find('\n', begin) - begin);
}

// A line of the form `key = value` whose value has no quotes and brackets of its own.
struct BareLine {
  std::string key;    // with its section
  std::string value;  // without a comment
};

bool is_key(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

// The section whose header is the last one before `end`; empty before the first.
std::string_view section_before(std::string_view text, std::size_t end) {
  while (end > 0) {
    const std::size_t begin = text.rfind('\n', end - 1) + 1;  // 0 where there is none
    const std::string_view line = without_blanks(text.substr(begin, end - begin));
    if (line.starts_with('[')) {
      const std::size_t name = line.find_first_not_of('[');
      return without_blanks(line.substr(name, line.find(']') - name));
    }
    end = begin == 0 ? 0 : begin - 1;
  }
  return {};
}

std::optional<BareLine> bare_line(std::string_view text, std::size_t begin) {
  const std::string_view line = line_at(text, begin);
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  const std::string_view key = without_blanks(line.substr(0, equals));
  std::string_view value = line.substr(equals + 1);
  value = without_blanks(value.substr(0, value.find('#')));
  const bool bare = value.find_first_of("\"[]{}") == std::string_view::npos &&
                    !value.starts_with('\'') && value.find("'''") == std::string_view::npos;
  if (!is_key(key) || !bare) return std::nullopt;
  const std::string_view section = section_before(text, begin == 0 ? 0 : begin - 1);
  return BareLine{section.empty() ? std::string(key) : fmt::format("{}.{}", section, key),
                  std::string(value)};
}

// The same of a key of an event.
bool tell_of_event(const BareLine& bare, long line, ProblemList& problems) {
  const auto add = [&](std::string problem, std::string remedy) {
    problems.add(line, bare.key, bare.value, std::move(problem), std::move(remedy));
    return true;
  };
  if (bare.value.empty()) return add("has no value", "write one after =");
  if (bare.key == "event.month") return add(fault_of_bare_month(bare.value), quoted_month);
  const bool word = std::isalpha(static_cast<unsigned char>(bare.value.front())) != 0;
  return word && add("is not in quotes", fmt::format("write \"{}\"", bare.value));
}

// Tells what is wrong with a value that is no TOML; false where that takes the parser's words.
bool tell(const BareLine& bare, long line, ProblemList& problems) {
  if (bare.key.starts_with("event.")) return tell_of_event(bare, line, problems);
  const ScenarioKey* const key = find_scenario_key(bare.key);
  if (key == nullptr) return false;
  const auto add = [&](std::string problem, std::string remedy) {
    problems.add(line, bare.key, bare.value, std::move(problem),
                 remedy.empty() ? rule_in_words(*key) : std::move(remedy));
    return true;
  };
  if (bare.value.empty()) return add("has no value", "");
  if (is_month(*key)) return add(fault_of_bare_month(bare.value), quoted_month);
  if (is_switch(*key)) return add("is neither true nor false", "");
  if (is_text(*key)) return add("is not in quotes", fmt::format("write \"{}\"", bare.value));
  const MeantNumber meant = number_meant(*key, bare.value);
  if (!meant.toml) return add(meant.problem, meant.remedy);
  return add("is no number as TOML writes it", fmt::format("write {}", *meant.toml));
}

// The key or section that is given twice, where that is the error.
std::optional<std::string> given_twice(const toml::parse_error& error) {
  // toml++ 3.3: "...: cannot redefine existing integer 'run.draws'".
  static const std::regex twice("cannot redefine existing [^']*'([^']*)'");
  const std::string description(error.description());
  std::smatch match;
  if (!std::regex_search(description, match, twice)) return std::nullopt;
  return match[1].str();
}

// Tells of an error; whether a line of the form `key = value` is all that it spoils.
bool tell(const toml::parse_error& error, const std::optional<BareLine>& bare,
          ProblemList& problems) {
  const long line = static_cast<long>(error.source().begin.line);
  if (const auto twice = given_twice(error)) {
    problems.add(line, *twice, "", "is given twice", "remove one of the two");
    return bare.has_value();
  }
  if (bare && tell(*bare, line, problems)) return true;
  problems.add(line, "", "", fmt::format("is not TOML: {}", one_line(error.description())),
               "see https://toml.io");
  return false;
}

}  // namespace

std::optional<toml::table> parse_toml(const std::string& text, ProblemList& problems) {
  std::string rest = text;
  for (std::size_t round = 0;; ++round) {
    try {
      return toml::parse(std::string_view(rest));
    } catch (const toml::parse_error& error) {
      const std::size_t begin = begin_of_line(rest, error.source().begin.line);
      const std::optional<BareLine> bare = bare_line(rest, begin);
      if (!tell(error, bare, problems) || round >= ProblemList::most) return std::nullopt;
      // As a comment of the same length, lines and columns stay what they are.
      rest[begin] = '#';
    }
  }
}

std::optional<toml::table> one_value(const std::string& source) {
  try {
    // A line end could smuggle in more than a value.
    if (source.find_first_of("\r\n") == std::string::npos) return toml::parse(source);
  } catch (const toml::parse_error&) {
    // Bare words need no quotes on a command line.
  }
  return std::nullopt;
}

MeantNumber number_meant(const ScenarioKey& key, std::string_view text) {
  const std::string_view number = without_blanks(text);
  if (is_real(key)) {
    const WrittenNumber<double> read = read_real(number);
    if (read.value) return {toml_number(*read.value), "", ""};
    return {std::nullopt, read.problem, read.remedy};
  }
  const WrittenNumber<std::int64_t> read = read_whole(number);
  if (read.value) return {std::to_string(*read.value), "", ""};
  return {std::nullopt, read.problem, read.remedy};
}

std::string fault_of_bare_month(std::string_view text) {
  const WrittenMonth month = read_month(text);
  return month.sound() ? "is not in quotes" : month.problem;
}

std::string written_at(std::string_view text, const toml::source_position& position) {
  std::string_view line = line_at(text, begin_of_line(text, position.line));
  // Columns count characters, of which UTF-8 has one first byte each.
  std::size_t at = 0;
  for (std::size_t column = 1; at < line.size(); ++at) {
    const bool first_byte = (static_cast<unsigned char>(line[at]) & 0xC0) != 0x80;
    if (first_byte && column++ == position.column) break;
  }
  line.remove_prefix(at);
  return std::string(line.substr(0, line.find_first_of(" \t\r\n,]}#")));
}

}  // namespace peregrine
