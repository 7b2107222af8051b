// Text in aligned columns and in lines that fit a screen; cells of CSV.
#pragma once

#include <string>
#include <vector>

namespace peregrine {

enum class Align { left, right };

class TextTable {
 public:
  // Adds a column; its width is that of its widest cell, at most `most_width` characters (0: any).
  void add_column(std::string heading, Align align, std::size_t most_width = 0);
  // One cell a column, UTF-8. Throws std::invalid_argument where the number differs.
  void add_row(std::vector<std::string> cells);
  // Heading and rows, two spaces between columns, no spaces at the ends of lines.
  std::string text() const;

 private:
  struct Column {
    Align align;
    std::size_t most_width;
  };
  std::vector<Column> columns_;
  std::vector<std::string> headings_;
  std::vector<std::vector<std::string>> rows_;
};

// What people read at most in a line.
inline constexpr std::size_t text_columns = 100;

// Lines of at most text_columns, broken at blanks, each with its end; indented by so many blanks,
// the first by its own.
struct Indent {
  std::size_t first = 0;
  std::size_t others = 0;
};
std::string wrapped(const std::string& sentences, const Indent& indent = {});

// A cell of RFC 4180: in quotes where it must be.
std::string csv_text(const std::string& text);

// Characters of a UTF-8 text, each taken to be one column wide.
std::size_t character_count(const std::string& text);

}  // namespace peregrine
