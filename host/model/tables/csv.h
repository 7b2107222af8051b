// A strict reader of small CSV tables: everything is checked, and all problems are told at once.
//
// Accepted: UTF-8 with or without byte order mark; lines that end in LF or CRLF; one header line
// with the columns asked for, in any order and case; in header and rows alike, fields quoted with "
// where they hold a comma, with "" for a quote (RFC 4180), and blanks around a field. No field
// spans lines. Other separators, line ends and encodings are not guessed at: they are named.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/support/error.h"

namespace peregrine {

inline constexpr std::size_t csv_most_bytes = std::size_t{64} << 20;  // of a file
inline constexpr std::size_t csv_most_line_bytes = 4096;              // of a line
inline constexpr double csv_most_persons = 1e10;  // more than will live on Earth (WPP 2024: 10.3e9)

enum class CsvType {
  code,   // ISO 3166-1 alpha-3 or a code of that form: three capital letters
  text,   // anything but nothing
  whole,  // a whole number, as host/support/number_text.h reads it
  real,   // a finite number
};

enum class CsvEmpty { refused, allowed };
enum class CsvPresence { wanted, optional };

// What is wrong with a cell.
struct CsvFault {
  std::string problem;
  std::string remedy;
};
using CsvCheck = std::function<std::optional<CsvFault>(const std::string& cell)>;

// A column to be read. `least` and `most` bound numbers, both ends included; `check` judges the
// cells of a text that are not empty.
struct CsvColumn {
  std::string name;
  CsvType type = CsvType::text;
  double least = 0;
  double most = 0;
  CsvEmpty empty = CsvEmpty::refused;
  CsvPresence presence = CsvPresence::wanted;
  CsvCheck check = {};
};

// The problems of one file, of which the first `most_kept` are kept and the rest counted.
class CsvProblems {
 public:
  static constexpr std::size_t most_kept = 50;

  explicit CsvProblems(std::string file) : file_(std::move(file)) {}
  void add(long line, std::string_view key, std::string_view value, std::string_view problem,
           std::string_view remedy);
  bool empty() const { return kept_.empty(); }
  // What was kept, then a line that says how many more there are.
  std::vector<Problem> all() const;

 private:
  std::string file_;
  std::vector<Problem> kept_;
  std::size_t more_ = 0;
};

// A row of which a cell is wrong; its cells by position in the list of columns asked for.
struct CsvRefusedRow {
  long line = 0;
  std::vector<std::string> cells;
};

// The sound rows of a table. Whole numbers are exact: csv ranges stay below 2^53.
class CsvTable {
 public:
  explicit CsvTable(std::size_t columns = 0) : texts_(columns), numbers_(columns) {}
  std::size_t rows() const { return lines_.size(); }
  long line(std::size_t row) const { return lines_[row]; }  // in the file, from 1
  // By position in the list of columns asked for. Empty numbers are NaN; so are all of an optional
  // column that is not there, whose texts are empty.
  const std::vector<std::string>& texts(std::size_t column) const { return texts_[column]; }
  const std::vector<double>& numbers(std::size_t column) const { return numbers_[column]; }
  const std::vector<CsvRefusedRow>& refused() const { return refused_; }

 private:
  friend class CsvParser;
  std::vector<CsvRefusedRow> refused_;
  std::vector<long> lines_;
  std::vector<std::vector<std::string>> texts_;
  std::vector<std::vector<double>> numbers_;
};

// How a table must end. Ours end in a line break, so that one cut off within its last number shows;
// those of other people's programs may lack it.
enum class CsvEnd { line_break, any };

// Reads a table from memory. Rows with a problem are left out and told to `problems`; with a header
// that has one, all are left out, and their cells are checked none the less.
CsvTable parse_csv(std::string_view text, const std::vector<CsvColumn>& columns,
                   CsvProblems& problems, CsvEnd end = CsvEnd::any);

// Reads a table of the inputs folder. A file that cannot be read is a problem as well.
CsvTable read_csv(const std::string& path, const std::vector<CsvColumn>& columns,
                  CsvProblems& problems);

// The bytes of a file of at most csv_most_bytes; empty, with a problem told, where that fails.
std::string read_bytes(const std::string& path, CsvProblems& problems,
                       const std::string& where = "check the folder given with --inputs");
// The bytes of a table that a user names by its path. Throws InputError where they cannot be read.
std::string read_own_table(const std::string& path);

}  // namespace peregrine
