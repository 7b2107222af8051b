#include "host/support/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peregrine {
namespace {

// Commas into the digits before the point.
std::string with_commas(std::string text) {
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  std::size_t position = std::min(text.find('.'), text.size());
  while (position > first + 3) {
    position -= 3;
    text.insert(position, ",");
  }
  return text;
}

bool has_nonzero_digit(const std::string& text) {
  return text.find_first_of("123456789") != std::string::npos;
}

std::string with_sign(std::string text) {
  return has_nonzero_digit(text) && !text.starts_with('-') ? "+" + text : text;
}

}  // namespace

std::string grouped(std::int64_t number) {
  return with_commas(std::to_string(number));
}

std::string grouped(double number, int decimals) {
  if (!std::isfinite(number)) return "-";
  const std::string text = with_commas(fmt::format("{:.{}f}", number, decimals));
  return has_nonzero_digit(text) || !text.starts_with('-') ? text : text.substr(1);
}

std::string exact(double number) {
  return std::isfinite(number) ? fmt::format("{}", number) : "";
}

Unit unit_for(double greatest_persons) {
  if (greatest_persons >= 1e6) return {"millions", 1e6, 2};
  if (greatest_persons >= 1e4) return {"thousands", 1e3, 1};
  return {"persons", 1, 0};
}

std::string in_unit(double persons, const Unit& unit) {
  return grouped(persons / unit.persons, unit.decimals);
}

std::string error_in_unit(double persons, const Unit& unit) {
  return grouped(persons / unit.persons, unit.decimals + 1);
}

std::string difference_in_unit(double persons, const Unit& unit) {
  return with_sign(in_unit(persons, unit));
}

std::string difference_in_per_cent(double part, double whole) {
  return with_sign(grouped(100 * part / whole, 2));
}

std::string times_in_words(double times) {
  if (!std::isfinite(times)) return "-";
  return fmt::format("{} ×", grouped(times, times < 100 ? 1 : 0));
}

std::string bytes_in_words(double bytes) {
  if (bytes >= 1e9) return fmt::format("{:.1f} GB", bytes / 1e9);
  if (bytes >= 1e6) return fmt::format("{:.1f} MB", bytes / 1e6);
  return fmt::format("{:.0f} kB", std::ceil(bytes / 1e3));
}

std::string duration_in_words(double seconds) {
  if (seconds < 10) return fmt::format("{:.2f} s", seconds);
  if (seconds < 60) return fmt::format("{:.1f} s", seconds);
  const auto whole = static_cast<std::int64_t>(std::min(seconds, 1e12));
  if (seconds < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace peregrine
