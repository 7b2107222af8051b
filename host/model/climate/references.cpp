// Readers of what the climate is scored against.
#include <fmt/format.h>

#include <cstdint>

#include "host/model/climate/tables.h"
#include "host/model/tables/readers.h"
#include "host/model/tables/rows.h"

namespace peregrine {
namespace {

constexpr CsvEmpty refused = CsvEmpty::refused;

void read_observed(const std::string& inputs_dir, ClimateReferences& references, Problems& all) {
  const std::string path = inputs_dir + "/climate/observed_temperature.csv";
  CsvProblems problems(path);
  const CsvTable table = read_csv(path,
                                  {{"year", CsvType::whole, 1850, 2100, refused},
                                   {"temperature", CsvType::real, -5, 5, refused}},
                                  problems);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    references.observed_year.push_back(static_cast<int>(table.numbers(0)[row]));
    references.observed.push_back(table.numbers(1)[row]);
  }
  append(problems, all);
}

void read_quantiles(const std::string& inputs_dir, ClimateReferences& references, Problems& all) {
  const std::string path = inputs_dir + "/climate/fair_quantiles.csv";
  CsvProblems problems(path);
  std::vector<CsvColumn> columns = {{"scenario", CsvType::text, 0, 0, refused},
                                    {"year", CsvType::whole, ClimateReferences::first_year,
                                     ClimateReferences::last_year, refused}};
  for (const char* name : {"t05", "t50", "t95"}) {
    columns.push_back({name, CsvType::real, -5, 20, refused});
  }
  for (const char* name : {"co2_ppm_05", "co2_ppm_50", "co2_ppm_95"}) {
    columns.push_back({name, CsvType::real, 200, 5000, refused});
  }
  const CsvTable table = read_csv(path, columns, problems);
  std::size_t row = 0;
  for (std::size_t s = 0; s < emission_scenario_names.size(); ++s) {
    ClimateReferences::Scenario& scenario = references.scenarios[s];
    for (int year = ClimateReferences::first_year; year <= ClimateReferences::last_year;
         ++year, ++row) {
      if (!problems.empty()) break;
      if (row >= table.rows() || table.texts(0)[row] != emission_scenario_names[s] ||
          table.numbers(1)[row] != year) {
        problems.add(row < table.rows() ? table.line(row) : 0, "scenario,year", "",
                     "is not the next row",
                     fmt::format("must be {},{}", emission_scenario_names[s], year));
        break;
      }
      for (std::size_t level = 0; level < ClimateReferences::levels.size(); ++level) {
        scenario.temperature.push_back(table.numbers(2 + level)[row]);
        scenario.co2.push_back(table.numbers(5 + level)[row]);
      }
    }
  }
  append(problems, all);
}

void read_member_runs(const std::string& inputs_dir, ClimateReferences& references, Problems& all) {
  const std::string path = inputs_dir + "/climate/fair_members.csv";
  CsvProblems problems(path);
  std::vector<CsvColumn> columns = {{"member", CsvType::whole, 0, 1e9, refused},
                                    {"noise_seed", CsvType::whole, 0, 4294967295.0, refused}};
  for (const std::string_view name : emission_scenario_names) {
    for (const int year : ClimateReferences::points) {
      columns.push_back({fmt::format("{}_{}", name, year), CsvType::real, -5, 20, refused});
    }
  }
  const CsvTable table = read_csv(path, columns, problems);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    references.noise_seed.push_back(static_cast<std::uint32_t>(table.numbers(1)[row]));
    for (std::size_t s = 0; s < emission_scenario_names.size(); ++s) {
      for (std::size_t point = 0; point < ClimateReferences::points.size(); ++point) {
        const std::size_t column = 2 + s * ClimateReferences::points.size() + point;
        references.scenarios[s].member.push_back(table.numbers(column)[row]);
      }
    }
  }
  append(problems, all);
}

}  // namespace

ClimateReferences read_climate_references(const std::string& inputs_dir, Problems& problems) {
  ClimateReferences references;
  read_observed(inputs_dir, references, problems);
  read_quantiles(inputs_dir, references, problems);
  read_member_runs(inputs_dir, references, problems);
  return references;
}

ClimateReferences load_climate_references(const std::string& inputs_dir) {
  Problems problems;
  ClimateReferences references = read_climate_references(inputs_dir, problems);
  throw_if_any(problems);
  return references;
}

}  // namespace peregrine
