#include "host/report/table.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace peregrine {
namespace {

bool starts_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

// The first `width` characters, the last of them an ellipsis where something is cut off.
std::string shortened(const std::string& text, std::size_t width) {
  if (width == 0 || character_count(text) <= width) return text;
  std::size_t bytes = 0;
  for (std::size_t characters = 0; bytes < text.size(); ++bytes) {
    if (starts_character(text[bytes]) && characters++ == width - 1) break;
  }
  return text.substr(0, bytes) + "…";
}

std::string padded(const std::string& text, std::size_t width, Align align) {
  const std::string space(width - character_count(text), ' ');
  return align == Align::left ? text + space : space + text;
}

}  // namespace

std::size_t character_count(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, starts_character));
}

std::string wrapped(const std::string& sentences, const Indent& indent) {
  std::istringstream words(sentences);
  std::string text;
  std::string line(indent.first, ' ');
  bool begins = true;
  for (std::string word; words >> word;) {
    if (!begins && character_count(line) + 1 + character_count(word) > text_columns) {
      text += line + '\n';
      line.assign(indent.others, ' ');
      begins = true;
    }
    line += (begins ? "" : " ") + word;
    begins = false;
  }
  return begins ? text : text + line + '\n';
}

std::string csv_text(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) quoted += letter == '"' ? "\"\"" : std::string(1, letter);
  return quoted + '"';
}

void TextTable::add_column(std::string heading, Align align, std::size_t most_width) {
  columns_.push_back({align, most_width});
  headings_.push_back(std::move(heading));
}

void TextTable::add_row(std::vector<std::string> cells) {
  if (cells.size() != columns_.size()) throw std::invalid_argument("a row needs a cell a column");
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i] = shortened(cells[i], columns_[i].most_width);
  }
  rows_.push_back(std::move(cells));
}

std::string TextTable::text() const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    widths.push_back(character_count(headings_[i]));
    for (const auto& row : rows_) widths[i] = std::max(widths[i], character_count(row[i]));
  }
  std::string text;
  const auto add_line = [&](const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line += "  ";
      line += padded(cells[i], widths[i], columns_[i].align);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  };
  add_line(headings_);
  for (const auto& row : rows_) add_line(row);
  return text;
}

}  // namespace peregrine
