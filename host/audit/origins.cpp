// Statements on how the displaced of an origin move, and on how many origins share them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "host/audit/audited.h"
#include "host/audit/draws.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr double large_origin = 100'000;  // persons displaced

// Years of an origin above 100,000 displaced and how often the next year's count is so changed.
struct OriginYears {
  double cases = 0;
  double changed = 0;

  void take(double before, double after, const std::function<bool(double)>& is_so) {
    if (!(before >= large_origin) || !std::isfinite(after)) return;
    ++cases;
    changed += is_so(after / before) ? 1 : 0;
  }
  double share() const { return changed / cases; }
};

Finding origin_changes(const Audited& audited, const std::function<bool(double)>& is_so) {
  // Years of one origin hang together for about so long.
  constexpr double years_that_count_once = 3;
  const std::vector<std::vector<double>> counts = audited.record().displaced_by_year();
  OriginYears recorded;
  for (std::size_t year = 1; year < counts.size(); ++year) {
    for (std::size_t country = 0; country < counts[year].size(); ++country) {
      recorded.take(counts[year - 1][country], counts[year][country], is_so);
    }
  }
  const Grid& displaced = audited.grid("displaced_from");
  OriginYears forecast;
  for (std::size_t draw = 0; draw < displaced.rows; ++draw) {
    for (std::size_t year = audited.first_forecast(); year < displaced.times; ++year) {
      for (std::size_t country = 0; country < audited.countries(); ++country) {
        forecast.take(displaced.at(draw, year - 1, country), displaced.at(draw, year, country),
                      is_so);
      }
    }
  }
  if (forecast.cases == 0) throw Untold("no origin of a draw has so many displaced");
  return within(forecast.share(),
                share_range(recorded.share(), recorded.cases / years_that_count_once));
}

// The most that one origin had in a year on record.
double most_newly_displaced(const Record& record) {
  return range_over(displaced_years(),
                    [&](int year) { return std::ranges::max(record.newly_displaced(year)); })
      .high;
}

Finding surge_beyond_record(const Audited& audited) {
  const double most = most_newly_displaced(audited.record());
  const Grid& fresh = audited.grid("newly_displaced");
  const std::vector<double> largest =
      over_forecast_years(audited, fresh, [&](std::size_t draw, std::size_t year) {
        double persons = 0;
        for (std::size_t country = 0; country < audited.countries(); ++country) {
          persons = std::max(persons, fresh.at(draw, year, country));
        }
        return persons;
      });
  return at_most(share_where(largest, [&](double persons) { return persons > most; }),
                 unbeaten_share(static_cast<double>(displaced_years().size())));
}

Finding largest_surge(const Audited& audited) {
  const double most = most_newly_displaced(audited.record());
  const Grid& fresh = audited.grid("newly_displaced");
  Largest found;
  for (std::size_t draw = 0; draw < fresh.rows; ++draw) {
    for (std::size_t year = audited.first_forecast(); year < fresh.times; ++year) {
      for (std::size_t country = 0; country < audited.countries(); ++country) {
        const double factor = fresh.at(draw, year, country) / most;
        if (!(factor > found.value)) continue;
        found.take(factor, audited.name(country),
                   fmt::format("{} in {}, draw {}", audited.name(country),
                               audited.header().years[year], draw));
      }
    }
  }
  return at_most(found, 5);
}

Finding fullest_origin(const Audited& audited) {
  constexpr double whole_people = 1e6;
  const Record& record = audited.record();
  const Range recorded = record.shares_away(displaced_years(), whole_people,
                                            [&](int year) { return record.displaced(year); });
  const Grid& displaced = audited.grid("displaced_from");
  const Grid& population = audited.grid("population_mean");
  const std::size_t year = audited.year(2050);
  return at_most(largest_country(audited,
                                 [&](std::size_t country) {
                                   const double persons = population.at(0, year, country);
                                   if (!(persons > whole_people)) return no_number;
                                   const double away = quantile_in(
                                       draws_in(audited, displaced, 2050, country), 0.975);
                                   return away / (persons + away);
                                 }),
                 recorded.high);
}

