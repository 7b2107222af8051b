#include "host/report/page/html.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace peregrine {
namespace {

// Bytes of a row's heading that would be broken into single words on a narrow screen.
constexpr std::size_t long_heading = 10;

}  // namespace

std::string escaped(std::string_view text) {
  std::string html;
  for (const char character : text) {
    switch (character) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += character;
    }
  }
  return html;
}

std::string paragraph(const std::string& html) {
  return "<p>" + html + "</p>\n";
}

std::string note(const std::string& html) {
  return html.empty() ? html : "<p class=\"note\">" + html + "</p>\n";
}

HtmlTable::HtmlTable(std::string id, std::string caption, std::vector<std::string> headings,
                     std::size_t first_number)
    : id_(std::move(id)),
      caption_(std::move(caption)),
      headings_(std::move(headings)),
      first_number_(first_number) {}

void HtmlTable::add_row(const std::vector<std::string>& cells) {
  if (cells.size() != headings_.size()) {
    throw std::invalid_argument(
        fmt::format("table {}: {} cells below {} headings", id_, cells.size(), headings_.size()));
  }
  rows_ += "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool wide = i == 0 && cells[i].size() > long_heading;
    const char* form = i >= first_number_ ? " class=\"n\"" : wide ? " class=\"w\"" : "";
    rows_ += i == 0 ? fmt::format("<th scope=\"row\"{}>{}</th>", form, escaped(cells[i]))
                    : fmt::format("<td{}>{}</td>", form, escaped(cells[i]));
  }
  rows_ += "</tr>\n";
}

std::string HtmlTable::html() const {
  std::string head;
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    head += fmt::format("<th scope=\"col\"{}>{}</th>", i >= first_number_ ? " class=\"n\"" : "",
                        escaped(headings_[i]));
  }
  return fmt::format(
      "<p class=\"caption\" id=\"{0}-caption\">{1}</p>\n<div class=\"scroll\" tabindex=\"0\" "
      "role=\"region\" aria-labelledby=\"{0}-caption\"><table id=\"{0}\" "
      "aria-labelledby=\"{0}-caption\">\n<thead><tr>{2}</tr></thead>\n<tbody>\n{3}</tbody></table>"
      "</div>\n",
      escaped(id_), escaped(caption_), head, rows_);
}

std::string folded(const std::string& summary, const std::string& html) {
  return fmt::format("<details><summary>{}</summary>\n{}</details>\n", escaped(summary), html);
}

}  // namespace peregrine
