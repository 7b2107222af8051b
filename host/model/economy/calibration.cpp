#include "host/model/economy/calibration.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <map>

#include "host/model/tables/csv.h"
#include "host/model/tables/rows.h"
#include "host/model/tables/write_text.h"

namespace peregrine {

namespace {

struct Entry {
  const char* name;
  double least;
  double most;
  double EconomyCalibration::*field;
};

constexpr std::array<Entry, 7> entries = {{
    {"common_spread", 0.0, 1.0, &EconomyCalibration::common_spread},
    {"shock_tail", 0.0, 2.0, &EconomyCalibration::shock_tail},
    {"origin_elasticity", -3.0, 3.0, &EconomyCalibration::origin_elasticity},
    {"origin_elasticity_spread", 0.0, 3.0, &EconomyCalibration::origin_elasticity_spread},
    {"destination_elasticity", -3.0, 3.0, &EconomyCalibration::destination_elasticity},
    {"destination_elasticity_spread", 0.0, 3.0, &EconomyCalibration::destination_elasticity_spread},
    {"elasticity_correlation", -1.0, 1.0, &EconomyCalibration::elasticity_correlation},
}};

constexpr const char* remedy = "run `peregrine calibrate economy`";

void read_entries(const std::string& path, EconomyCalibration& economy,
                  std::vector<Problem>& problems) {
  CsvProblems here(path);
  const CsvTable table =
      read_csv(path, {{"parameter"}, {"value", CsvType::real, -3.0, 3.0, CsvEmpty::refused}}, here);
  std::map<std::string, std::size_t> row_of;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& name = table.texts(0)[row];
    if (!row_of.emplace(name, row).second) {
      here.add(table.line(row), "parameter", name, "is there twice", remedy);
    }
  }
  for (const Entry& entry : entries) {
    const auto found = row_of.find(entry.name);
    if (found == row_of.end()) {
      here.add(0, "parameter", entry.name, "is missing", remedy);
      continue;
    }
    const double value = table.numbers(1)[found->second];
    if (value < entry.least || value > entry.most) {
      here.add(table.line(found->second), entry.name, fmt::format("{}", value),
               fmt::format("is not within {} and {}", entry.least, entry.most), remedy);
    }
    economy.*entry.field = value;
  }
  append(here, problems);
}

void read_countries(const std::string& path, const Countries& countries,
                    EconomyCalibration& economy, std::vector<Problem>& problems) {
  const auto count = static_cast<std::size_t>(countries.size());
  economy.national_spread.assign(count, 0.0);
  economy.log_income.assign(count, no_estimate);
  CsvProblems here(path);
  const CsvTable table = read_csv(path,
                                  {code_column("iso3"),
                                   {"national_spread", CsvType::real, 0.0, 1.0, CsvEmpty::refused},
                                   {"log_income", CsvType::real, 0.0, 20.0, CsvEmpty::refused}},
                                  here);
  RowOrder order(here, "iso3");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& code = table.texts(0)[row];
    const int country = known_country(countries, code, table.line(row), "iso3", here);
    if (country < 0 || !order.accept(table.line(row), country, code)) continue;
    economy.national_spread[static_cast<std::size_t>(country)] = table.numbers(1)[row];
    economy.log_income[static_cast<std::size_t>(country)] = table.numbers(2)[row];
  }
  append(here, problems);
}

}  // namespace

EconomyCalibration load_economy_calibration(const std::string& inputs_dir,
                                            const Countries& countries) {
  const std::string dir = inputs_dir + "/calibration";
  std::vector<Problem> problems;
  EconomyCalibration economy;
  read_entries(dir + "/economy.csv", economy, problems);
  read_countries(dir + "/economy_countries.csv", countries, economy, problems);
  if (!problems.empty()) throw InputError(problems);
  return economy;
}

void save_economy_calibration(const std::string& calibration_dir, const EconomyCalibration& economy,
                              const Countries& countries) {
  std::error_code ignored;
  std::filesystem::create_directories(calibration_dir, ignored);
  std::string text = "parameter,value\n";
  for (const Entry& entry : entries) {
    text += fmt::format("{},{:.6g}\n", entry.name, economy.*entry.field);
  }
  write_text(calibration_dir + "/economy.csv", text);
  text = "iso3,national_spread,log_income\n";
  for (std::size_t c = 0; c < economy.log_income.size(); ++c) {
    if (!std::isfinite(economy.log_income[c])) continue;
    text += fmt::format("{},{:.4f},{:.4f}\n", countries.iso3[c], economy.national_spread[c],
                        economy.log_income[c]);
  }
  write_text(calibration_dir + "/economy_countries.csv", text);
}

}  // namespace peregrine
