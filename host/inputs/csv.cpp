#include "host/inputs/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <utility>

#include "host/support/utf8.h"

namespace peregrine {
namespace {

// The fields of one line, or nothing where its quotes do not pair.
std::optional<std::vector<std::string>> split_fields(std::string_view line) {
  std::vector<std::string> fields(1);
  std::size_t i = 0;
  while (true) {
    if (i < line.size() && line[i] == '"') {
      for (++i;; ++i) {
        if (i >= line.size()) return std::nullopt;
        if (line[i] == '"' && (i + 1 >= line.size() || line[i + 1] != '"')) break;
        if (line[i] == '"') ++i;
        fields.back() += line[i];
      }
      ++i;
      if (i < line.size() && line[i] != ',') return std::nullopt;
    } else {
      const std::size_t end = std::min(line.find(',', i), line.size());
      fields.back() = line.substr(i, end - i);
      if (fields.back().find('"') != std::string::npos) return std::nullopt;
      i = end;
    }
    if (i >= line.size()) return fields;
    ++i;
    fields.emplace_back();
  }
}

bool is_code(std::string_view value) {
  return value.size() == 3 &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_whole(std::string_view value) {
  if (!value.empty() && value.front() == '-') value.remove_prefix(1);
  return !value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos;
}

// A number as written; infinite where it is too large for a double, nothing where it is none.
std::optional<double> parse_number(std::string_view value) {
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (end != value.data() + value.size() || error == std::errc::invalid_argument) return {};
  if (error == std::errc::result_out_of_range) return std::numeric_limits<double>::infinity();
  return number;
}

std::string range_remedy(const CsvColumn& column) {
  return fmt::format("must be within {:.15g} and {:.15g}", column.least, column.most);
}

}  // namespace

void CsvProblems::add(long line, std::string_view key, std::string_view value,
                      std::string_view problem, std::string_view remedy) {
  if (kept_.size() == most_kept) {
    ++more_;
    return;
  }
  kept_.push_back(
      {file_, line, printable(key), printable(value), std::string(problem), std::string(remedy)});
}

std::vector<Problem> CsvProblems::all() const {
  std::vector<Problem> problems = kept_;
  if (more_ > 0) {
    problems.push_back({file_, 0, "", "", fmt::format("{} more problems", more_),
                        "put these right first, then check again"});
  }
  return problems;
}

class CsvParser {
 public:
  CsvParser(const std::vector<CsvColumn>& columns, CsvProblems& problems)
      : columns_(columns), problems_(problems), table_(columns.size()) {}

  CsvTable parse(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.empty()) {
      problems_.add(0, "", "", "is empty", "needs a header line: " + header_wanted());
      return std::move(table_);
    }
    for (long line = 1; !text.empty(); ++line) {
      const std::size_t end = text.find('\n');
      std::string_view content = text.substr(0, end);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      if (end == std::string_view::npos) {
        problems_.add(line, "", content, "is not ended by a line break, as if the file were cut",
                      "complete the file; every line ends in one");
      }
      if (content.ends_with('\r')) content.remove_suffix(1);
      const std::optional<std::vector<std::string>> fields = sound_fields(line, content);
      if (line > 1) {
        if (fields) read_row(line, *fields);
      } else if (!fields || !read_header(*fields)) {
        break;
      }
    }
    return std::move(table_);
  }

 private:
  std::string header_wanted() const {
    std::string header;
    for (const CsvColumn& column : columns_) header += (header.empty() ? "" : ",") + column.name;
    return header;
  }

  std::optional<std::vector<std::string>> sound_fields(long line, std::string_view content) {
    if (content.size() > csv_most_line_bytes) {
      problems_.add(line, "", content, fmt::format("is a line of {} bytes", content.size()),
                    fmt::format("must be at most {}", csv_most_line_bytes));
    } else if (content.find('\0') != std::string_view::npos) {
      problems_.add(line, "", content, "holds a NUL byte", "must be text");
    } else if (!is_utf8(content)) {
      problems_.add(line, "", content, "is not UTF-8", "save the file as UTF-8");
    } else if (content.empty()) {
      problems_.add(line, "", "", "line is empty", "remove it");
    } else {
      std::optional<std::vector<std::string>> fields = split_fields(content);
      if (fields) return fields;
      problems_.add(line, "", content, "has a stray or open quote",
                    "quote a whole field, and write \"\" for a quote in it");
    }
    return std::nullopt;
  }

