// What is taken from the draws and the countries of a file, again and again.
#pragma once

#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "host/audit/audited.h"
#include "host/audit/measures.h"

namespace peregrine {

// 0 ... count - 1.
inline std::vector<std::size_t> up_to(std::size_t count) {
  std::vector<std::size_t> indices(count);
  std::iota(indices.begin(), indices.end(), std::size_t{0});
  return indices;
}

// What `of_draw` says of each draw.
template <typename OfDraw>
std::vector<double> over_draws(const Grid& grid, const OfDraw& of_draw) {
  std::vector<double> values;
  values.reserve(grid.rows);
  for (const std::size_t draw : up_to(grid.rows)) values.push_back(of_draw(draw));
  return values;
}

// The values of a variable of the world, or of one place, in a calendar year.
inline std::vector<double> draws_in(const Audited& audited, const Grid& grid, int calendar,
                                    std::size_t place = 0) {
  const std::size_t year = audited.year(calendar);
  return over_draws(grid, [&](std::size_t draw) { return grid.at(draw, year, place); });
}

// What `of_year(draw, year)` says of each draw and each year from 2025 on, draw by draw.
template <typename OfYear>
std::vector<double> over_forecast_years(const Audited& audited, const Grid& grid,
                                        const OfYear& of_year) {
  const std::size_t first = audited.first_forecast();
  std::vector<double> values;
  values.reserve(grid.rows * (audited.last_year() - first + 1));
  for (const std::size_t draw : up_to(grid.rows)) {
    for (std::size_t year = first; year <= audited.last_year(); ++year) {
      values.push_back(of_year(draw, year));
    }
  }
  return values;
}

// The same of a variable of the world, or of one place.
inline std::vector<double> forecast_years(const Audited& audited, const Grid& grid,
                                          std::size_t place = 0) {
  return over_forecast_years(audited, grid, [&](std::size_t draw, std::size_t year) {
    return grid.at(draw, year, place);
  });
}

// What `of_country` says of each country of the file, without the unknown origin.
template <typename OfCountry>
std::vector<double> over_countries(const Audited& audited, const OfCountry& of_country) {
  std::vector<double> values;
  values.reserve(audited.countries());
  for (const std::size_t country : up_to(audited.countries())) {
    values.push_back(of_country(country));
  }
  return values;
}

// A variable of countries in one row and year.
inline std::vector<double> countries_in(const Audited& audited, const Grid& grid, std::size_t row,
                                        int calendar) {
  const std::size_t year = audited.year(calendar);
  return over_countries(audited, [&](std::size_t country) { return grid.at(row, year, country); });
}

// The country of which `of_country` says most; a missing number passes it over.
template <typename Countries, typename OfCountry>
Largest largest_among(const Audited& audited, const Countries& countries,
                      const OfCountry& of_country) {
  Largest found;
  for (const std::size_t country : countries) {
    found.take(of_country(country), audited.name(country));
  }
  return found;
}

template <typename OfCountry>
Largest largest_country(const Audited& audited, const OfCountry& of_country) {
  return largest_among(audited, up_to(audited.countries()), of_country);
}

// The names of the countries of which `is_so`.
template <typename Countries, typename IsSo>
std::vector<std::string> names_where(const Audited& audited, const Countries& countries,
                                     const IsSo& is_so) {
  std::vector<std::string> names;
  for (const std::size_t country : countries) {
    if (is_so(country)) names.push_back(audited.name(country));
  }
  return names;
}

// A number that a statement passes over.
inline constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace peregrine
