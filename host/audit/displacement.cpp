// Statements on the world's displaced persons: levels, rises and falls, exits, deaths.
#include <algorithm>
#include <cmath>

#include "host/audit/audited.h"
#include "host/audit/draws.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr int last_recorded = DisplacementHistory::last_year;
constexpr double recorded_changes = last_recorded - DisplacementHistory::first_year;

std::vector<double> recorded_rises(const Record& record) {
  std::vector<double> rises;
  for (const int year : displaced_years()) {
    if (year == DisplacementHistory::first_year) continue;
    rises.push_back(record.world_displaced(year) / record.world_displaced(year - 1) - 1);
  }
  return rises;
}

// Yearly rises of the world count in all draws from 2025 on.
std::vector<double> forecast_rises(const Audited& audited) {
  const Grid& displaced = audited.grid("displaced_abroad");
  return over_forecast_years(audited, displaced, [&](std::size_t draw, std::size_t year) {
    return displaced.at(draw, year) / displaced.at(draw, year - 1) - 1;
  });
}

double falls_among(const std::vector<double>& rises) {
  return share_where(rises, [](double rise) { return rise < 0; });
}

Finding observed_count(const Audited& audited) {
  const Grid& displaced = audited.grid("displaced_abroad");
  Range range;
  for (int year = 2020; year <= last_recorded; ++year) {
    const double counted = audited.record().world_displaced(year);
    for (const double drawn : draws_in(audited, displaced, year)) range.take(drawn / counted);
  }
  return between(furthest_from_one(range), 0.99, 1.01);
}

Finding years_that_fall(const Audited& audited) {
  const double recorded = falls_among(recorded_rises(audited.record()));
  return within(falls_among(forecast_rises(audited)), share_range(recorded, recorded_changes));
}

Finding steep_rises(const Audited& audited) {
  const double most = std::ranges::max(recorded_rises(audited.record()));
  return at_most(share_where(forecast_rises(audited), [&](double rise) { return rise > most; }),
                 unbeaten_share(recorded_changes));
}

Finding steep_falls(const Audited& audited) {
  const double least = std::ranges::min(recorded_rises(audited.record()));
  return at_most(share_where(forecast_rises(audited), [&](double rise) { return rise < least; }),
                 unbeaten_share(recorded_changes));
}

// Highest count a head on record at the end of the last year: twice that is without precedent.
Finding count_per_head(const Audited& audited, int calendar) {
  const Record& record = audited.record();
  const Range recorded = range_over(displaced_years(), [&](int year) {
    return record.world_displaced(year) / record.world_population(year) * 1e6;
  });
  const double median = median_in(draws_in(audited, audited.grid("displaced_abroad"), calendar));
  const double persons = audited.grid("world_population_mean").at(0, audited.year(calendar));
  return between(median / persons * 1e6, recorded.low, 2 * recorded.high);
}

// With the origin that has most in that draw, where the file tells it.
Finding largest_world_draw(const Audited& audited) {
  const Range recorded = range_over(
      displaced_years(), [&](int year) { return audited.record().world_displaced(year); });
  const Grid& displaced = audited.grid("displaced_abroad");
  const auto at = static_cast<std::size_t>(std::ranges::max_element(displaced.values) -
                                           displaced.values.begin());
  const std::size_t draw = at / displaced.times;
  const std::size_t year = at % displaced.times;
  Largest found;
  if (audited.has("displaced_from")) {
    const Grid& origins = audited.grid("displaced_from");
    found = largest_country(audited,
                            [&](std::size_t country) { return origins.at(draw, year, country); });
    found.where =
        fmt::format("most from {} in {}, draw {}", found.place, audited.header().years[year], draw);
  }
  found.value = displaced.at(draw, year) / recorded.high;
  return at_most(found, 5);
}

double world_of_draw(const Grid& grid, std::size_t draw, std::size_t year) {
  double sum = 0;
  for (std::size_t country = 0; country < grid.places; ++country) {
    const double persons = grid.at(draw, year, country);
    if (std::isfinite(persons)) sum += persons;
  }
  return sum;
}

