#include "host/model/tables/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "host/model/tables/csv_cell.h"
#include "host/model/tables/csv_layout.h"
#include "host/support/letters.h"
#include "host/support/utf8.h"

namespace peregrine {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_blank(std::string_view text) {
  return text.find_first_not_of(blanks) == std::string_view::npos;
}

}  // namespace

class CsvParser {
 public:
  CsvParser(const std::vector<CsvColumn>& columns, CsvProblems& problems, CsvEnd end)
      : columns_(columns), problems_(problems), end_(end), table_(columns.size()) {}

  CsvTable parse(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (is_blank(text)) {
      problems_.add(0, "", "", "is empty", "needs a header line: " + header_wanted());
      return std::move(table_);
    }
    // Empty lines at the end are nothing that is missing.
    const std::size_t last = text.find('\n', text.find_last_not_of(blanks));
    if (last != std::string_view::npos) text = text.substr(0, last + 1);
    if (const auto fault = fault_of_file(text)) {
      problems_.add(0, "", "", fault->problem, fault->remedy);
      return std::move(table_);
    }
    read_lines(text);
    if (header_ != Header::sound) return CsvTable(columns_.size());
    return std::move(table_);
  }

 private:
  enum class Header { to_come, sound, wrong, none };
  static constexpr std::size_t no_column = std::numeric_limits<std::size_t>::max();

  void read_lines(std::string_view text) {
    for (long line = 1; !text.empty() && header_ != Header::none; ++line) {
      const std::size_t end = text.find('\n');
      std::string_view content = text.substr(0, end);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      if (end == std::string_view::npos && end_ == CsvEnd::line_break) {
        problems_.add(line, "", content, "is not ended by a line break, as if the file were cut",
                      "complete the file; every line ends in one");
      }
      if (content.ends_with('\r')) content.remove_suffix(1);
      if (is_blank(content)) {
        problems_.add(line, "", "", "line is empty", "remove it");
      } else if (const auto fault = fault_of_line(content)) {
        problems_.add(line, "", content, fault->problem, fault->remedy);
        if (header_ == Header::to_come) header_ = Header::none;
        refuse_row(line);
      } else if (header_ == Header::to_come) {
        read_header(line, content);
      } else {
        read_row(line, content);
      }
    }
  }

  std::string header_wanted() const {
    std::string header;
    for (const CsvColumn& column : columns_) {
      if (column.presence == CsvPresence::optional) continue;
      header += (header.empty() ? "" : ",") + column.name;
    }
    return header;
  }

  // By its name, or else by its name in other case.
  std::size_t column_of(const std::string& name) const {
    const auto place = [&](auto is_it) {
      const auto found = std::find_if(columns_.begin(), columns_.end(), is_it);
      return found == columns_.end() ? no_column
                                     : static_cast<std::size_t>(found - columns_.begin());
    };
    const std::size_t same = place([&](const CsvColumn& column) { return column.name == name; });
    if (same != no_column) return same;
    const std::string lower = lower_case(name);
    return place([&](const CsvColumn& column) { return lower_case(column.name) == lower; });
  }

  void read_header(long line, std::string_view content) {
    const auto no_header = [&](std::string_view problem, std::string_view remedy) {
      problems_.add(line, "", content, problem, remedy);
      header_ = Header::none;
    };
    if (lower_case(content).starts_with("sep=")) {
      problems_.add(line, "", content, "is a line for a spreadsheet, not a header", "remove it");
      return;  // the header follows
    }
    if (!is_utf8(content)) return no_header(not_utf8, save_as_utf8);
    if (const auto fault = other_separator(content))
      return no_header(fault->problem, fault->remedy);
    const std::vector<std::string> names = fields_of(content);
    for (const std::string& name : names) order_.push_back(column_of(name));
    if (std::ranges::count(order_, no_column) == static_cast<std::ptrdiff_t>(names.size())) {
      return no_header("is no header of this table", "the first line must be " + header_wanted());
    }
    header_ = Header::sound;
    check_header(line, names);
  }