// Countries of which a fifth of the people are displaced.
Finding emptied_origins(const Audited& audited) {
  constexpr double fifth = 0.2;
  constexpr double least_people = 50'000;
  const auto is_emptied = [](double persons, double away) {
    return away > fifth * (persons + away);
  };
  const Record& record = audited.record();
  const Range recorded = range_over(displaced_years(), [&](int year) {
    const std::vector<double> counts = record.displaced(year);
    double emptied = 0;
    for (int country = 0; country < record.countries.unknown_origin(); ++country) {
      const double persons = record.population.persons(country, year);
      const double away = counts[static_cast<std::size_t>(country)];
      emptied += persons > least_people && is_emptied(persons, away) ? 1 : 0;
    }
    return emptied;
  });
  const Grid& mean = audited.grid("displaced_abroad_mean");
  const Grid& population = audited.grid("population_mean");
  const std::size_t year = audited.year(2050);
  return at_most(
      names_where(audited, up_to(audited.countries()),
                  [&](std::size_t country) {
                    const int index = audited.in_record(country);
                    return index >= 0 &&
                           record.population.persons(index, DisplacementHistory::last_year) >
                               least_people &&
                           is_emptied(population.at(0, year, country), mean.at(0, year, country));
                  }),
      recorded.high);
}

double share_of_five(std::vector<double> counts) {
  constexpr std::ptrdiff_t five = 5;
  if (counts.size() < five) throw Untold("the file has fewer than five countries");
  const double sum = sum_of(counts);
  std::ranges::partial_sort(counts, counts.begin() + five, std::greater<>());
  counts.resize(five);
  return sum_of(counts) / sum;
}

// Share of the five largest origins, mean over the draws and years of a decade.
Finding five_in_decade(const Audited& audited, int first, int last) {
  const Range recorded = range_over(
      displaced_years(), [&](int year) { return share_of_five(audited.record().displaced(year)); });
  const Grid& displaced = audited.grid("displaced_from");
  std::vector<double> shares;
  for (int year = first; year <= last; ++year) {
    for (const std::size_t draw : up_to(displaced.rows)) {
      shares.push_back(share_of_five(countries_in(audited, displaced, draw, year)));
    }
  }
  return within(mean_in(shares), recorded);
}

Statement five_statement(int first, int last) {
  return {fmt::format("origins.five_{}_{}", first, last),
          fmt::format("share of the five largest origins in {}-{}, mean over draws", first, last),
          "UNHCR: 1990-2024",
          Basis::record,
          AuditUnit::share,
          [first, last](const Audited& audited) { return five_in_decade(audited, first, last); }};
}

std::function<Finding(const Audited&)> changes(std::function<bool(double)> is_so) {
  return
      [is_so = std::move(is_so)](const Audited& audited) { return origin_changes(audited, is_so); };
}

}  // namespace

Statements origin_statements() {
  return {
      {"origins.fall", "years in which the displaced of an origin above 100,000 fall",
       "UNHCR: 1991-2024, a third of the origin-years", Basis::record, AuditUnit::share,
       changes([](double ratio) { return ratio < 1; })},
      {"origins.fall_15", "years in which they fall by more than 15 %",
       "UNHCR: 1991-2024, a third of the origin-years", Basis::record, AuditUnit::share,
       changes([](double ratio) { return ratio < 0.85; })},
      {"origins.halve", "years in which they fall by more than half",
       "UNHCR: 1991-2024, a third of the origin-years", Basis::record, AuditUnit::share,
       changes([](double ratio) { return ratio < 0.5; })},
      {"origins.rise_50", "years in which they rise by more than half",
       "UNHCR: 1991-2024, a third of the origin-years", Basis::record, AuditUnit::share,
       changes([](double ratio) { return ratio > 1.5; })},
      five_statement(2025, 2029),
      five_statement(2030, 2039),
      five_statement(2040, 2049),
      {"origins.surge_beyond_record",
       "years in which an origin has more new displaced than any had on record",
       "UNHCR: 1990-2024, unbeaten for so long", Basis::record, AuditUnit::share,
       surge_beyond_record},
      {"origins.largest_surge", "most new displaced of one origin and draw over the most on record",
       "five times", Basis::judgement, AuditUnit::times, largest_surge},
      {"origins.fullest",
       "largest share of a people above a million displaced abroad, 97.5 % quantile of 2050",
       "UNHCR, WPP 2024: the largest of 1990-2024", Basis::record, AuditUnit::share,
       fullest_origin},
      {"origins.emptied",
       "countries above 50,000 persons with a fifth of the people displaced in 2050, means",
       "UNHCR, WPP 2024: the most of 1990-2024", Basis::record, AuditUnit::countries,
       emptied_origins},
  };
}

}  // namespace peregrine
