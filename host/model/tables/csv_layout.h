// How a table is laid out, judged before its cells: encoding, line ends, separators, quotes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/model/tables/csv.h"

namespace peregrine {

// What keeps a whole file from being read as lines of UTF-8: UTF-16, lines that end in CR alone.
std::optional<CsvFault> fault_of_file(std::string_view text);

// What keeps a line from being read as fields: its length, a NUL, a CR, quotes that do not pair.
std::optional<CsvFault> fault_of_line(std::string_view line);

// Whether something else than commas seems to separate the fields of a line.
std::optional<CsvFault> other_separator(std::string_view line);

// The fields of a line without such a fault, without their quotes and the blanks around them.
std::vector<std::string> fields_of(std::string_view line);

inline constexpr const char* not_utf8 = "is not UTF-8, but perhaps Latin-1 or Windows-1252";
inline constexpr const char* save_as_utf8 =
    "save the file as UTF-8; in a spreadsheet: CSV UTF-8 (comma delimited)";

}  // namespace peregrine
