#include "host/model/conflict/calibration.h"

#include <fmt/format.h>

#include "host/model/tables/posterior_table.h"
#include "host/model/tables/rows.h"
#include "host/model/tables/write_text.h"

namespace peregrine {
namespace {

constexpr double most_odds = 20.0;

// In the order of ConflictParameter. The bounds are those within which the kernels are meant to
// work.
constexpr ParameterBounds parameter_bounds[conflict_parameter_count] = {
    {"minor_one", -most_odds, most_odds},
    {"minor_last_minor", -most_odds, most_odds},
    {"minor_last_war", -most_odds, most_odds},
    {"minor_log_deaths", -most_odds, most_odds},
    {"minor_log_memory", -most_odds, most_odds},
    {"minor_long_memory", -most_odds, most_odds},
    {"minor_neighbours", -most_odds, most_odds},
    {"minor_population", -most_odds, most_odds},
    {"minor_income", -most_odds, most_odds},
    {"minor_riches", -most_odds, most_odds},
    {"minor_heat", -1.0, 1.0},
    {"war_one", -most_odds, most_odds},
    {"war_last_minor", -most_odds, most_odds},
    {"war_last_war", -most_odds, most_odds},
    {"war_log_deaths", -most_odds, most_odds},
    {"war_log_memory", -most_odds, most_odds},
    {"war_long_memory", -most_odds, most_odds},
    {"war_neighbours", -most_odds, most_odds},
    {"war_population", -most_odds, most_odds},
    {"war_income", -most_odds, most_odds},
    {"war_riches", -most_odds, most_odds},
    {"war_heat", -1.0, 1.0},
    {"coup_odds", -3.0, 3.0},
    {"common_persist", 0.0, 0.99},
    {"common_spread", 0.0, 2.0},
    {"minor_level", -10.0, 10.0},
    {"minor_deaths", -3.0, 3.0},
    {"minor_memory", -3.0, 3.0},
    {"minor_spread", 0.0, 5.0},
    {"war_level", -5.0, 5.0},
    {"war_persist", 0.0, 0.99},
    {"war_entry", -5.0, 5.0},
    {"war_spread", 0.0, 5.0},
    {"war_tail", 0.0, 1.0},
    {"quiet_level", -20.0, 5.0},
    {"quiet_deaths", -3.0, 3.0},
    {"quiet_memory", -5.0, 5.0},
    {"any_level", -20.0, 5.0},
    {"any_last", -5.0, 5.0},
    {"any_past", -5.0, 5.0},
    {"any_in_conflict", -5.0, 5.0},
    {"any_in_war", -5.0, 5.0},
    {"other_level", -5.0, 10.0},
    {"other_last", -1.0, 0.99},
    {"other_past", -1.0, 0.99},
    {"other_in_conflict", -5.0, 5.0},
    {"other_in_war", -5.0, 5.0},
    {"other_spread", 0.0, 5.0},
    {"other_tail", 0.0, 1.0},
    {"interstate_rate", 0.0, 5.0},
    {"interstate_end", 0.0, 1.0},
    {"interstate_tail", 0.1, 5.0},
    {"coups_africa", 0.0, 50.0},
    {"coups_elsewhere", 0.0, 50.0},
    {"coup_self", 0.0, 0.49},
    {"coup_belt_rate", 0.0, 0.49},
};

struct StartColumn {
  const char* name;
  double least;
  double most;
  double ConflictStart::*value;
};

constexpr StartColumn start_columns[] = {
    {"active", 0, 1, &ConflictStart::active},
    {"deaths", 0, 1e7, &ConflictStart::deaths},
    {"state_based", 0, 1e7, &ConflictStart::fought},
    {"memory", 0, 17, &ConflictStart::memory},
    {"long_memory", 0, 17, &ConflictStart::long_memory},
    {"other_past", 0, 17, &ConflictStart::other_past},
    {"effect", -5, 5, &ConflictStart::effect},
    {"effect_deviation", 0, 5, &ConflictStart::effect_deviation},
    {"interstate", 0, 1, &ConflictStart::interstate},
    {"log_population", -10, 10, &ConflictStart::log_population},
    {"log_income", -10, 10, &ConflictStart::log_income},
    {"heat", -20, 20, &ConflictStart::heat},
    {"heat_kelvin", 0, 10, &ConflictStart::heat_kelvin},
    {"interstate_weight", 0, 1, &ConflictStart::interstate_weight},
    {"coup_weight_africa", 0, 1, &ConflictStart::coup_weight_africa},
    {"coup_weight_elsewhere", 0, 1, &ConflictStart::coup_weight_elsewhere},
    {"coup_belt", 0, 1, &ConflictStart::coup_belt},
    {"coup_memory", 0, 10, &ConflictStart::coup_memory},
};

CsvColumn bounded(const char* name, double least, double most) {
  return {name, CsvType::real, least, most, CsvEmpty::refused};
}

std::vector<ConflictStart> read_starts(const std::string& path, const Countries& countries,
                                       std::vector<Problem>& problems) {
  CsvProblems here(path);
  std::vector<CsvColumn> columns = {code_column("iso3")};
  for (const StartColumn& column : start_columns) {
    columns.push_back(bounded(column.name, column.least, column.most));
  }
  const CsvTable table = read_csv(path, columns, here);
  std::vector<ConflictStart> starts(static_cast<std::size_t>(countries.size()));
  RowOrder order(here, "iso3");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& code = table.texts(0)[row];
    const int country = known_country(countries, code, table.line(row), "iso3", here);
    if (country < 0 || !order.accept(table.line(row), country, code)) continue;
    for (std::size_t c = 0; c < std::size(start_columns); ++c) {
      starts[static_cast<std::size_t>(country)].*start_columns[c].value = table.numbers(c + 1)[row];
    }
  }
  append(here, problems);
  return starts;
}

}  // namespace

const std::vector<std::string>& conflict_parameter_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    for (const ParameterBounds& bounds : parameter_bounds) list.emplace_back(bounds.name);
    return list;
  }();
  return names;
}

ConflictCalibration load_conflict_calibration(const std::string& inputs_dir,
                                              const Countries& countries) {
  const std::string dir = inputs_dir + "/calibration/";
  std::vector<Problem> problems;
  ConflictCalibration calibration;
  calibration.posterior = read_posterior(dir + "conflict_posterior.csv", parameter_bounds,
                                         "peregrine calibrate conflict", problems);
  calibration.countries = read_starts(dir + "conflict_countries.csv", countries, problems);
  if (!problems.empty()) throw InputError(problems);
  return calibration;
}

void save_conflict_calibration(const std::string& calibration_dir,
                               const ConflictCalibration& calibration, const Countries& countries) {
  write_posterior(calibration_dir + "/conflict_posterior.csv", parameter_bounds,
                  calibration.posterior, 5);

  std::string rows = "iso3";
  for (const StartColumn& column : start_columns) rows += fmt::format(",{}", column.name);
  rows += '\n';
  for (std::size_t country = 0; country < calibration.countries.size(); ++country) {
    const ConflictStart& start = calibration.countries[country];
    if (start.active == 0.0) continue;
    rows += countries.iso3[country];
    for (const StartColumn& column : start_columns) {
      rows += fmt::format(",{:.6g}", start.*column.value);
    }
    rows += '\n';
  }
  write_text(calibration_dir + "/conflict_countries.csv", rows);
}

}  // namespace peregrine
