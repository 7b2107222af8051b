// Pieces of a page as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace peregrine {

// Text from anywhere, for between tags and within quoted attributes.
std::string escaped(std::string_view text);

// "<p>...</p>" of HTML.
std::string paragraph(const std::string& html);

// A table. Cells are text, the first of a row its heading; columns from `first_number` on
// are numbers, aligned to the right.
class HtmlTable {
 public:
  HtmlTable(std::string id, std::string caption, std::vector<std::string> headings,
            std::size_t first_number = 1);
  // Throws std::invalid_argument where the number of cells differs.
  void add_row(const std::vector<std::string>& cells);
  bool empty() const { return rows_.empty(); }
  // In a box that scrolls where the screen is narrow.
  std::string html() const;

 private:
  std::string id_;
  std::string caption_;
  std::vector<std::string> headings_;
  std::size_t first_number_;
  std::string rows_;
};

// A small line below what it says something of.
std::string note(const std::string& html);

// What is closed at first and opens without script.
std::string folded(const std::string& summary, const std::string& html);

}  // namespace peregrine
