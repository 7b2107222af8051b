// A strict reader of small CSV tables: everything is checked, and all problems are told at once.
//
// Accepted: UTF-8 with or without byte order mark; lines that end in LF or CRLF, the last one too;
// one header line with exactly the columns asked for, in any order; fields quoted with " where they
// hold a comma, with "" for a quote. Nothing is guessed: spaces count, and no field spans lines.
#pragma once

#include <cstddef>
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
  whole,  // a whole number
  real,   // a finite number
};

enum class CsvEmpty { refused, allowed };

// A column to be read. `least` and `most` bound numbers, both ends included.
struct CsvColumn {
  std::string name;
  CsvType type = CsvType::text;
  double least = 0;
  double most = 0;
  CsvEmpty empty = CsvEmpty::refused;
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

// The sound rows of a table. Whole numbers are exact: csv ranges stay below 2^53.
class CsvTable {
 public:
  explicit CsvTable(std::size_t columns = 0) : texts_(columns), numbers_(columns) {}
  std::size_t rows() const { return lines_.size(); }
  long line(std::size_t row) const { return lines_[row]; }  // in the file, from 1
  // By position in the list of columns asked for. Empty numbers are NaN.
  const std::vector<std::string>& texts(std::size_t column) const { return texts_[column]; }
  const std::vector<double>& numbers(std::size_t column) const { return numbers_[column]; }

 private:
  friend class CsvParser;
  std::vector<long> lines_;
  std::vector<std::vector<std::string>> texts_;
  std::vector<std::vector<double>> numbers_;
};

// Reads a table from memory. Rows with a problem are left out and told to `problems`.
CsvTable parse_csv(std::string_view text, const std::vector<CsvColumn>& columns,
                   CsvProblems& problems);

// Reads a table from a file. A file that cannot be read is a problem as well.
CsvTable read_csv(const std::string& path, const std::vector<CsvColumn>& columns,
                  CsvProblems& problems);

// The bytes of a file of at most csv_most_bytes; empty, with a problem told, where that fails.
std::string read_bytes(const std::string& path, CsvProblems& problems);

}  // namespace peregrine
