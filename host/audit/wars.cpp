// Statements on wars: their past, how many there are, how deadly they are.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/audit/audited.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr int first_deaths = ConflictHistory::first_year;
constexpr int last_deaths = ConflictHistory::last_year;
constexpr double years_of_deaths = last_deaths - first_deaths + 1;

// Countries of a state in each year on record.
std::vector<double> recorded_countries(const Record& record, double least, double below) {
  std::vector<double> counts;
  for (int year = first_deaths; year <= last_deaths; ++year) {
    double count = 0;
    for (int country = 0; country < record.countries.unknown_origin(); ++country) {
      const double deaths = record.deaths(country, year);
      count += deaths >= least && deaths < below ? 1 : 0;
    }
    counts.push_back(count);
  }
  return counts;
}

double mean_between(const Audited& audited, const char* variable, int first, int last) {
  const Grid& grid = audited.grid(variable);
  double sum = 0;
  double cases = 0;
  for (std::size_t draw = 0; draw < grid.rows; ++draw) {
    for (std::size_t year = audited.year(first); year <= audited.year(last); ++year) {
      sum += grid.at(draw, year);
      ++cases;
    }
  }
  return sum / cases;
}

constexpr std::size_t ten_years = 10;

Finding wars_between(const Audited& audited, int first, int last) {
  return within(mean_between(audited, "war_countries", first, last),
                range_of_means(recorded_countries(audited.record(), war_deaths, 1e12), ten_years));
}

Finding minor_conflicts(const Audited& audited) {
  return within(
      mean_between(audited, "minor_conflict_countries", 2035, 2050),
      range_of_means(recorded_countries(audited.record(), conflict_least_deaths, war_deaths),
                     ten_years));
}

Finding wars_spread(const Audited& audited) {
  const std::vector<double> recorded = recorded_countries(audited.record(), war_deaths, 1e12);
  const Grid& wars = audited.grid("war_countries");
  const double most = std::ranges::max(recorded);
  const double least = std::ranges::min(recorded);
  double cases = 0;
  double beyond = 0;
  for (std::size_t draw = 0; draw < wars.rows; ++draw) {
    for (std::size_t year = audited.first_forecast(); year < wars.times; ++year) {
      ++cases;
      beyond += wars.at(draw, year) > most || wars.at(draw, year) < least ? 1 : 0;
    }
  }
  // Either end may be beaten.
  return at_most(beyond / cases, 2 * unbeaten_share(years_of_deaths));
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
    double sum = 0;
    for (std::size_t country = 0; country < audited.countries(); ++country) {
      sum += deaths.at(0, audited.year(year), country);
    }
    range.take(sum / audited.record().world_deaths(year));
  }
  return {std::abs(range.low - 1) > std::abs(range.high - 1) ? range.low : range.high, 0.99, 1.01,
          ""};
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
  return {mean_between(audited, "coup_attempts", 2030, 2050), 2, 8, ""};
}

std::vector<double> deaths_of_draws(const Audited& audited) {
  const Grid& deaths = audited.grid("conflict_deaths");
  std::vector<double> all;
  for (std::size_t draw = 0; draw < deaths.rows; ++draw) {
    for (std::size_t year = audited.first_forecast(); year < deaths.times; ++year) {
      all.push_back(deaths.at(draw, year));
    }
  }
  return all;
}

std::vector<double> recorded_deaths(const Record& record) {
  std::vector<double> deaths;
  for (int year = first_deaths; year <= last_deaths; ++year) {
    deaths.push_back(record.world_deaths(year));
  }
  return deaths;
}

Finding usual_deaths(const Audited& audited) {
  const std::vector<double> recorded = recorded_deaths(audited.record());
  Range range;
  range.take(quantile_in(recorded, 0.1));
  range.take(quantile_in(recorded, 0.9));
  return within(median_in(deaths_of_draws(audited)), range);
}

Finding deaths_beyond_record(const Audited& audited) {
  const double most = std::ranges::max(recorded_deaths(audited.record()));
  const std::vector<double> all = deaths_of_draws(audited);
  return at_most(
      static_cast<double>(std::ranges::count_if(all, [&](double d) { return d > most; })) /
          static_cast<double>(all.size()),
      unbeaten_share(years_of_deaths));
}

