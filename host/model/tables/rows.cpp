#include "host/model/tables/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "host/model/tables/country_names.h"

namespace peregrine {
namespace {

std::size_t times_of(const CountryYears& shape) {
  return static_cast<std::size_t>((shape.last_year - shape.first_year) / shape.step_years + 1);
}

int year_of(const CountryYears& shape, std::size_t time) {
  return shape.first_year + shape.step_years * static_cast<int>(time);
}

// `present` is [country][time]: whether there is a row.
void check_coverage(const CountryYears& shape, const Countries& countries,
                    const std::vector<char>& present, CsvProblems& problems) {
  const std::size_t times = times_of(shape);
  for (int country = 0; country < countries.unknown_origin(); ++country) {
    const auto begin =
        present.begin() + static_cast<std::ptrdiff_t>(country) * static_cast<std::ptrdiff_t>(times);
    const auto end = begin + static_cast<std::ptrdiff_t>(times);
    const auto missing = std::count(begin, end, 0);
    const bool none = missing == end - begin;
    if (missing == 0 || (none && shape.coverage == Coverage::every_year)) continue;
    const auto first = static_cast<std::size_t>(std::find(begin, end, 0) - begin);
    const std::string which = fmt::format("has no row for {}{}", year_of(shape, first),
                                          missing > 1 ? " and other years" : "");
    problems.add(0, "iso3", countries.iso3[static_cast<std::size_t>(country)],
                 none ? "has no rows" : which,
                 fmt::format("needs {} to {} in steps of {}", shape.first_year, shape.last_year,
                             shape.step_years));
  }
}

}  // namespace

CsvColumn code_column(std::string name) {
  return {std::move(name), CsvType::code, 0, 0, CsvEmpty::refused};
}

CsvColumn persons_column(std::string name, CsvEmpty empty) {
  return {std::move(name), CsvType::whole, 0, csv_most_persons, empty};
}

CsvColumn number_column(std::string name, double most, CsvEmpty empty) {
  return {std::move(name), CsvType::real, 0, most, empty};
}

void append(const CsvProblems& from, std::vector<Problem>& to) {
  const std::vector<Problem> found = from.all();
  to.insert(to.end(), found.begin(), found.end());
}

bool RowOrder::accept(long line, std::int64_t key, std::string_view text) {
  const auto [found, is_new] = line_of_.try_emplace(key, line);
  if (!is_new) {
    problems_.add(line, key_name_, text, fmt::format("is on line {} already", found->second),
                  "keep one of the two rows");
    return false;
  }
  if (key < last_) {
    problems_.add(line, key_name_, text, "is out of order", "sort the rows by " + key_name_);
    return false;
  }
  last_ = key;
  return true;
}

int known_country(const Countries& countries, const std::string& code, long line,
                  std::string_view column, CsvProblems& problems) {
  const int country = countries.index_of(code);
  if (country < 0) {
    const std::string meant = country_nearly_meant(code);
    problems.add(line, column, code, "is an unknown country code",
                 countries.index_of(meant) < 0
                     ? "must be one of baseline/countries.csv"
                     : fmt::format("must be one of baseline/countries.csv; is {} meant?", meant));
  }
  return country;
}

PairRows read_pairs(const std::string& path, const Countries& countries,
                    const std::vector<CsvColumn>& values, CsvProblems& problems) {
  std::vector<CsvColumn> columns = {code_column("destination"), code_column("origin")};
  columns.insert(columns.end(), values.begin(), values.end());
  PairRows pairs;
  pairs.table = read_csv(path, columns, problems);
  RowOrder order(problems, "destination,origin");
  for (std::size_t row = 0; row < pairs.table.rows(); ++row) {
    const long line = pairs.table.line(row);
    const std::string& to = pairs.table.texts(0)[row];
    const std::string& from = pairs.table.texts(1)[row];
    const int destination = known_country(countries, to, line, "destination", problems);
    const int origin = known_country(countries, from, line, "origin", problems);
    if (destination < 0 || origin < 0) continue;
    if (to == unknown_origin_code) {
      problems.add(line, "destination", to, "cannot be a destination", "is an origin only");
    } else if (destination == origin) {
      problems.add(line, "origin", from, "is its own destination",
                   "a corridor joins two countries");
    } else if (order.accept(line, destination * key_stride + origin, to + "," + from)) {
      pairs.destination.push_back(destination);
      pairs.origin.push_back(origin);
    }
  }
  pairs.sound = problems.empty();
  return pairs;
}

bool same_corridors(const PairRows& pairs, const Countries& countries, const Corridors& corridors,
                    std::string_view remedy, CsvProblems& problems) {
  if (!pairs.sound) return false;
  const std::string to_do(remedy);
  if (pairs.origin.size() != corridors.origin.size()) {
    problems.add(
        0, "", "",
        fmt::format("has {} corridors and the baseline {}", pairs.origin.size(), corridors.size()),
        to_do);
    return false;
  }
  for (std::size_t c = 0; c < pairs.origin.size(); ++c) {
    if (pairs.origin[c] == corridors.origin[c] &&
        pairs.destination[c] == corridors.destination[c]) {
      continue;
    }
    problems.add(pairs.table.line(c), "origin",
                 countries.iso3[static_cast<std::size_t>(pairs.origin[c])],
                 "is not the corridor that the baseline has in this place", to_do);
    return false;
  }
  return true;
}

std::vector<std::vector<double>> read_country_years(const std::string& path,
                                                    const CountryYears& shape,
                                                    const Countries& countries,
                                                    const std::vector<CsvColumn>& values,
                                                    CsvProblems& problems) {
  const std::size_t times = times_of(shape);
  const auto country_count = static_cast<std::size_t>(countries.size());
  std::vector<CsvColumn> columns = {code_column("iso3"),
                                    {"year", CsvType::whole, static_cast<double>(shape.first_year),
                                     static_cast<double>(shape.last_year), CsvEmpty::refused}};
  columns.insert(columns.end(), values.begin(), values.end());
  const CsvTable table = read_csv(path, columns, problems);
  std::vector<std::vector<double>> figures(values.size(),
                                           std::vector<double>(country_count * times, no_estimate));
  std::vector<char> present(country_count * times, 0);
  RowOrder order(problems, "iso3,year");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const long line = table.line(row);
    const std::string& code = table.texts(0)[row];
    const int year = static_cast<int>(table.numbers(1)[row]);
    const int country = known_country(countries, code, line, "iso3", problems);
    if (country < 0) continue;
    if (country == countries.unknown_origin()) {
      problems.add(line, "iso3", code, "is no country", "remove the row");
    } else if ((year - shape.first_year) % shape.step_years != 0) {
      problems.add(line, "year", std::to_string(year), "is not a year of this table",
                   fmt::format("must be {} or a multiple of {} years later", shape.first_year,
                               shape.step_years));
    } else if (order.accept(line, country * key_stride + year, fmt::format("{},{}", code, year))) {
      const std::size_t at = static_cast<std::size_t>(country) * times +
                             static_cast<std::size_t>((year - shape.first_year) / shape.step_years);
      present[at] = 1;
      for (std::size_t v = 0; v < values.size(); ++v) figures[v][at] = table.numbers(v + 2)[row];
    }
  }
  // A row that was refused would be told once more as missing.
  if (problems.empty() && shape.coverage != Coverage::any) {
    check_coverage(shape, countries, present, problems);
  }
  return figures;
}

}  // namespace peregrine
