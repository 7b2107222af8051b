// Readers of inputs/baseline.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

#include "host/model/tables/readers.h"
#include "host/model/tables/rows.h"

namespace peregrine {
namespace {

constexpr double most_rate = 1;  // births or deaths per person and year

}  // namespace

int Countries::index_of(std::string_view code) const {
  if (iso3.empty()) return -1;
  const auto last = iso3.end() - 1;  // OOO, outside the order
  if (*last == code) return unknown_origin();
  const auto found = std::lower_bound(iso3.begin(), last, code);
  return found != last && *found == code ? static_cast<int>(found - iso3.begin()) : -1;
}

int Corridors::index_of(int origin_country, int destination_country) const {
  const auto [first, last] =
      std::equal_range(destination.begin(), destination.end(), destination_country);
  const auto begin = origin.begin() + (first - destination.begin());
  const auto end = origin.begin() + (last - destination.begin());
  const auto found = std::lower_bound(begin, end, origin_country);
  return found != end && *found == origin_country ? static_cast<int>(found - origin.begin()) : -1;
}

std::int64_t Corridors::total_stock() const {
  return std::accumulate(stock.begin(), stock.end(), std::int64_t{0});
}

Countries read_countries(const std::string& inputs_dir, Problems& problems) {
  const std::string path = inputs_dir + "/baseline/countries.csv";
  CsvProblems found(path);
  const CsvTable table = read_csv(path,
                                  {code_column("iso3"),
                                   {"m49", CsvType::whole, 0, 999, CsvEmpty::refused},
                                   {"name", CsvType::text, 0, 0, CsvEmpty::refused},
                                   {"region", CsvType::text, 0, 0, CsvEmpty::refused},
                                   {"subregion", CsvType::text, 0, 0, CsvEmpty::refused},
                                   persons_column("population_2020")},
                                  found);
  Countries countries;
  countries.iso3 = table.texts(0);
  countries.name = table.texts(2);
  countries.region = table.texts(3);
  countries.subregion = table.texts(4);
  RowOrder order(found, "iso3");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& code = countries.iso3[row];
    const bool unknown = code == unknown_origin_code;
    const std::int64_t key =
        unknown ? std::int64_t{1} << 24 : (code[0] << 16) + (code[1] << 8) + code[2];
    order.accept(table.line(row), key, code);
    countries.m49.push_back(static_cast<int>(table.numbers(1)[row]));
    countries.population.push_back(static_cast<std::int64_t>(table.numbers(5)[row]));
  }
  if (found.empty() && (countries.iso3.empty() || countries.iso3.back() != unknown_origin_code)) {
    found.add(0, "iso3", unknown_origin_code, "is missing", "must be the last row");
  }
  append(found, problems);
  return countries;
}

Corridors read_corridors(const std::string& inputs_dir, const Countries& countries,
                         Problems& problems) {
  const std::string listed_path = inputs_dir + "/baseline/corridors.csv";
  const std::string candidates_path = inputs_dir + "/baseline/opening_candidates.csv";
  CsvProblems listed_problems(listed_path), candidate_problems(candidates_path);
  const PairRows listed =
      read_pairs(listed_path, countries, {persons_column("stock_2020")}, listed_problems);
  const PairRows candidates = read_pairs(candidates_path, countries, {}, candidate_problems);
  append(listed_problems, problems);
  if (!listed.sound || !candidates.sound) {
    append(candidate_problems, problems);
    return {};
  }
  Corridors corridors;
  corridors.listed_count = static_cast<int>(listed.origin.size());
  const auto add = [&](const PairRows& from, std::size_t row, CorridorKind kind) {
    corridors.destination.push_back(from.destination[row]);
    corridors.origin.push_back(from.origin[row]);
    corridors.kind.push_back(kind);
    const bool is_listed = kind == CorridorKind::listed;
    corridors.stock.push_back(is_listed ? static_cast<std::int64_t>(from.table.numbers(2)[row])
                                        : 0);
  };
  std::size_t l = 0, c = 0;
  while (l < listed.origin.size() || c < candidates.origin.size()) {
    const auto key = [](const PairRows& pairs, std::size_t row) {
      return row < pairs.origin.size() ? std::pair(pairs.destination[row], pairs.origin[row])
                                       : std::pair(std::numeric_limits<int>::max(), 0);
    };
    const auto listed_key = key(listed, l), candidate_key = key(candidates, c);
    if (listed_key == candidate_key) {
      candidate_problems.add(candidates.table.line(c), "destination,origin",
                             candidates.table.texts(0)[c] + "," + candidates.table.texts(1)[c],
                             "is in baseline/corridors.csv",
                             "a candidate has no stock yet: keep one of the two");
      ++c;
    } else if (listed_key < candidate_key) {
      add(listed, l++, CorridorKind::listed);
    } else {
      add(candidates, c++, CorridorKind::candidate);
    }
  }
  append(candidate_problems, problems);
  return corridors;
}

PopulationTrend read_population_trend(const std::string& inputs_dir, const Countries& countries,
                                      Problems& problems) {
  const std::string path = inputs_dir + "/baseline/population_trend.csv";
  CsvProblems found(path);
  auto figures = read_country_years(
      path, {PopulationTrend::first_year, PopulationTrend::last_year, 1, Coverage::every_country},
      countries,
      {number_column("births_rate", most_rate), number_column("deaths_rate", most_rate),
       persons_column("population"), persons_column("population_80_low", CsvEmpty::allowed),
       persons_column("population_80_high", CsvEmpty::allowed)},
      found);
  append(found, problems);
  const auto unknown =
      static_cast<std::ptrdiff_t>(PopulationTrend::at(countries.unknown_origin(), 2020));
  for (std::vector<double>& column : figures) {
    std::fill(column.begin() + unknown, column.end(), 0.0);
  }
  return {std::move(figures[0]), std::move(figures[1]), std::move(figures[2]),
          std::move(figures[3]), std::move(figures[4])};
}

GdpTrend read_gdp_trend(const std::string& inputs_dir, const Countries& countries,
                        Problems& problems) {
  const std::string path = inputs_dir + "/baseline/gdp_trend.csv";
  CsvProblems found(path);
  constexpr double most_growth = 1000;  // fold; the largest in SSP2 is 123 (to 2100)
  auto figures = read_country_years(
      path, {GdpTrend::first_year, GdpTrend::last_year, GdpTrend::step_years, Coverage::every_year},
      countries,
      {persons_column("population"),
       number_column("gdp_ppp_index", most_growth, CsvEmpty::allowed)},
      found);
  append(found, problems);
  return {std::move(figures[0]), std::move(figures[1])};
}

void throw_if_any(const Problems& problems) {
  if (!problems.empty()) throw InputError(problems);
}

Countries load_countries(const std::string& inputs_dir) {
  Problems problems;
  Countries countries = read_countries(inputs_dir, problems);
  throw_if_any(problems);
  return countries;
}

BaselineInputs load_baseline(const std::string& inputs_dir) {
  Problems problems;
  BaselineInputs inputs;
  inputs.countries = load_countries(inputs_dir);
  inputs.corridors = read_corridors(inputs_dir, inputs.countries, problems);
  inputs.population = read_population_trend(inputs_dir, inputs.countries, problems);
  inputs.gdp = read_gdp_trend(inputs_dir, inputs.countries, problems);
  throw_if_any(problems);
  return inputs;
}

}  // namespace peregrine