  void check_header(long line, const std::vector<std::string>& names) {
    const auto complain = [&](const std::string& name, std::string_view problem,
                              const std::string& remedy) {
      problems_.add(line, name, "", problem, remedy);
      header_ = Header::wrong;
    };
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const auto earlier = order_.begin() + static_cast<std::ptrdiff_t>(i);
      if (names[i].empty()) {
        complain(fmt::format("column {}", i + 1), "has no name",
                 i == 0 ? "remove it; numbers of rows are left out by row.names = FALSE in R and "
                          "by index=False in pandas"
                        : "remove it");
      } else if (order_[i] == no_column) {
        complain(names[i], "is not a column of this table", "must be " + header_wanted());
      } else if (std::find(order_.begin(), earlier, order_[i]) != earlier) {
        complain(names[i], "is a column twice", "keep one of them");
        order_[i] = no_column;
      }
    }
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (columns_[c].presence == CsvPresence::optional) continue;
      if (std::find(order_.begin(), order_.end(), c) == order_.end()) {
        complain(columns_[c].name, "is missing from the header", "must be " + header_wanted());
      }
    }
  }

  void read_row(long line, std::string_view content) {
    std::vector<std::string> fields = fields_of(content);
    if (fields.size() != order_.size()) return tell_count(line, content, fields);
    if (std::ranges::all_of(fields, [](const std::string& field) { return field.empty(); })) {
      problems_.add(line, "", "", "has no values", "remove the line");
      return;
    }
    numbers_.assign(columns_.size(), std::numeric_limits<double>::quiet_NaN());
    bool sound = true;
    const bool utf8 = is_utf8(content);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!utf8 && !is_utf8(fields[i])) {
        problems_.add(line, order_[i] == no_column ? "" : columns_[order_[i]].name, fields[i],
                      not_utf8, save_as_utf8);
        sound = false;
      } else if (order_[i] != no_column) {
        sound &= check_field(line, order_[i], fields[i]);
      }
    }
    if (header_ != Header::sound) return;
    if (sound) {
      keep(line, std::move(fields));
    } else {
      refuse_row(line);
      for (std::size_t i = 0; i < fields.size(); ++i) {
        table_.refused_.back().cells[order_[i]] = fields[i];
      }
    }
  }

  // A row with more or fewer fields than the header.
  void tell_count(long line, std::string_view content, const std::vector<std::string>& fields) {
    // Against a header that is wrong, each of its rows would be.
    if (header_ != Header::sound) return;
    if (const auto fault = other_separator(content)) {
      problems_.add(line, "", content, fault->problem, fault->remedy);
    } else if (fields.size() < order_.size()) {
      problems_.add(line, columns_[order_[fields.size()]].name, "",
                    fmt::format("is missing: the line has {} fields", fields.size()),
                    fmt::format("must be {}, as in the header", order_.size()));
    } else {
      problems_.add(
          line, "", fields[order_.size()],
          fmt::format("is one field too many: the line has {} fields", fields.size()),
          fmt::format("must be {}, as in the header, without a comma in a number", order_.size()));
    }
    refuse_row(line);
  }

  // One whose cells are not known for sure.
  void refuse_row(long line) {
    table_.refused_.push_back({line, std::vector<std::string>(columns_.size())});
  }

  void keep(long line, std::vector<std::string> fields) {
    table_.lines_.push_back(line);
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (is_number(columns_[c].type)) {
        table_.numbers_[c].push_back(numbers_[c]);
      } else {
        table_.texts_[c].emplace_back();
      }
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (is_number(columns_[order_[i]].type)) continue;
      table_.texts_[order_[i]].back() = std::move(fields[i]);
    }
  }

  bool check_field(long line, std::size_t index, const std::string& cell) {
    const CsvColumn& column = columns_[index];
    const std::optional<CsvFault> fault = fault_of_cell(column, cell, numbers_[index]);
    if (!fault) return true;
    problems_.add(line, column.name, cell.empty() ? "\"\"" : std::string_view(cell), fault->problem,
                  fault->remedy);
    return false;
  }

  const std::vector<CsvColumn>& columns_;
  CsvProblems& problems_;
  CsvEnd end_;
  Header header_ = Header::to_come;
  std::vector<std::size_t> order_;  // field of a line -> column asked for, or no_column
  std::vector<double> numbers_;     // of the row at hand, by column
  CsvTable table_;
};

CsvTable parse_csv(std::string_view text, const std::vector<CsvColumn>& columns,
                   CsvProblems& problems, CsvEnd end) {
  return CsvParser(columns, problems, end).parse(text);
}

CsvTable read_csv(const std::string& path, const std::vector<CsvColumn>& columns,
                  CsvProblems& problems) {
  const std::string text = read_bytes(path, problems);
  return problems.empty() ? parse_csv(text, columns, problems, CsvEnd::line_break)
                          : CsvTable(columns.size());
}

}  // namespace peregrine
