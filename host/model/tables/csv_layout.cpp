#include "host/model/tables/csv_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "host/support/letters.h"

namespace peregrine {
namespace {

// The characters of a line that no quotes enclose.
std::string outside_quotes(std::string_view line) {
  std::string outside;
  bool inside = false;
  for (const char c : line) {
    if (c == '"') {
      inside = !inside;
    } else if (!inside) {
      outside += c;
    }
  }
  return outside;
}

struct Separator {
  char character;
  const char* name;
};

// The end of a field that begins at `begin`; nothing where its quotes do not pair. `field`, where
// not null, takes its content.
std::optional<std::size_t> end_of_field(std::string_view line, std::size_t begin,
                                        std::string* field) {
  std::size_t i = line.find_first_not_of(" \t", begin);
  if (i == std::string_view::npos || line[i] != '"') {
    const std::size_t end = std::min(line.find(',', begin), line.size());
    const std::string_view plain = line.substr(begin, end - begin);
    if (plain.find('"') != std::string_view::npos) return std::nullopt;
    if (field != nullptr) *field = without_blanks(plain);
    return end;
  }
  std::string content;
  for (++i;; ++i) {
    if (i >= line.size()) return std::nullopt;
    if (line[i] == '"' && (i + 1 >= line.size() || line[i + 1] != '"')) break;
    if (line[i] == '"') ++i;
    content += line[i];
  }
  i = std::min(line.find_first_not_of(" \t", i + 1), line.size());
  if (i < line.size() && line[i] != ',') return std::nullopt;
  if (field != nullptr) *field = without_blanks(content);
  return i;
}

bool quotes_pair(std::string_view line) {
  if (line.find('"') == std::string_view::npos) return true;
  for (std::size_t i = 0;; ++i) {
    const std::optional<std::size_t> end = end_of_field(line, i, nullptr);
    if (!end) return false;
    if (*end >= line.size()) return true;
    i = *end;
  }
}

}  // namespace

std::optional<CsvFault> fault_of_file(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return CsvFault{"is UTF-16", save_as_utf8};
  }
  if (text.find('\r') != std::string_view::npos && text.find('\n') == std::string_view::npos &&
      text.find('\r') + 1 < text.size()) {
    return CsvFault{"has lines that end in CR alone, as on old Macintosh systems",
                    "must end in LF or CR LF; save the table as CSV UTF-8"};
  }
  return std::nullopt;
}

std::optional<CsvFault> fault_of_line(std::string_view line) {
  if (line.size() > csv_most_line_bytes) {
    return CsvFault{fmt::format("is a line of {} bytes", line.size()),
                    fmt::format("must be at most {}", csv_most_line_bytes)};
  }
  if (line.find('\0') != std::string_view::npos) {
    return CsvFault{"holds a NUL byte, as UTF-16 does", save_as_utf8};
  }
  if (line.find('\r') != std::string_view::npos) {
    return CsvFault{"holds a CR that ends no line", "must end in LF or CR LF"};
  }
  if (!quotes_pair(line)) {
    if (auto fault = other_separator(line)) return fault;
    return CsvFault{"has a stray or open quote",
                    "quote a whole field, on one line, and write \"\" for a quote in it"};
  }
  return std::nullopt;
}

std::optional<CsvFault> other_separator(std::string_view line) {
  constexpr std::array<Separator, 3> others = {
      {{';', "semicolons"}, {'\t', "tabs"}, {'|', "vertical bars"}}};
  const std::string outside = outside_quotes(line);
  // A decimal comma in a row of the other separators is no separator.
  const auto commas = std::count(outside.begin(), outside.end(), ',');
  for (const Separator& other : others) {
    if (std::count(outside.begin(), outside.end(), other.character) > commas) {
      return CsvFault{fmt::format("has its fields separated by {}", other.name),
                      "must be commas; save the table as CSV UTF-8 (comma delimited), from R by "
                      "write.csv"};
    }
  }
  return std::nullopt;
}

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t i = 0;; ++i) {
    fields.emplace_back();
    i = end_of_field(line, i, &fields.back()).value_or(line.size());
    if (i >= line.size()) return fields;
  }
}

}  // namespace peregrine
