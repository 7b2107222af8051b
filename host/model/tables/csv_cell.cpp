#include "host/model/tables/csv_cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "host/model/tables/country_names.h"
#include "host/support/number_text.h"

namespace peregrine {
namespace {

bool is_code(std::string_view value) {
  return value.size() == 3 &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// The number in a cell as fast as may be; nothing where it takes a closer look.
std::optional<double> quick_number(CsvType type, const std::string& cell) {
  const char* const stop = cell.data() + cell.size();
  if (type == CsvType::whole) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(cell.data(), stop, number);
    if (end != stop || error != std::errc()) return std::nullopt;
    return static_cast<double>(number);
  }
  double number = 0;
  const auto [end, error] = std::from_chars(cell.data(), stop, number);
  if (end != stop || error != std::errc() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::string range_remedy(const CsvColumn& column) {
  return fmt::format("must be within {:.15g} and {:.15g}", column.least, column.most);
}

// A row whose 1,005 nobody quoted has a field more, which may be that of an empty last column.
bool has_leading_zero(const std::string& cell) {
  const std::size_t first = cell.find_first_not_of("+-");
  return first != std::string::npos && first + 1 < cell.size() && cell[first] == '0' &&
         cell[first + 1] >= '0' && cell[first + 1] <= '9';
}

std::string code_remedy(const std::string& value) {
  const std::string meant = country_nearly_meant(value);
  return meant.empty() ? "must be three capital letters"
                       : fmt::format("must be three capital letters; is {} meant?", meant);
}

template <typename Number>
CsvFault take(const WrittenNumber<Number>& written, std::optional<double>& number) {
  if (written.value) number = static_cast<double>(*written.value);
  return {written.problem, written.remedy};
}

std::optional<CsvFault> fault_of_number(const CsvColumn& column, const std::string& cell,
                                        double& number) {
  std::optional<double> read = quick_number(column.type, cell);
  if (!read) {
    // R writes NA for what is missing.
    if (cell == "NA" && column.empty == CsvEmpty::allowed) return std::nullopt;
    CsvFault fault =
        column.type == CsvType::whole ? take(read_whole(cell), read) : take(read_real(cell), read);
    if (fault.remedy.empty()) fault.remedy = range_remedy(column);
    if (!read) return fault;
  }
  if (column.type == CsvType::real && has_leading_zero(cell)) {
    return CsvFault{"has a zero before its digits, as after a thousands mark",
                    range_remedy(column)};
  }
  if (*read < column.least || *read > column.most) {
    return CsvFault{"is out of range", range_remedy(column)};
  }
  number = *read;
  return std::nullopt;
}

}  // namespace

bool is_number(CsvType type) {
  return type == CsvType::whole || type == CsvType::real;
}

std::optional<CsvFault> fault_of_cell(const CsvColumn& column, const std::string& cell,
                                      double& number) {
  if (cell.empty()) {
    if (column.empty == CsvEmpty::allowed) return std::nullopt;
    return CsvFault{"is empty", "every row needs it"};
  }
  if (is_number(column.type)) return fault_of_number(column, cell, number);
  if (column.type == CsvType::code && !is_code(cell)) {
    return CsvFault{"is not a country code", code_remedy(cell)};
  }
  return column.check ? column.check(cell) : std::nullopt;
}

}  // namespace peregrine
