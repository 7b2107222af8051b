// Statements on wars: their past, how many there are, how deadly they are.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/audit/audited.h"
#include "host/audit/draws.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr int last_deaths = ConflictHistory::last_year;
constexpr double years_of_deaths = last_deaths - ConflictHistory::first_counted + 1;
constexpr double no_end = std::numeric_limits<double>::infinity();

// Countries of a state in each year on record.
std::vector<double> recorded_countries(const Record& record, double least, double below) {
  std::vector<double> counts;
  for (const int year : war_years()) {
    double count = 0;
    for (int country = 0; country < record.countries.unknown_origin(); ++country) {
      const double fought = record.fought(country, year);
      count += fought >= least && fought < below ? 1 : 0;
    }
    counts.push_back(count);
  }
  return counts;
}

double mean_between(const Audited& audited, const char* variable, int first, int last) {
  const Grid& grid = audited.grid(variable);
  std::vector<double> by_year;
  for (int year = first; year <= last; ++year) {
    by_year.push_back(mean_in(draws_in(audited, grid, year)));
  }
  return mean_in(by_year);
}

constexpr std::size_t ten_years = 10;

Finding wars_between(const Audited& audited, int first, int last) {
  return within(
      mean_between(audited, "war_countries", first, last),
      range_of_means(recorded_countries(audited.record(), war_deaths, no_end), ten_years));
}

Finding minor_conflicts(const Audited& audited) {
  return within(
      mean_between(audited, "minor_conflict_countries", 2035, 2050),
      range_of_means(recorded_countries(audited.record(), conflict_least_deaths, war_deaths),
                     ten_years));
}

Finding wars_spread(const Audited& audited) {
  const std::vector<double> recorded = recorded_countries(audited.record(), war_deaths, no_end);
  const double most = std::ranges::max(recorded);
  const double least = std::ranges::min(recorded);
  const std::vector<double> wars = forecast_years(audited, audited.grid("war_countries"));
  // Either end may be beaten.
  return at_most(share_where(wars, [&](double count) { return count > most || count < least; }),
                 2 * unbeaten_share(years_of_deaths));
}

Finding observed_wars(const Audited& audited) {
  const Record& record = audited.record();
  const Grid& chance = audited.grid("war_probability");
  double differ = 0;
  for (int year = 2020; year <= last_deaths; ++year) {
    for (std::size_t country = 0; country < audited.countries(); ++country) {
      const int index = audited.in_record(country);
      if (index < 0) continue;
      const double there = record.at_war(index, year) ? 1 : 0;
      differ += std::abs(chance.at(0, audited.year(year), country) - there);
    }
  }
  return at_most(differ, 0.5);
}

Finding observed_deaths(const Audited& audited) {
  const Grid& deaths = audited.grid("conflict_deaths_mean");
  Range range;
  for (int year = 2020; year <= last_deaths; ++year) {
    range.take(sum_of(countries_in(audited, deaths, 0, year)) /
               audited.record().world_deaths(year));
  }
  return between(furthest_from_one(range), 0.99, 1.01);
}

Finding interstate_wars(const Audited& audited) {
  constexpr int first = ConflictHistory::first_interstate_year;
  std::vector<double> recorded(static_cast<std::size_t>(last_deaths - first + 1), 0.0);
  for (const InterstateWarYear& war : audited.record().conflict.interstate) {
    recorded[static_cast<std::size_t>(war.year - first)] += 1;
  }
  return within(mean_between(audited, "interstate_war_countries", 2035, 2050),
                range_of_means(recorded, ten_years));
}

Finding coups(const Audited& audited) {
  return between(mean_between(audited, "coup_attempts", 2030, 2050), 2, 8);
}

std::vector<double> deaths_of_draws(const Audited& audited) {
  return forecast_years(audited, audited.grid("conflict_deaths"));
}

std::vector<double> recorded_deaths(const Record& record) {
  std::vector<double> deaths;
  for (const int year : war_years()) deaths.push_back(record.world_deaths(year));
  return deaths;
}

Finding usual_deaths(const Audited& audited) {
  const std::vector<double> recorded = recorded_deaths(audited.record());
  return between(median_in(deaths_of_draws(audited)), quantile_in(recorded, 0.1),
                 quantile_in(recorded, 0.9));
}

Finding deaths_beyond_record(const Audited& audited) {
  const double most = std::ranges::max(recorded_deaths(audited.record()));
  return at_most(share_where(deaths_of_draws(audited), [&](double dead) { return dead > most; }),
                 unbeaten_share(years_of_deaths));
}

Finding deadliest_draw(const Audited& audited) {
  return at_most(std::ranges::max(deaths_of_draws(audited)) /
                     std::ranges::max(recorded_deaths(audited.record())),
                 10);
}

Finding mean_deaths(const Audited& audited) {
  const double recorded = mean_in(recorded_deaths(audited.record()));
  return between(mean_in(deaths_of_draws(audited)), recorded / 2, 2 * recorded);
}

