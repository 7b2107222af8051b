// Cells of the tables of irregular crossings: borders, months, days and words, each checked.
#pragma once

#include <fmt/format.h>

#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/model/routes/tables.h"
#include "host/model/tables/csv.h"

namespace peregrine {

class IrregularCells {
 public:
  // Months that a figure is of; none where the cell is wrong.
  struct Period {
    int first = 0;
    int months = 0;
  };

  IrregularCells(const CsvTable& table, CsvProblems& problems)
      : table_(table), problems_(problems) {}

  // The border of the first column; -1, with a problem told, where there is none.
  int border(std::size_t row, const IrregularHistory& history) const {
    const std::string& code = table_.texts(0)[row];
    const int border = history.border_of(code);
    if (border < 0) {
      problems_.add(table_.line(row), "border", code, "is an unknown border",
                    "must be one of baseline/borders.csv");
    }
    return border;
  }

  // A month (2021-07), a quarter (2021-Q3) or a year (2015).
  Period period(std::size_t row, std::size_t column, std::string_view name) const {
    const std::string& text = table_.texts(column)[row];
    const int year = number(text, 0, 4);
    if (text.size() == 4 && sound_year(year)) return {month_number(year, 1), 12};
    const int month = month_of(text, 7);
    if (month >= 0) return {month, 1};
    const int quarter = text.size() == 7 && text[5] == 'Q' ? number(text, 6, 1) : 0;
    if (sound_year(year) && text[4] == '-' && quarter >= 1 && quarter <= 4) {
      return {month_number(year, 3 * quarter - 2), 3};
    }
    complain(row, name, text, "is no month or year of this table",
             "must be as 2021-07, 2021-Q3 or 2015, within 2009 and 2024");
    return {};
  }

  // 0, with a problem told, where the cell is no month.
  int month(std::size_t row, std::size_t column, std::string_view name) const {
    const std::string& text = table_.texts(column)[row];
    const int month = month_of(text, 7);
    if (month >= 0) return month;
    complain(row, name, text, "is no month of this table",
             "must be as 2021-07, within 2009 and 2024");
    return 0;
  }

  // Month and day of it, as 2021-07-31.
  std::pair<int, int> day(std::size_t row, std::size_t column, std::string_view name) const {
    const std::string& text = table_.texts(column)[row];
    const int month = month_of(text, 10);
    const int day = number(text, 8, 2);
    if (month >= 0 && text[7] == '-' && day >= 1 && day <= 31) return {month, day};
    complain(row, name, text, "is no day of this table",
             "must be as 2021-07-31, within 2009 and 2024");
    return {};
  }

  template <typename Choice>
  Choice choice(std::size_t row, std::size_t column, std::string_view name,
                const std::vector<std::pair<std::string_view, Choice>>& choices) const {
    const std::string& text = table_.texts(column)[row];
    std::string words;
    for (const auto& [word, value] : choices) {
      if (text == word) return value;
      words += fmt::format("{}{}", words.empty() ? "" : ", ", word);
    }
    complain(row, name, text, "is unknown", "must be one of " + words);
    return choices.front().second;
  }

 private:
  static bool sound_year(int year) { return year >= 2009 && year <= 2024; }
  // -1 where these characters are no number.
  static int number(const std::string& text, std::size_t from, std::size_t digits) {
    if (text.size() < from + digits) return -1;
    int value = -1;
    const char* const end = text.data() + from + digits;
    const auto [stop, error] = std::from_chars(text.data() + from, end, value);
    return error == std::errc() && stop == end ? value : -1;
  }
  static int month_of(const std::string& text, std::size_t length) {
    const int year = number(text, 0, 4);
    const int month = number(text, 5, 2);
    const bool sound =
        text.size() == length && text[4] == '-' && sound_year(year) && month >= 1 && month <= 12;
    return sound ? month_number(year, month) : -1;
  }
  void complain(std::size_t row, std::string_view name, const std::string& text,
                std::string_view problem, std::string_view remedy) const {
    problems_.add(table_.line(row), name, text, problem, remedy);
  }

  const CsvTable& table_;
  CsvProblems& problems_;
};

}  // namespace peregrine
