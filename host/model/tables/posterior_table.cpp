#include "host/model/tables/posterior_table.h"

#include <fmt/format.h>

#include <filesystem>

#include "host/model/tables/rows.h"
#include "host/model/tables/write_text.h"

namespace peregrine {

std::vector<double> read_posterior(const std::string& path,
                                   std::span<const ParameterBounds> columns, const char* remedy,
                                   std::vector<Problem>& problems) {
  CsvProblems here(path);
  std::vector<CsvColumn> expected;
  for (const ParameterBounds& column : columns) {
    expected.push_back({column.name, CsvType::real, column.least, column.most, CsvEmpty::refused});
  }
  const CsvTable table = read_csv(path, expected, here);
  if (here.empty() && table.rows() < 2) {
    here.add(0, "", "", fmt::format("has {} rows", table.rows()),
             fmt::format("the posterior needs its mean and at least one draw; run `{}`", remedy));
  }
  append(here, problems);
  std::vector<double> values;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = 0; column < columns.size(); ++column) {
      values.push_back(table.numbers(column)[row]);
    }
  }
  return values;
}

void write_posterior(const std::string& path, std::span<const ParameterBounds> columns,
                     const std::vector<double>& values, int digits) {
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  std::string text;
  for (const ParameterBounds& column : columns) {
    text += fmt::format("{}{}", text.empty() ? "" : ",", column.name);
  }
  for (std::size_t at = 0; at < values.size(); ++at) {
    text += fmt::format("{}{:.{}g}", at % columns.size() == 0 ? "\n" : ",", values[at], digits);
  }
  write_text(path, text + '\n');
}

}  // namespace peregrine
