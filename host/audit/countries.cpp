// Statements on populations and on migrants among them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/audit/audited.h"
#include "host/audit/draws.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr double million = 1e6;
constexpr double least_population = 50'000;  // bands of smaller ones are mostly of single moves
constexpr int at_the_end = 2050;

double population_now(const Audited& audited, std::size_t country) {
  const int index = audited.in_record(country);
  return index < 0 ? 0.0 : audited.record().population.persons(index, StockHistory::latest_year);
}

std::vector<std::size_t> countries_above(const Audited& audited, double persons) {
  std::vector<std::size_t> found;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    if (population_now(audited, country) > persons) found.push_back(country);
  }
  return found;
}

// How far a mean population lies outside the UN's 80 % band, as a factor; 1 inside.
double outside_band(const Audited& audited, std::size_t country, int year) {
  const int index = audited.in_record(country);
  const PopulationTrend& trend = audited.record().population.projection;
  const std::size_t cell = PopulationTrend::at(index, year);
  const double mean = audited.grid("population_mean").at(0, audited.year(year), country);
  const double low = trend.population_80_low[cell];
  const double high = trend.population_80_high[cell];
  if (!std::isfinite(low) || !std::isfinite(high)) return 1;
  return std::max({1.0, mean / high, low / mean});
}

Finding share_outside(const Audited& audited, double persons) {
  const std::vector<std::size_t> among = countries_above(audited, persons);
  const auto outside = std::ranges::count_if(
      among, [&](std::size_t country) { return outside_band(audited, country, at_the_end) > 1; });
  return at_most(static_cast<double>(outside) / static_cast<double>(among.size()), 0.2,
                 fmt::format("{} of {}", outside, among.size()));
}

Finding furthest_outside(const Audited& audited) {
  return at_most(largest_among(audited, countries_above(audited, least_population),
                               [&](std::size_t country) {
                                 return outside_band(audited, country, at_the_end);
                               }),
                 1.25);
}

// Migrants over population, the highest of a quantile in 2050.
Largest highest_share(const Audited& audited, double persons, std::size_t level) {
  const Grid& stock = audited.grid("immigrant_stock_quantile");
  const Grid& population = audited.grid("population_mean");
  const std::size_t year = audited.year(at_the_end);
  return largest_among(audited, countries_above(audited, persons), [&](std::size_t country) {
    return stock.at(level, year, country) / population.at(0, year, country);
  });
}

Finding highest_median_share(const Audited& audited) {
  const Record& record = audited.record();
  Range range;
  for (const int year : Record::stock_years()) {
    const std::vector<double> stock = record.immigrants(year);
    for (int country = 0; country < record.countries.unknown_origin(); ++country) {
      const double persons = record.population.persons(country, year);
      if (persons > million) range.take(stock[static_cast<std::size_t>(country)] / persons);
    }
  }
  return at_most(highest_share(audited, million, q50), range.high);
}

Finding whole_population_in_band(const Audited& audited) {
  const Grid& stock = audited.grid("immigrant_stock_quantile");
  const Grid& population = audited.grid("population_mean");
  const std::size_t year = audited.year(at_the_end);
  return at_most(names_where(audited, countries_above(audited, least_population),
                             [&](std::size_t country) {
                               return stock.at(q90, year, country) >
                                      population.at(0, year, country);
                             }),
                 0);
}

Finding highest_extreme_share(const Audited& audited) {
  return at_most(highest_share(audited, million, q995), 1);
}

Finding highest_emigrant_share(const Audited& audited) {
  const Record& record = audited.record();
  const Range recorded = record.shares_away(Record::stock_years(), million,
                                            [&](int year) { return record.emigrants(year); });
  const Grid& stock = audited.grid("emigrant_stock_quantile");
  const Grid& population = audited.grid("population_mean");
  const std::size_t year = audited.year(at_the_end);
  return at_most(largest_among(audited, countries_above(audited, million),
                               [&](std::size_t country) {
                                 const double away = stock.at(q50, year, country);
                                 return away / (population.at(0, year, country) + away);
                               }),
                 recorded.high);
}

// The largest number of residents from abroad that a draw has, over the population it lives in.
Finding fullest_draw(const Audited& audited) {
  const Grid& stock = audited.grid("immigrant_stock");
  const Grid& population = audited.grid("population_mean");
  return at_most(largest_among(audited, countries_above(audited, million),
                               [&](std::size_t country) {
                                 return std::ranges::max(over_forecast_years(
                                     audited, stock, [&](std::size_t draw, std::size_t year) {
                                       return stock.at(draw, year, country) /
                                              population.at(0, year, country);
                                     }));
                               }),
                 1.5);
}

}  // namespace

Statements country_statements() {
  return {
      {"countries.outside_un_band",
       "countries above 50,000 persons whose mean population of 2050 is outside the UN's 80 % band",
       "WPP 2024: a fifth of countries", Basis::published, AuditUnit::share,
       [](const Audited& audited) { return share_outside(audited, least_population); }},
      {"countries.large_outside_un_band",
       "countries above a million persons whose mean population of 2050 is outside that band",
       "WPP 2024: a fifth of countries", Basis::published, AuditUnit::share,
       [](const Audited& audited) { return share_outside(audited, million); }},
      {"countries.furthest_population", "mean population of 2050 furthest outside that band",
       "a quarter beyond its end", Basis::judgement, AuditUnit::times, furthest_outside},
      {"countries.migrants_median",
       "highest share of migrants in a population above a million, "
       "median of 2050",
       "UN DESA 2024, WPP 2024: the highest of 1990-2024", Basis::record, AuditUnit::share,
       highest_median_share},
      {"countries.migrants_upper",
       "countries above 50,000 persons whose 90 % quantile of migrants in 2050 exceeds the mean "
       "population",
       "none: migrants are part of a population", Basis::judgement, AuditUnit::countries,
       whole_population_in_band},
      {"countries.migrants_extreme",
       "highest share of migrants in a population above a million, 99.5 % quantile of 2050",
       "100 %: migrants are part of a population", Basis::judgement, AuditUnit::share,
       highest_extreme_share},
      {"countries.migrants_draw",
       "largest migrants in one draw over the mean population, countries above a million",
       "150 %: the draw's own population is not in the file", Basis::judgement, AuditUnit::share,
       fullest_draw},
      {"countries.emigrants_median",
       "highest share of a people above a million that lives abroad, median of 2050",
       "UN DESA 2024, WPP 2024: the highest of 1990-2024", Basis::record, AuditUnit::share,
       highest_emigrant_share},
  };
}

}  // namespace peregrine