  bool read_header(const std::vector<std::string>& names) {
    bool sound = true;
    const auto complain = [&](const std::string& name, const char* problem,
                              const std::string& remedy) {
      problems_.add(1, name, "", problem, remedy);
      sound = false;
    };
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto column = std::find_if(columns_.begin(), columns_.end(),
                                       [&](const CsvColumn& c) { return c.name == names[i]; });
      if (column == columns_.end()) {
        complain(names[i].empty() ? "(no name)" : names[i], "is not a column of this table",
                 "must be " + header_wanted());
      } else if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i),
                           names[i]) != names.begin() + static_cast<std::ptrdiff_t>(i)) {
        complain(names[i], "is a column twice", "keep one of them");
      }
      order_.push_back(static_cast<std::size_t>(column - columns_.begin()));
    }
    for (const CsvColumn& column : columns_) {
      if (std::find(names.begin(), names.end(), column.name) == names.end()) {
        complain(column.name, "is missing from the header", "must be " + header_wanted());
      }
    }
    return sound;
  }

  void read_row(long line, const std::vector<std::string>& fields) {
    if (fields.size() != order_.size()) {
      const bool fewer = fields.size() < order_.size();
      problems_.add(line, fewer ? columns_[order_[fields.size()]].name : "",
                    fewer ? "" : fields[order_.size()],
                    fmt::format("{}: the line has {} fields",
                                fewer ? "is missing" : "is one field too many", fields.size()),
                    fmt::format("must be {}, as in the header", order_.size()));
      return;
    }
    numbers_.assign(columns_.size(), 0);
    bool sound = true;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      sound &= check_field(line, order_[i], fields[i]);
    }
    if (!sound) return;
    table_.lines_.push_back(line);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const std::size_t column = order_[i];
      if (is_number(columns_[column].type)) {
        table_.numbers_[column].push_back(numbers_[column]);
      } else {
        table_.texts_[column].push_back(fields[i]);
      }
    }
  }

  static bool is_number(CsvType type) { return type == CsvType::whole || type == CsvType::real; }

  bool check_field(long line, std::size_t index, const std::string& value) {
    const CsvColumn& column = columns_[index];
    const auto complain = [&](std::string_view problem, std::string_view remedy) {
      problems_.add(line, column.name, value.empty() ? "\"\"" : std::string_view(value), problem,
                    remedy);
      return false;
    };
    if (value.empty()) {
      numbers_[index] = std::numeric_limits<double>::quiet_NaN();
      return column.empty == CsvEmpty::allowed || complain("is empty", "every row needs it");
    }
    if (column.type == CsvType::code) {
      return is_code(value) || complain("is not a country code", "must be three capital letters");
    }
    if (!is_number(column.type)) return true;
    const std::optional<double> number = parse_number(value);
    if (!number) return complain("is not a number", range_remedy(column));
    if (!std::isfinite(*number)) return complain("is not finite", range_remedy(column));
    if (column.type == CsvType::whole && !is_whole(value)) {
      return complain("is not a whole number", range_remedy(column));
    }
    if (*number < column.least || *number > column.most) {
      return complain("is out of range", range_remedy(column));
    }
    numbers_[index] = *number;
    return true;
  }

  const std::vector<CsvColumn>& columns_;
  CsvProblems& problems_;
  std::vector<std::size_t> order_;  // field of a line -> column asked for
  std::vector<double> numbers_;     // of the row at hand, by column
  CsvTable table_;
};

CsvTable parse_csv(std::string_view text, const std::vector<CsvColumn>& columns,
                   CsvProblems& problems) {
  return CsvParser(columns, problems).parse(text);
}

std::string read_bytes(const std::string& path, CsvProblems& problems) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) {
    problems.add(0, "", "", "does not exist", "check the folder given with --inputs");
    return {};
  }
  if (!std::filesystem::is_regular_file(status)) {
    problems.add(0, "", "", "is not a file", "must be a CSV table");
    return {};
  }
  const std::uintmax_t bytes = std::filesystem::file_size(path, error);
  if (!error && bytes > csv_most_bytes) {
    problems.add(0, "", "", fmt::format("is {} bytes long", bytes),
                 fmt::format("must be at most {}", csv_most_bytes));
    return {};
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string text(error ? 0 : static_cast<std::size_t>(bytes), '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (error || !file) {
    problems.add(0, "", "", fmt::format("cannot be read: {}", std::strerror(errno)),
                 "check its permissions");
    return {};
  }
  return text;
}

CsvTable read_csv(const std::string& path, const std::vector<CsvColumn>& columns,
                  CsvProblems& problems) {
  const std::string text = read_bytes(path, problems);
  return problems.empty() ? parse_csv(text, columns, problems) : CsvTable(columns.size());
}

}  // namespace peregrine
