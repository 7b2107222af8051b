// Readers of inputs/history.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "host/model/tables/readers.h"
#include "host/model/tables/rows.h"

namespace peregrine {
namespace {

// Serbia and Montenegro, one area of the flow table up to 2005 and no country of the stock table.
constexpr const char* serbia_and_montenegro = "SCG";
constexpr double most_dollars = 1e7;  // per person; the largest in the table is 174,339

std::vector<CsvColumn> persons_by_time(char prefix, int first, int last, int step, CsvEmpty empty) {
  std::vector<CsvColumn> columns;
  for (int year = first; year <= last; year += step) {
    columns.push_back(persons_column(fmt::format("{}{}", prefix, year), empty));
  }
  return columns;
}

// The columns of `table` from the third on, as [row][column].
std::vector<double> values_by_row(const CsvTable& table, std::size_t columns) {
  std::vector<double> values;
  values.reserve(table.rows() * columns);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t v = 0; v < columns; ++v) values.push_back(table.numbers(v + 2)[row]);
  }
  return values;
}

int position_of(const std::vector<std::string>& sorted, const std::string& value) {
  return static_cast<int>(std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin());
}

}  // namespace

StockHistory read_stock_history(const std::string& inputs_dir, Revision revision,
                                const Countries& countries, Problems& problems) {
  const std::string path = fmt::format("{}/history/stock_{}.csv", inputs_dir,
                                       revision == Revision::rev2020 ? "rev2020" : "rev2024");
  CsvProblems found(path);
  std::vector<CsvColumn> columns =
      persons_by_time('s', StockHistory::first_year, StockHistory::last_year,
                      StockHistory::step_years, CsvEmpty::allowed);
  const bool has_latest = revision == Revision::rev2024;
  if (has_latest) {
    columns.push_back(
        persons_column(fmt::format("s{}", StockHistory::latest_year), CsvEmpty::allowed));
  }
  PairRows pairs = read_pairs(path, countries, columns, found);
  append(found, problems);
  return {std::move(pairs.origin), std::move(pairs.destination),
          values_by_row(pairs.table, StockHistory::times),
          has_latest ? pairs.table.numbers(2 + StockHistory::times) : std::vector<double>{}};
}

FlowHistory read_flow_history(const std::string& inputs_dir, const Countries& countries,
                              Problems& problems) {
  const std::string path = inputs_dir + "/history/flows_da_pb_closed.csv";
  CsvProblems found(path);
  std::vector<CsvColumn> columns = {code_column("origin"), code_column("destination")};
  const auto periods = persons_by_time('f', FlowHistory::first_period, FlowHistory::last_period,
                                       FlowHistory::period_years, CsvEmpty::refused);
  columns.insert(columns.end(), periods.begin(), periods.end());
  const CsvTable table = read_csv(path, columns, found);

  FlowHistory flows;
  std::set<std::string> codes;
  for (std::size_t end : {std::size_t{0}, std::size_t{1}}) {
    codes.insert(table.texts(end).begin(), table.texts(end).end());
  }
  flows.areas.assign(codes.begin(), codes.end());
  for (const std::string& area : flows.areas) flows.country.push_back(countries.index_of(area));

  RowOrder order(found, "origin,destination");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const long line = table.line(row);
    for (std::size_t end : {std::size_t{0}, std::size_t{1}}) {
      const std::string& code = table.texts(end)[row];
      if (code != serbia_and_montenegro) {
        known_country(countries, code, line, columns[end].name, found);
      }
    }
    const std::string &from = table.texts(0)[row], &to = table.texts(1)[row];
    flows.origin.push_back(position_of(flows.areas, from));
    flows.destination.push_back(position_of(flows.areas, to));
    if (from == to) {
      found.add(line, "destination", to, "is its own origin", "a flow joins two countries");
    } else {
      order.accept(line, (std::int64_t{flows.origin.back()} << 32) + flows.destination.back(),
                   from + "," + to);
    }
  }
  flows.persons = values_by_row(table, FlowHistory::periods);
  append(found, problems);
  return flows;
}

PopulationHistory read_population_history(const std::string& inputs_dir, const Countries& countries,
                                          Problems& problems) {
  const std::string path = inputs_dir + "/history/population.csv";
  CsvProblems found(path);
  const CsvColumn signed_persons = {"net_migration", CsvType::whole, -csv_most_persons,
                                    csv_most_persons, CsvEmpty::allowed};
  auto figures = read_country_years(
      path,
      {PopulationHistory::first_year, PopulationHistory::last_year, 1, Coverage::every_country},
      countries,
      {persons_column("population"), persons_column("births", CsvEmpty::allowed),
       persons_column("deaths", CsvEmpty::allowed), signed_persons},
      found);
  append(found, problems);
  return {std::move(figures[0]), std::move(figures[1]), std::move(figures[2]),
          std::move(figures[3])};
}

