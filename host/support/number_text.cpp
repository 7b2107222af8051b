#include "host/support/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "host/support/letters.h"

namespace peregrine {
namespace {

constexpr std::string_view decimal_digits = "0123456789";
constexpr std::string_view no_number = "is not a number";
constexpr double most_exact = 9007199254740992.0;  // 2^53: a double holds every whole number so far

struct Mark {
  std::string_view bytes;
  std::string_view name;
};

constexpr std::array<Mark, 9> marks = {{{".", "a dot"},
                                        {",", "a comma"},
                                        {"'", "an apostrophe"},
                                        {" ", "a blank"},
                                        {"\u2019", "an apostrophe"},
                                        {"\u00A0", "a no-break blank"},
                                        {"\u202F", "a narrow no-break blank"},
                                        {"\u2009", "a thin blank"},
                                        {"\u2007", "a figure blank"}}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of(decimal_digits) == std::string_view::npos;
}

// Without a plus sign, and without underscores where each stands between two digits.
std::string plain_number(std::string_view text) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-' && text[1] != '+') text.remove_prefix(1);
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool between =
        i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
    if (text[i] != '_') {
      plain += text[i];
    } else if (!between) {
      return std::string(text);
    }
  }
  return plain;
}

// Runs of digits with one mark between each two.
struct Groups {
  std::string sign;
  std::vector<std::string_view> digits;
  std::vector<const Mark*> between;

  std::string joined(std::size_t count) const {
    std::string all = sign;
    for (std::size_t i = 0; i < count; ++i) all += digits[i];
    return all;
  }
  // Whether the first `count` runs are as thousands are grouped, by one mark.
  bool thousands(std::size_t count) const {
    if (count < 2 || digits[0].size() > 3) return false;
    for (std::size_t i = 1; i < count; ++i) {
      if (digits[i].size() != 3 || between[i - 1]->name != between[0]->name) return false;
    }
    return true;
  }
};

std::optional<Groups> groups_of(std::string_view text) {
  Groups groups;
  if (text.starts_with('-')) {
    groups.sign = "-";
    text.remove_prefix(1);
  }
  while (true) {
    const std::size_t end = std::min(text.find_first_not_of(decimal_digits), text.size());
    if (end == 0) return std::nullopt;
    groups.digits.push_back(text.substr(0, end));
    text.remove_prefix(end);
    if (text.empty()) return groups;
    const auto mark = std::ranges::find_if(
        marks, [text](const Mark& one) { return text.starts_with(one.bytes); });
    if (mark == marks.end()) return std::nullopt;
    groups.between.push_back(&*mark);
    text.remove_prefix(mark->bytes.size());
  }
}

// What keeps a text from being a number of either kind, marks between digits apart.
std::string_view other_fault(std::string_view text) {
  const std::string lower = lower_case(text);
  std::string_view unsigned_part = lower;
  if (unsigned_part.starts_with('-')) unsigned_part.remove_prefix(1);
  if (unsigned_part == "nan" || unsigned_part == "inf" || unsigned_part == "infinity") {
    return "is not finite";
  }
  if (unsigned_part.size() > 2 && unsigned_part[0] == '0') {
    if (unsigned_part[1] == 'x') return "is hexadecimal";
    if (unsigned_part[1] == 'b' && is_digit(unsigned_part[2])) return "is binary";
    if (unsigned_part[1] == 'o' && is_digit(unsigned_part[2])) return "is octal";
  }
  if (text.starts_with("\u2212") || text.starts_with("\u2013")) {
    return "begins with a dash that is no minus sign";
  }
  return {};
}

std::string remedy_of(std::string_view fault) {
  if (fault.starts_with("is hex") || fault == "is binary" || fault == "is octal") {
    return "write it in decimal digits";
  }
  return fault.starts_with("begins") ? "write -" : "";
}

template <typename Number>
WrittenNumber<Number> refused(std::string_view problem, std::string remedy = {}) {
  return {std::nullopt, std::string(problem), std::move(remedy)};
}

WrittenNumber<std::int64_t> whole_of_digits(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) return refused<std::int64_t>("is too large");
  return {value, "", ""};
}

// 1e5, 1.5e3, 1234.0 and the like.
WrittenNumber<std::int64_t> whole_of_decimal(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || error == std::errc::invalid_argument) {
    return refused<std::int64_t>(no_number);
  }
  if (error == std::errc::result_out_of_range || !(std::fabs(value) < most_exact)) {
    const bool small = text.find("e-") != std::string_view::npos;
    return refused<std::int64_t>(small ? "is not a whole number" : "is too large");
  }
  if (std::floor(value) != value) return refused<std::int64_t>("is not a whole number");
  return {static_cast<std::int64_t>(value), "", ""};
}