// New displaced persons of the world for each person killed, median over draws and years.
Finding displaced_per_death(const Audited& audited) {
  const Record& record = audited.record();
  const Range recorded = range_over(newly_displaced_years(), [&](int year) {
    return record.world_newly_displaced(year) / record.world_deaths(year);
  });
  const Grid& fresh = audited.grid("newly_displaced");
  const Grid& deaths = audited.grid("conflict_deaths");
  return within(median_in(over_forecast_years(audited, deaths,
                                              [&](std::size_t draw, std::size_t year) {
                                                return world_of_draw(fresh, draw, year) /
                                                       deaths.at(draw, year);
                                              })),
                recorded);
}

Finding newly_displaced_world(const Audited& audited) {
  const Record& record = audited.record();
  constexpr std::size_t decade = 10;
  std::vector<double> recorded;
  for (const int year : newly_displaced_years()) {
    recorded.push_back(record.world_newly_displaced(year) / record.world_population(year) * 1e6);
  }
  const Grid& fresh = audited.grid("newly_displaced");
  const Grid& population = audited.grid("world_population_mean");
  const double moved =
      sum_of(over_forecast_years(audited, fresh, [&](std::size_t draw, std::size_t year) {
        return world_of_draw(fresh, draw, year);
      }));
  const double persons = sum_of(over_forecast_years(
      audited, fresh, [&](std::size_t, std::size_t year) { return population.at(0, year); }));
  return within(moved / persons * 1e6, range_of_means(recorded, decade));
}

// The 80 % band of the count in 2050 beside that of 2030.
Finding count_widens(const Audited& audited) {
  const auto width = [&](int calendar) {
    const std::vector<double> counts =
        draws_in(audited, audited.grid("displaced_abroad"), calendar);
    return quantile_in(counts, 0.9) / quantile_in(counts, 0.1);
  };
  return at_least(width(2050) / width(2030), 1);
}

Finding mean_above_median_count(const Audited& audited) {
  const std::vector<double> counts = draws_in(audited, audited.grid("displaced_abroad"), 2050);
  return between(mean_in(counts) / median_in(counts) - 1, 0, 0.2);
}

}  // namespace

Statements displacement_statements() {
  return {
      {"displacement.observed",
       "the world's displaced abroad 2020-24, draw furthest from the count",
       "UNHCR: 2020-2024, one in a hundred", Basis::record, AuditUnit::times, observed_count},
      {"displacement.falls", "years from 2025 on in which the world's displaced abroad fall",
       "UNHCR: 1991-2024, 95 % of so many years", Basis::record, AuditUnit::share, years_that_fall},
      {"displacement.steep_rises", "years in which they rise by more than in any year on record",
       "UNHCR: 1991-2024, unbeaten for so long", Basis::record, AuditUnit::share, steep_rises},
      {"displacement.steep_falls", "years in which they fall by more than in any year on record",
       "UNHCR: 1991-2024, unbeaten for so long", Basis::record, AuditUnit::share, steep_falls},
      {"displacement.count_2030", "displaced abroad in 2030, of a million persons, median",
       "UNHCR, WPP 2024: lowest, and twice the highest of 1990-2024", Basis::judgement,
       AuditUnit::per_million,
       [](const Audited& audited) { return count_per_head(audited, 2030); }},
      {"displacement.count_2050", "displaced abroad in 2050, of a million persons, median",
       "UNHCR, WPP 2024: lowest, and twice the highest of 1990-2024", Basis::judgement,
       AuditUnit::per_million,
       [](const Audited& audited) { return count_per_head(audited, 2050); }},
      {"displacement.newly", "newly displaced abroad a year from 2025 on, of a million persons",
       "UNHCR: new displacement and claims, ten-year means of 2000-2024", Basis::record,
       AuditUnit::per_million, newly_displaced_world},
      {"displacement.per_death", "newly displaced for each person killed, median of all years",
       "UNHCR, UCDP: years 2000-2024", Basis::record, AuditUnit::persons, displaced_per_death},
      {"displacement.largest_draw",
       "largest world count of a single draw over the largest on record", "five times",
       Basis::judgement, AuditUnit::times, largest_world_draw},
      {"displacement.widens", "80 % band's ends in 2050 over those of 2030",
       "no year knows more than the one before it", Basis::judgement, AuditUnit::times,
       count_widens},
      {"displacement.mean_over_median", "mean of the world count in 2050 above the median",
       "a fifth", Basis::judgement, AuditUnit::share, mean_above_median_count},
  };
}

}  // namespace peregrine
