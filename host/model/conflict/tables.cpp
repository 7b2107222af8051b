#include "host/model/conflict/tables.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <utility>

#include "host/model/tables/readers.h"
#include "host/model/tables/rows.h"

namespace peregrine {
namespace {

constexpr double most_deaths = 1e7;  // a year; the largest in the table is 772,463
constexpr double most_persons = 2e9;
constexpr double most_dollars = 1e7;      // per person
constexpr double most_deviations = 20.0;  // of heat; the largest in the table is 5.8
constexpr double coldest_celsius = -60.0;
constexpr double hottest_celsius = 60.0;

CsvColumn year_column(int first) {
  return {"year", CsvType::whole, static_cast<double>(first),
          static_cast<double>(ConflictHistory::last_year), CsvEmpty::refused};
}

constexpr CountryYears all_years = {ConflictHistory::first_year, ConflictHistory::last_year, 1,
                                    Coverage::any};
constexpr CountryYears counted_years = {ConflictHistory::first_counted, ConflictHistory::last_year,
                                        1, Coverage::any};
constexpr CountryYears past_years = {ConflictHistory::first_year,
                                     ConflictHistory::first_counted - 1, 1, Coverage::every_year};

// [value column][country][year] as ConflictHistory; `missing` in years that the table does not span
// or has no row of.
std::vector<std::vector<double>> read_by_year(const std::string& path, const CountryYears& shape,
                                              const Countries& countries,
                                              const std::vector<CsvColumn>& columns, double missing,
                                              Problems& problems) {
  CsvProblems found(path);
  const auto figures = read_country_years(path, shape, countries, columns, found);
  append(found, problems);
  const int years = shape.last_year - shape.first_year + 1;
  std::vector<std::vector<double>> all;
  for (const std::vector<double>& values : figures) {
    all.emplace_back(static_cast<std::size_t>(countries.size()) * ConflictHistory::years, missing);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (std::isnan(values[i])) continue;
      const auto country = static_cast<int>(i) / years;
      all.back()[ConflictHistory::at(country, shape.first_year + static_cast<int>(i) % years)] =
          values[i];
    }
  }
  return all;
}

void complain_of_parts(const std::string& path, const Countries& countries,
                       const ConflictHistory& history, Problems& problems) {
  for (std::size_t i = 0; i < history.deaths.size(); ++i) {
    if (history.fought[i] <= history.deaths[i]) continue;
    const int year = ConflictHistory::first_year + static_cast<int>(i % ConflictHistory::years);
    problems.push_back(
        {path, 0, "state_based",
         fmt::format("{} ({}, {})", history.fought[i], countries.iso3[i / ConflictHistory::years],
                     year),
         fmt::format("is more than the {} deaths of all violence", history.deaths[i]),
         "must be a part of the column deaths"});
  }
}

void read_deaths(const std::string& path, const Countries& countries, ConflictHistory& history,
                 Problems& problems) {
  auto figures = read_by_year(path, counted_years, countries,
                              {{"deaths", CsvType::whole, 1, most_deaths, CsvEmpty::refused},
                               {"state_based", CsvType::whole, 0, most_deaths, CsvEmpty::refused}},
                              0.0, problems);
  history.deaths = std::move(figures[0]);
  history.fought = std::move(figures[1]);
  complain_of_parts(path, countries, history, problems);
}

// Population, income and deaths by grade of the years before deaths were counted.
void read_past(const std::string& path, const Countries& countries, ConflictHistory& history,
               Problems& problems) {
  auto figures = read_by_year(path, past_years, countries,
                              {{"population", CsvType::whole, 1, most_persons, CsvEmpty::refused},
                               {"gdp_ppp", CsvType::real, 1, most_dollars, CsvEmpty::refused},
                               {"state_based", CsvType::whole, 0, most_deaths, CsvEmpty::refused}},
                              no_estimate, problems);
  history.past_population = std::move(figures[0]);
  for (std::size_t i = 0; i < figures[1].size(); ++i) {
    if (std::isnan(figures[1][i])) continue;
    history.gdp_ppp[i] = figures[1][i];
    history.fought[i] = figures[2][i];
  }
}

void read_climate(const std::string& path, const Countries& countries, ConflictHistory& history,
                  Problems& problems) {
  CsvProblems found(path);
  const CsvTable table =
      read_csv(path,
               {code_column("iso3"),
                {"mean_c", CsvType::real, coldest_celsius, hottest_celsius, CsvEmpty::refused},
                {"deviation_c", CsvType::real, 0.01, 10.0, CsvEmpty::refused}},
               found);
  const auto count = static_cast<std::size_t>(countries.size());
  history.temperature_mean.assign(count, no_estimate);
  history.temperature_deviation.assign(count, no_estimate);
  RowOrder order(found, "iso3");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& code = table.texts(0)[row];
    const int country = known_country(countries, code, table.line(row), "iso3", found);
    if (country < 0 || !order.accept(table.line(row), country, code)) continue;
    history.temperature_mean[static_cast<std::size_t>(country)] = table.numbers(1)[row];
    history.temperature_deviation[static_cast<std::size_t>(country)] = table.numbers(2)[row];
  }
  append(found, problems);
}