Statement deaths_of(const char* id, const char* iso3, const char* name) {
  return {fmt::format("conflict.deaths_{}", id),
          fmt::format("highest yearly mean of deaths in {} from 2025 on, over the most on record",
                      name),
          "UCDP: 1990-2024",
          Basis::record,
          AuditUnit::times,
          [iso3](const Audited& audited) {
            const std::size_t country = audited.country(iso3);
            const int index = audited.in_record(country);
            if (index < 0) throw Untold("the record does not have this country");
            const std::vector<double> deaths =
                forecast_years(audited, audited.grid("conflict_deaths_mean"), country);
            return at_most(
                std::ranges::max(deaths) / audited.record().most_deaths(index, last_deaths), 1);
          }};
}

Finding countries_deadlier_than_ever(const Audited& audited) {
  const Record& record = audited.record();
  const Grid& deaths = audited.grid("conflict_deaths_mean");
  const std::size_t year = audited.year(2050);
  const std::vector<std::string> deadlier =
      names_where(audited, up_to(audited.countries()), [&](std::size_t country) {
        const int index = audited.in_record(country);
        const double dead = deaths.at(0, year, country);
        return index >= 0 && dead >= war_deaths && dead > record.most_deaths(index, last_deaths);
      });
  double recorded = 0;
  constexpr int decade = 10;
  for (int country = 0; country < record.countries.unknown_origin(); ++country) {
    double lately = 0;
    for (int past = last_deaths - decade + 1; past <= last_deaths; ++past) {
      lately += record.deaths(country, past) / decade;
    }
    const double most = record.most_deaths(country, last_deaths - decade);
    recorded += lately >= war_deaths && lately > most ? 1 : 0;
  }
  return at_most(deadlier, recorded);
}

}  // namespace

Statements war_statements() {
  return {
      {"conflict.observed_wars", "countries and years of 2020-24 whose state differs, all draws",
       "UCDP: 2020-2024", Basis::record, AuditUnit::country_years, observed_wars},
      {"conflict.observed_deaths", "the world's deaths of 2020-24, year furthest from the count",
       "UCDP: 2020-2024, one in a hundred", Basis::record, AuditUnit::times, observed_deaths},
      {"conflict.wars_2025_2034", "countries at war in a year of 2025-34, mean over draws",
       "UCDP: ten-year means of 1990-2024", Basis::record, AuditUnit::countries,
       [](const Audited& audited) { return wars_between(audited, 2025, 2034); }},
      {"conflict.wars_2035_2050", "countries at war in a year of 2035-50, mean over draws",
       "UCDP: ten-year means of 1990-2024", Basis::record, AuditUnit::countries,
       [](const Audited& audited) { return wars_between(audited, 2035, 2050); }},
      {"conflict.wars_beyond_record",
       "years from 2025 on with more countries at war than ever, or fewer",
       "UCDP: 1990-2024, both ends unbeaten for so long", Basis::record, AuditUnit::share,
       wars_spread},
      {"conflict.minor_2035_2050", "countries in minor conflict in a year of 2035-50",
       "UCDP: ten-year means of 1990-2024", Basis::record, AuditUnit::countries, minor_conflicts},
      {"conflict.interstate", "countries with a war between states in a year of 2035-50",
       "UCDP/PRIO: ten-year means of 1946-2024", Basis::record, AuditUnit::countries,
       interstate_wars},
      {"conflict.coups", "coup attempts in a year of 2030-50, mean over draws",
       recalled("Powell and Thyne 2011, updated: 486 in 1950-2021, fewer of late"),
       Basis::published, AuditUnit::coups, coups},
      {"conflict.deaths", "the world's deaths in a year from 2025 on, median",
       "UCDP: 10 to 90 % of the years 1990-2024", Basis::record, AuditUnit::persons, usual_deaths},
      {"conflict.mean_deaths", "the world's deaths in a year from 2025 on, mean over draws",
       "UCDP: half to twice the mean of 1990-2024", Basis::record, AuditUnit::persons, mean_deaths},
      {"conflict.deaths_beyond_record", "years with more deaths than any on record",
       "UCDP: 1990-2024, unbeaten for so long", Basis::record, AuditUnit::share,
       deaths_beyond_record},
      {"conflict.deadliest_draw", "deadliest year of a draw over the deadliest on record",
       "ten times", Basis::judgement, AuditUnit::times, deadliest_draw},
      {"conflict.deadlier_than_ever",
       "countries whose mean deaths of 2050 are above any year on record, of those above 1,000",
       "UCDP: mean of 2015-2024 above any year of 1990-2014", Basis::record, AuditUnit::countries,
       countries_deadlier_than_ever},
      deaths_of("brazil", "BRA", "Brazil"),
      deaths_of("mexico", "MEX", "Mexico"),
      deaths_of("united_states", "USA", "the United States"),
      deaths_of("china", "CHN", "China"),
  };
}

}  // namespace peregrine