GdpHistory read_gdp_history(const std::string& inputs_dir, const Countries& countries,
                            Problems& problems) {
  const std::string path = inputs_dir + "/history/gdp_per_capita.csv";
  CsvProblems found(path);
  auto figures =
      read_country_years(path, {GdpHistory::first_year, GdpHistory::last_year, 1, Coverage::any},
                         countries, {number_column("gdp_ppp", most_dollars)}, found);
  append(found, problems);
  return {std::move(figures[0])};
}

Covariates read_covariates(const std::string& inputs_dir, const Countries& countries,
                           const Corridors& corridors, Problems& problems) {
  const std::string path = inputs_dir + "/history/covariates.csv";
  CsvProblems found(path);
  const auto flag_column = [](const char* name) {
    return CsvColumn{name, CsvType::whole, 0, 1, CsvEmpty::refused};
  };
  const PairRows pairs =
      read_pairs(path, countries,
                 {number_column("distance_km", most_kilometres), flag_column("contiguous"),
                  flag_column("language"), flag_column("colony")},
                 found);
  const auto size = static_cast<std::size_t>(corridors.size());
  Covariates covariates{std::vector<double>(size, no_estimate), std::vector<std::uint8_t>(size),
                        std::vector<std::uint8_t>(size), std::vector<std::uint8_t>(size)};
  if (pairs.sound) {
    for (std::size_t row = 0; row < pairs.origin.size(); ++row) {
      const int corridor = corridors.index_of(pairs.origin[row], pairs.destination[row]);
      if (corridor < 0) continue;
      const auto at = static_cast<std::size_t>(corridor);
      covariates.distance_km[at] = pairs.table.numbers(2)[row];
      covariates.contiguous[at] = static_cast<std::uint8_t>(pairs.table.numbers(3)[row]);
      covariates.common_language[at] = static_cast<std::uint8_t>(pairs.table.numbers(4)[row]);
      covariates.colony[at] = static_cast<std::uint8_t>(pairs.table.numbers(5)[row]);
    }
    for (std::size_t i = 0; i < size; ++i) {
      const int origin = corridors.origin[i];
      if (origin == countries.unknown_origin() || covariates.distance_km[i] >= 0) continue;
      found.add(0, "destination,origin",
                countries.iso3[static_cast<std::size_t>(corridors.destination[i])] + "," +
                    countries.iso3[static_cast<std::size_t>(origin)],
                "is missing", "every corridor of baseline/ needs a row");
    }
  }
  append(found, problems);
  return covariates;
}

StockHistory load_stock_history(const std::string& inputs_dir, Revision revision) {
  Problems problems;
  StockHistory history =
      read_stock_history(inputs_dir, revision, load_countries(inputs_dir), problems);
  throw_if_any(problems);
  return history;
}

FlowHistory load_flow_history(const std::string& inputs_dir) {
  Problems problems;
  FlowHistory history = read_flow_history(inputs_dir, load_countries(inputs_dir), problems);
  throw_if_any(problems);
  return history;
}

PopulationHistory load_population_history(const std::string& inputs_dir) {
  Problems problems;
  PopulationHistory history =
      read_population_history(inputs_dir, load_countries(inputs_dir), problems);
  throw_if_any(problems);
  return history;
}

PopulationByYear load_population_by_year(const std::string& inputs_dir) {
  Problems problems;
  const Countries countries = load_countries(inputs_dir);
  PopulationByYear population = {read_population_history(inputs_dir, countries, problems),
                                 read_population_trend(inputs_dir, countries, problems)};
  throw_if_any(problems);
  return population;
}

GdpHistory load_gdp_history(const std::string& inputs_dir) {
  Problems problems;
  GdpHistory history = read_gdp_history(inputs_dir, load_countries(inputs_dir), problems);
  throw_if_any(problems);
  return history;
}

Covariates load_covariates(const std::string& inputs_dir, const Countries& countries,
                           const Corridors& corridors) {
  Problems problems;
  Covariates covariates = read_covariates(inputs_dir, countries, corridors, problems);
  throw_if_any(problems);
  return covariates;
}

}  // namespace peregrine
