#include "host/support/month_reader.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <optional>

#include "host/support/letters.h"
#include "host/support/month.h"

namespace peregrine {
namespace {

constexpr std::size_t year_digits = 4;

// Digits alone, at most `most` of them.
std::optional<int> small_number(std::string_view text, std::size_t most) {
  if (text.empty() || text.size() > most) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = 10 * value + (c - '0');
  }
  return value;
}

// And a number, which then may be that of a year or a day.
bool has_month_name(std::string_view text) {
  if (text.find_first_of("0123456789") == std::string_view::npos) return false;
  constexpr std::array<std::string_view, 12> names = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string lower = lower_case(text);
  for (const std::string_view name : names) {
    if (lower.find(name) != std::string::npos) return true;
  }
  return false;
}

WrittenMonth no_month(std::string_view problem, std::string_view wanted = month_form) {
  return {0, 0, std::string(problem), fmt::format("write it as {}", wanted)};
}

WrittenMonth month_of(int year, int month, std::string_view problem_if_none) {
  if (month < 1 || month > 12) return no_month(problem_if_none);
  return {year, month, "", ""};
}

WrittenMonth month_of_day(int year, int month, std::string_view day_text) {
  const std::optional<int> day = small_number(day_text, 2);
  if (!day || day_text.size() != 2 || month < 1 || month > 12 || *day < 1 || *day > 31) {
    return no_month("is no month");
  }
  if (*day == 1) return {year, month, "", ""};
  return {0, 0, "is a day, of which only the first stands for its month",
          fmt::format("write {}-{:02} for the figures of the whole month", year, month)};
}

}  // namespace

int WrittenMonth::number() const {
  return month_number(year, month);
}

WrittenMonth read_month(std::string_view text) {
  if (text.empty()) return no_month("is empty");
  const std::optional<int> year = small_number(text.substr(0, year_digits), year_digits);
  if (!year || text.size() < year_digits) {
    if (has_month_name(text)) return no_month("has a month's name, and may be a year or a day");
    return no_month("is no month");
  }
  std::string_view rest = text.substr(year_digits);
  if (rest.empty()) return no_month("is a year alone");
  const bool dashed = rest.front() == '-';
  if (dashed) rest.remove_prefix(1);
  const bool letter = rest.starts_with('M') || rest.starts_with('m');
  if (letter) rest.remove_prefix(1);
  if (const auto month = small_number(rest, 2)) {
    if (letter || (dashed && rest.size() == 2)) return month_of(*year, *month, "is no month");
    if (dashed && *month >= 1) {
      return no_month("has a month of one digit", fmt::format("{:04}-{:02}", *year, *month));
    }
  }
  constexpr std::size_t day_dash = 2;
  if (dashed && !letter && rest.size() > day_dash && rest[day_dash] == '-') {
    const std::optional<int> month = small_number(rest.substr(0, day_dash), day_dash);
    return month_of_day(*year, month.value_or(0), rest.substr(day_dash + 1));
  }
  if (has_month_name(text)) return no_month("has a month's name");
  return no_month("is no month");
}

}  // namespace peregrine