void read_interstate(const std::string& path, const Countries& countries, ConflictHistory& history,
                     Problems& problems) {
  CsvProblems found(path);
  const CsvTable table = read_csv(path,
                                  {{"conflict", CsvType::whole, 1, 1e6, CsvEmpty::refused},
                                   year_column(ConflictHistory::first_interstate_year),
                                   code_column("iso3")},
                                  found);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const int country =
        known_country(countries, table.texts(2)[row], table.line(row), "iso3", found);
    history.interstate.push_back({static_cast<int>(table.numbers(0)[row]),
                                  static_cast<int>(table.numbers(1)[row]), country});
  }
  append(found, problems);
}

void read_coups(const std::string& path, const Countries& countries, ConflictHistory& history,
                Problems& problems) {
  CsvProblems found(path);
  const CsvTable table =
      read_csv(path, {code_column("iso3"), year_column(ConflictHistory::first_year)}, found);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const int country =
        known_country(countries, table.texts(0)[row], table.line(row), "iso3", found);
    history.coups.push_back({country, static_cast<int>(table.numbers(1)[row])});
  }
  append(found, problems);
}

}  // namespace

std::vector<std::vector<int>> read_neighbours(const std::string& inputs_dir,
                                              const Countries& countries,
                                              std::vector<Problem>& problems) {
  const std::string path = inputs_dir + "/baseline/neighbours.csv";
  CsvProblems found(path);
  const CsvTable table = read_csv(path, {code_column("iso3"), code_column("neighbour")}, found);
  std::vector<std::vector<int>> neighbours(static_cast<std::size_t>(countries.size()));
  RowOrder order(found, "iso3,neighbour");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string &here = table.texts(0)[row], &there = table.texts(1)[row];
    const int country = known_country(countries, here, table.line(row), "iso3", found);
    const int neighbour = known_country(countries, there, table.line(row), "neighbour", found);
    if (country < 0 || neighbour < 0) continue;
    if (country == neighbour) {
      found.add(table.line(row), "neighbour", there, "is the country itself", "remove the row");
    } else if (order.accept(table.line(row), country * key_stride + neighbour,
                            here + "," + there)) {
      neighbours[static_cast<std::size_t>(country)].push_back(neighbour);
    }
  }
  append(found, problems);
  return neighbours;
}

std::vector<std::vector<int>> load_neighbours(const std::string& inputs_dir,
                                              const Countries& countries) {
  Problems problems;
  std::vector<std::vector<int>> neighbours = read_neighbours(inputs_dir, countries, problems);
  throw_if_any(problems);
  return neighbours;
}

ConflictHistory read_conflict_history(const std::string& inputs_dir, const Countries& countries,
                                      const GdpHistory& gdp, std::vector<Problem>& problems) {
  static_assert(GdpHistory::first_year == ConflictHistory::first_counted &&
                GdpHistory::last_year <= ConflictHistory::last_year);
  const std::string history_dir = inputs_dir + "/history/";
  ConflictHistory history;
  read_deaths(history_dir + "conflict_deaths.csv", countries, history, problems);
  history.gdp_ppp =
      read_by_year(history_dir + "conflict_gdp.csv", counted_years, countries,
                   {number_column("gdp_ppp", most_dollars)}, no_estimate, problems)[0];
  for (std::size_t i = 0; i < gdp.gdp_ppp.size(); ++i) {
    const auto country = static_cast<int>(i / GdpHistory::years);
    const int year = GdpHistory::first_year + static_cast<int>(i % GdpHistory::years);
    if (!std::isnan(gdp.gdp_ppp[i])) {
      history.gdp_ppp[ConflictHistory::at(country, year)] = gdp.gdp_ppp[i];
    }
  }
  read_past(history_dir + "conflict_past.csv", countries, history, problems);
  history.heat =
      read_by_year(history_dir + "conflict_heat.csv", all_years, countries,
                   {{"heat", CsvType::real, -most_deviations, most_deviations, CsvEmpty::refused}},
                   no_estimate, problems)[0];
  read_climate(history_dir + "conflict_climate.csv", countries, history, problems);
  history.neighbours = read_neighbours(inputs_dir, countries, problems);
  read_interstate(history_dir + "interstate_wars.csv", countries, history, problems);
  read_coups(history_dir + "conflict_coups.csv", countries, history, problems);
  return history;
}

ConflictHistory load_conflict_history(const std::string& inputs_dir, const Countries& countries) {
  Problems problems;
  const GdpHistory gdp = read_gdp_history(inputs_dir, countries, problems);
  ConflictHistory history = read_conflict_history(inputs_dir, countries, gdp, problems);
  throw_if_any(problems);
  return history;
}

}  // namespace peregrine
