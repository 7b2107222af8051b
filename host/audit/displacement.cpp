// Statements on the world's displaced persons: levels, rises and falls, exits, deaths.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/audit/audited.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr int first_change = DisplacementHistory::first_year + 1;
constexpr int last_recorded = DisplacementHistory::last_year;
constexpr double recorded_changes = last_recorded - first_change + 1;

std::vector<double> recorded_rises(const Record& record) {
  std::vector<double> rises;
  for (int year = first_change; year <= last_recorded; ++year) {
    rises.push_back(record.world_displaced(year) / record.world_displaced(year - 1) - 1);
  }
  return rises;
}

// Yearly rises of the world count in all draws from 2025 on.
std::vector<double> forecast_rises(const Audited& audited) {
  const Grid& displaced = audited.grid("displaced_abroad");
  std::vector<double> rises;
  for (std::size_t draw = 0; draw < displaced.rows; ++draw) {
    for (std::size_t year = audited.first_forecast(); year < displaced.times; ++year) {
      rises.push_back(displaced.at(draw, year) / displaced.at(draw, year - 1) - 1);
    }
  }
  return rises;
}

double share_where(const std::vector<double>& values, const std::function<bool(double)>& holds) {
  return static_cast<double>(std::ranges::count_if(values, holds)) /
         static_cast<double>(values.size());
}

double falls_among(const std::vector<double>& rises) {
  return share_where(rises, [](double rise) { return rise < 0; });
}

Finding observed_count(const Audited& audited) {
  const Grid& displaced = audited.grid("displaced_abroad");
  Range range;
  for (int year = 2020; year <= last_recorded; ++year) {
    const double counted = audited.record().world_displaced(year);
    for (std::size_t draw = 0; draw < displaced.rows; ++draw) {
      range.take(displaced.at(draw, audited.year(year)) / counted);
    }
  }
  const double furthest =
      std::abs(range.low - 1) > std::abs(range.high - 1) ? range.low : range.high;
  return {furthest, 0.99, 1.01, ""};
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

double median_per_head(const Audited& audited, int calendar) {
  const Grid& displaced = audited.grid("displaced_abroad");
  const std::size_t year = audited.year(calendar);
  std::vector<double> counts;
  for (std::size_t draw = 0; draw < displaced.rows; ++draw) {
    counts.push_back(displaced.at(draw, year));
  }
  return median_in(std::move(counts)) / audited.grid("world_population_mean").at(0, year) * 1e6;
}

// Highest count a head on record at the end of the last year: twice that is without precedent.
Finding count_per_head(const Audited& audited, int calendar) {
  const Record& record = audited.record();
  Range range;
  for (int year = DisplacementHistory::first_year; year <= last_recorded; ++year) {
    range.take(record.world_displaced(year) / record.world_population(year) * 1e6);
  }
  return {median_per_head(audited, calendar), range.low, 2 * range.high, ""};
}

Finding largest_world_draw(const Audited& audited) {
  double most = 0;
  for (int year = DisplacementHistory::first_year; year <= last_recorded; ++year) {
    most = std::max(most, audited.record().world_displaced(year));
  }
  return at_most(std::ranges::max(audited.grid("displaced_abroad").values) / most, 5);
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
  constexpr int first_with_new = 2000;
  Range range;
  for (int year = first_with_new; year <= last_recorded; ++year) {
    range.take(record.world_newly_displaced(year) / record.world_deaths(year));
  }
  const Grid& fresh = audited.grid("newly_displaced");
  const Grid& deaths = audited.grid("conflict_deaths");
  std::vector<double> ratios;
  for (std::size_t draw = 0; draw < deaths.rows; ++draw) {
    for (std::size_t year = audited.first_forecast(); year < deaths.times; ++year) {
      ratios.push_back(world_of_draw(fresh, draw, year) / deaths.at(draw, year));
    }
  }
  return within(median_in(std::move(ratios)), range);
}

Finding newly_displaced_world(const Audited& audited) {
  const Record& record = audited.record();
  constexpr int first_with_new = 2000;
  constexpr std::size_t decade = 10;
  std::vector<double> recorded;
  for (int year = first_with_new; year <= last_recorded; ++year) {
    recorded.push_back(record.world_newly_displaced(year) / record.world_population(year) * 1e6);
  }
  const Grid& fresh = audited.grid("newly_displaced");
  const Grid& population = audited.grid("world_population_mean");
  double sum = 0;
  double persons = 0;
  for (std::size_t year = audited.first_forecast(); year < fresh.times; ++year) {
    for (std::size_t draw = 0; draw < fresh.rows; ++draw) {
      sum += world_of_draw(fresh, draw, year);
      persons += population.at(0, year);
    }
  }
  return within(sum / persons * 1e6, range_of_means(recorded, decade));
}

// The 80 % band of the count in 2050 beside that of 2030.
Finding count_widens(const Audited& audited) {
  const Grid& displaced = audited.grid("displaced_abroad");
  const auto width = [&](int calendar) {
    const std::size_t year = audited.year(calendar);
    std::vector<double> counts;
    for (std::size_t draw = 0; draw < displaced.rows; ++draw) {
      counts.push_back(displaced.at(draw, year));
    }
    return quantile_in(counts, 0.9) / quantile_in(counts, 0.1);
  };
  return at_least(width(2050) / width(2030), 1);
}

Finding mean_above_median_count(const Audited& audited) {
  const Grid& displaced = audited.grid("displaced_abroad");
  const std::size_t year = audited.year(2050);
  std::vector<double> counts;
  for (std::size_t draw = 0; draw < displaced.rows; ++draw) {
    counts.push_back(displaced.at(draw, year));
  }
  const double mean =
      std::accumulate(counts.begin(), counts.end(), 0.0) / static_cast<double>(counts.size());
  return {mean / median_in(std::move(counts)) - 1, 0, 0.2, ""};
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
       "UNHCR, UCDP: years 2000-2024", Basis::record, AuditUnit::number, displaced_per_death},
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