Finding deadliest_draw(const Audited& audited) {
  return at_most(std::ranges::max(deaths_of_draws(audited)) /
                     std::ranges::max(recorded_deaths(audited.record())),
                 10);
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
            double most = 0;
            for (int year = first_deaths; year <= last_deaths; ++year) {
              most = std::max(most, audited.record().deaths(index, year));
            }
            const Grid& deaths = audited.grid("conflict_deaths_mean");
            double highest = 0;
            for (std::size_t year = audited.first_forecast(); year < deaths.times; ++year) {
              highest = std::max(highest, deaths.at(0, year, country));
            }
            return at_most(highest / most, 1);
          }};
}

Finding countries_deadlier_than_ever(const Audited& audited) {
  const Record& record = audited.record();
  const Grid& deaths = audited.grid("conflict_deaths_mean");
  const std::size_t year = audited.year(2050);
  double count = 0;
  std::string names;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    const int index = audited.in_record(country);
    if (index < 0 || !(deaths.at(0, year, country) >= war_deaths)) continue;
    double most = 0;
    for (int past = first_deaths; past <= last_deaths; ++past) {
      most = std::max(most, record.deaths(index, past));
    }
    if (deaths.at(0, year, country) <= most) continue;
    names += (count++ == 0 ? "" : ", ") + audited.name(country);
  }
  double recorded = 0;
  constexpr int decade = 10;
  for (int country = 0; country < record.countries.unknown_origin(); ++country) {
    double lately = 0;
    double most = 0;
    for (int past = first_deaths; past <= last_deaths; ++past) {
      const double dead = record.deaths(country, past);
      if (past > last_deaths - decade) {
        lately += dead / decade;
      } else {
        most = std::max(most, dead);
      }
    }
    recorded += lately >= war_deaths && lately > most ? 1 : 0;
  }
  return at_most(count, recorded, names);
}

Finding mean_deaths(const Audited& audited) {
  const std::vector<double> recorded = recorded_deaths(audited.record());
  const std::vector<double> drawn = deaths_of_draws(audited);
  const auto mean = [](const std::vector<double>& all) {
    return std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(all.size());
  };
  return {mean(drawn), mean(recorded) / 2, 2 * mean(recorded), ""};
}

}  // namespace

Statements war_statements() {
  return {
      {"conflict.observed_wars", "countries and years of 2020-24 whose state differs, all draws",
       "UCDP: 2020-2024", Basis::record, AuditUnit::number, observed_wars},
      {"conflict.observed_deaths", "the world's deaths of 2020-24, year furthest from the count",
       "UCDP: 2020-2024, one in a hundred", Basis::record, AuditUnit::times, observed_deaths},
      {"conflict.wars_2025_2034", "countries at war in a year of 2025-34, mean over draws",
       "UCDP: ten-year means of 1990-2024", Basis::record, AuditUnit::number,
       [](const Audited& audited) { return wars_between(audited, 2025, 2034); }},
      {"conflict.wars_2035_2050", "countries at war in a year of 2035-50, mean over draws",
       "UCDP: ten-year means of 1990-2024", Basis::record, AuditUnit::number,
       [](const Audited& audited) { return wars_between(audited, 2035, 2050); }},
      {"conflict.wars_beyond_record",
       "years from 2025 on with more countries at war than ever, or fewer",
       "UCDP: 1990-2024, both ends unbeaten for so long", Basis::record, AuditUnit::share,
       wars_spread},
      {"conflict.minor_2035_2050", "countries in minor conflict in a year of 2035-50",
       "UCDP: ten-year means of 1990-2024", Basis::record, AuditUnit::number, minor_conflicts},
      {"conflict.interstate", "countries with a war between states in a year of 2035-50",
       "UCDP/PRIO: ten-year means of 1946-2024", Basis::record, AuditUnit::number, interstate_wars},
      {"conflict.coups", "coup attempts in a year of 2030-50, mean over draws",
       "Powell and Thyne 2011, updated: 486 in 1950-2021, fewer of late", Basis::published,
       AuditUnit::number, coups},
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
       "UCDP: mean of 2015-2024 above any year of 1990-2014", Basis::record, AuditUnit::number,
       countries_deadlier_than_ever},
      deaths_of("brazil", "BRA", "Brazil"),
      deaths_of("mexico", "MEX", "Mexico"),
      deaths_of("united_states", "USA", "the United States"),
      deaths_of("china", "CHN", "China"),
  };
}

}  // namespace peregrine