bool only_zeros(std::string_view digits) {
  return digits.find_first_not_of('0') == std::string_view::npos;
}

WrittenNumber<std::int64_t> whole_of_groups(const Groups& groups) {
  const std::size_t count = groups.digits.size();
  const Mark& first = *groups.between.front();
  const Mark& last = *groups.between.back();
  if (groups.thousands(count)) {
    return refused<std::int64_t>(
        fmt::format("has {}, which may be a thousands mark", first.name),
        fmt::format("write {} if it is one: a whole number has digits alone",
                    groups.joined(count)));
  }
  const bool fraction = last.bytes == "." || last.bytes == ",";
  if (fraction && count > 2 && groups.thousands(count - 1)) {
    return refused<std::int64_t>(fmt::format("has a thousands mark, {}", first.name),
                                 only_zeros(groups.digits.back())
                                     ? fmt::format("write {}", groups.joined(count - 1))
                                     : "must be a whole number, of digits alone");
  }
  if (count > 2 || !fraction) {
    return refused<std::int64_t>(fmt::format("has {} between its digits", first.name),
                                 "a whole number has digits alone");
  }
  if (last.bytes == ".") {
    // A thousand of a thousands mark would have three zeros and a first group of three at most.
    const std::string whole = groups.joined(1);
    if (only_zeros(groups.digits[1])) return whole_of_digits(whole);
    return refused<std::int64_t>("is not a whole number");
  }
  return refused<std::int64_t>("has a decimal comma",
                               only_zeros(groups.digits[1])
                                   ? fmt::format("write {}", groups.joined(1))
                                   : "must be a whole number");
}

WrittenNumber<double> real_of_groups(const Groups& groups) {
  const std::size_t count = groups.digits.size();
  const Mark& first = *groups.between.front();
  const Mark& last = *groups.between.back();
  const std::string decimal = fmt::format("{}.{}", groups.joined(count - 1), groups.digits.back());
  if (count == 2 && first.bytes == ",") {
    if (!groups.thousands(2)) {
      return refused<double>("has a decimal comma", fmt::format("write {}", decimal));
    }
    return refused<double>("has a comma, a thousands mark or a decimal one",
                           fmt::format("write {} or {}", groups.joined(2), decimal));
  }
  if (groups.thousands(count)) {
    return refused<double>(fmt::format("has a thousands mark, {}", first.name),
                           fmt::format("write {}", groups.joined(count)));
  }
  const bool fraction = last.bytes == "." || last.bytes == ",";
  if (fraction && count > 2 && groups.thousands(count - 1)) {
    return refused<double>(fmt::format("has a thousands mark, {}", first.name),
                           fmt::format("write {}", decimal));
  }
  return refused<double>(fmt::format("has {} between its digits", first.name));
}

}  // namespace

WrittenNumber<std::int64_t> read_whole(std::string_view text) {
  if (text.empty()) return refused<std::int64_t>("is empty");
  const std::string plain = plain_number(text);
  const std::string_view digits = std::string_view(plain).substr(plain.starts_with('-') ? 1 : 0);
  if (is_digits(digits)) return whole_of_digits(plain);
  if (const auto groups = groups_of(plain)) return whole_of_groups(*groups);
  if (const std::string_view fault = other_fault(plain); !fault.empty()) {
    return refused<std::int64_t>(fault, remedy_of(fault));
  }
  if (digits.find_first_not_of("0123456789.eE+-") != std::string_view::npos) {
    return refused<std::int64_t>(no_number);
  }
  WrittenNumber<std::int64_t> number = whole_of_decimal(plain);
  if (number.value && plain.find('E') != std::string::npos) {
    return refused<std::int64_t>("is written with an E, as spreadsheets show a number they rounded",
                                 "write all its digits");
  }
  return number;
}

WrittenNumber<double> read_real(std::string_view text) {
  if (text.empty()) return refused<double>("is empty");
  const std::string plain = plain_number(text);
  double value = 0;
  const char* const stop = plain.data() + plain.size();
  const auto [end, error] = std::from_chars(plain.data(), stop, value);
  if (end == stop && error == std::errc()) {
    if (std::isfinite(value)) return {value, "", ""};
    return refused<double>("is not finite");
  }
  if (end == stop && error == std::errc::result_out_of_range) {
    return refused<double>("is beyond what a number can be");
  }
  if (const auto groups = groups_of(plain)) return real_of_groups(*groups);
  const std::string_view fault = other_fault(plain);
  return refused<double>(fault.empty() ? no_number : fault, remedy_of(fault));
}

}  // namespace peregrine
