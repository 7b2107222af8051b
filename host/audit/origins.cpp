// Statements on where the displaced are from: who they are, how their counts move.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

#include "host/audit/audited.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr double large_origin = 100'000;  // persons displaced
constexpr int first_count = DisplacementHistory::first_year;
constexpr int last_count = DisplacementHistory::last_year;

// [year - first_count][country of the record]
std::vector<std::vector<double>> recorded_counts(const Record& record) {
  std::vector<std::vector<double>> counts;
  for (int year = first_count; year <= last_count; ++year) counts.push_back(record.displaced(year));
  return counts;
}

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
  const std::vector<std::vector<double>> counts = recorded_counts(audited.record());
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

Finding surge_beyond_record(const Audited& audited) {
  double most = 0;
  for (int year = first_count; year <= last_count; ++year) {
    most = std::max(most, std::ranges::max(audited.record().newly_displaced(year)));
  }
  const Grid& fresh = audited.grid("newly_displaced");
  double cases = 0;
  double beyond = 0;
  for (std::size_t draw = 0; draw < fresh.rows; ++draw) {
    for (std::size_t year = audited.first_forecast(); year < fresh.times; ++year) {
      double largest = 0;
      for (std::size_t country = 0; country < audited.countries(); ++country) {
        largest = std::max(largest, fresh.at(draw, year, country));
      }
      ++cases;
      beyond += largest > most ? 1 : 0;
    }
  }
  return at_most(beyond / cases, unbeaten_share(last_count - first_count + 1));
}

Finding largest_surge(const Audited& audited) {
  double most = 0;
  for (int year = first_count; year <= last_count; ++year) {
    most = std::max(most, std::ranges::max(audited.record().newly_displaced(year)));
  }
  const Grid& fresh = audited.grid("newly_displaced");
  Largest found;
  for (std::size_t draw = 0; draw < fresh.rows; ++draw) {
    for (std::size_t year = audited.first_forecast(); year < fresh.times; ++year) {
      for (std::size_t country = 0; country < audited.countries(); ++country) {
        if (fresh.at(draw, year, country) / most <= found.value) continue;
        found.take(fresh.at(draw, year, country) / most,
                   fmt::format("{} in {}, draw {}", audited.name(country),
                               audited.header().years[year], draw));
      }
    }
  }
  return at_most(found.value, 5, found.where);
}

Finding fullest_origin(const Audited& audited) {
  constexpr double whole_people = 1e6;
  const Record& record = audited.record();
  Range range;
  for (int year = first_count; year <= last_count; ++year) {
    const std::vector<double> counts = record.displaced(year);
    for (int country = 0; country < record.countries.unknown_origin(); ++country) {
      const double persons = record.population.persons(country, year);
      const double away = counts[static_cast<std::size_t>(country)];
      if (persons > whole_people) range.take(away / (persons + away));
    }
  }
  const Grid& displaced = audited.grid("displaced_from");
  const Grid& population = audited.grid("population_mean");
  const std::size_t year = audited.year(2050);
  Largest found;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    const double persons = population.at(0, year, country);
    if (!(persons > whole_people)) continue;
    std::vector<double> counts;
    for (std::size_t draw = 0; draw < displaced.rows; ++draw) {
      counts.push_back(displaced.at(draw, year, country));
    }
    const double away = quantile_in(std::move(counts), 0.975);
    found.take(away / (persons + away), audited.name(country));
  }
  return at_most(found.value, range.high, found.where);
}

// Countries of which a fifth or more of the people are displaced abroad.
Finding emptied_origins(const Audited& audited) {
  constexpr double fifth = 0.2;
  constexpr double least_people = 50'000;
  const Record& record = audited.record();
  Range range;
  for (int year = first_count; year <= last_count; ++year) {
    const std::vector<double> counts = record.displaced(year);
    double emptied = 0;
    for (int country = 0; country < record.countries.unknown_origin(); ++country) {
      const double persons = record.population.persons(country, year);
      const double away = counts[static_cast<std::size_t>(country)];
      emptied += persons > least_people && away > fifth * (persons + away) ? 1 : 0;
    }
    range.take(emptied);
  }
  const Grid& mean = audited.grid("displaced_abroad_mean");
  const Grid& population = audited.grid("population_mean");
  const std::size_t year = audited.year(2050);
  double emptied = 0;
  std::string names;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    const int index = audited.in_record(country);
    const double away = mean.at(0, year, country);
    if (index < 0 || !(record.population.persons(index, last_count) > least_people)) continue;
    if (!(away > fifth * (population.at(0, year, country) + away))) continue;
    names += (emptied++ == 0 ? "" : ", ") + audited.name(country);
  }
  return at_most(emptied, range.high, names);
}

double share_of_five(std::vector<double> counts) {
  constexpr std::ptrdiff_t five = 5;
  if (counts.size() < five) throw Untold("the file has fewer than five countries");
  const double sum = std::accumulate(counts.begin(), counts.end(), 0.0);
  std::ranges::partial_sort(counts, counts.begin() + five, std::greater<>());
  return std::accumulate(counts.begin(), counts.begin() + five, 0.0) / sum;
}

// Share of the five largest origins, mean over the draws and years of a decade.
Finding five_in_decade(const Audited& audited, int first, int last) {
  Range range;
  for (int year = first_count; year <= last_count; ++year) {
    range.take(share_of_five(audited.record().displaced(year)));
  }
  const Grid& displaced = audited.grid("displaced_from");
  double sum = 0;
  double cases = 0;
  for (std::size_t draw = 0; draw < displaced.rows; ++draw) {
    for (std::size_t year = audited.year(first); year <= audited.year(last); ++year) {
      std::vector<double> counts;
      for (std::size_t country = 0; country < audited.countries(); ++country) {
        counts.push_back(displaced.at(draw, year, country));
      }
      sum += share_of_five(std::move(counts));
      ++cases;
    }
  }
  return within(sum / cases, range);
}

std::vector<std::size_t> first_of(const std::vector<double>& values, std::size_t count) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return values[i]; });
  order.resize(std::min(count, order.size()));
  return order;
}

// Whether a country had organised violence in half of the ten years that end with this one.
bool was_in_conflict(const Record& record, int country, int last) {
  int years = 0;
  for (int year = std::max(first_count, last - 9); year <= last; ++year) {
    years += record.deaths(country, year) >= conflict_least_deaths ? 1 : 0;
  }
  return years >= 5;
}

constexpr std::size_t fifteen = 15;

// Of the fifteen largest gains in ten years, those of countries in conflict before.
Finding gains_of_conflicts(const Audited& audited) {
  const Record& record = audited.record();
  Range range;
  for (int start = 1999; start + 10 <= last_count; ++start) {
    const std::vector<double> before = record.displaced(start);
    std::vector<double> gains = record.displaced(start + 10);
    for (std::size_t i = 0; i < gains.size(); ++i) gains[i] -= before[i];
    double count = 0;
    for (const std::size_t i : first_of(gains, fifteen)) {
      count += was_in_conflict(record, static_cast<int>(i), start) ? 1 : 0;
    }
    range.take(count);
  }
  const Grid& mean = audited.grid("displaced_abroad_mean");
  std::vector<double> gains;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    gains.push_back(mean.at(0, audited.year(last_count + 10), country) -
                    mean.at(0, audited.year(last_count), country));
  }
  double count = 0;
  std::string names;
  for (const std::size_t i : first_of(gains, fifteen)) {
    const bool before =
        audited.in_record(i) >= 0 && was_in_conflict(record, audited.in_record(i), last_count);
    count += before ? 1 : 0;
    if (!before) names += (names.empty() ? "not " : ", ") + audited.name(i);
  }
  return {count, range.low, static_cast<double>(fifteen), names};
}

// Of the ten origins with the most new displacement in five years, those among the twenty first in
// the five years that follow.
Finding origins_that_go_on(const Audited& audited) {
  const Record& record = audited.record();
  const auto sum_from = [&](int first) {
    std::vector<double> sums(static_cast<std::size_t>(record.size()), 0.0);
    for (int year = first; year < first + 5; ++year) {
      const std::vector<double> fresh = record.newly_displaced(year);
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += fresh[i];
    }
    return sums;
  };
  const auto shared = [](const std::vector<std::size_t>& ten,
                         const std::vector<std::size_t>& twenty) {
    const std::set<std::size_t> among(twenty.begin(), twenty.end());
    return static_cast<double>(
        std::ranges::count_if(ten, [&](std::size_t i) { return among.contains(i); }));
  };
  constexpr std::size_t ten = 10;
  constexpr std::size_t twenty = 20;
  Range range;
  for (int start = 2000; start + 10 <= last_count + 1; ++start) {
    range.take(shared(first_of(sum_from(start), ten), first_of(sum_from(start + 5), twenty)));
  }
  const Grid& fresh = audited.grid("newly_displaced");
  std::vector<double> sums(static_cast<std::size_t>(record.size()), 0.0);
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    if (audited.in_record(country) < 0) continue;
    for (std::size_t year = audited.first_forecast(); year <= audited.year(2029); ++year) {
      for (std::size_t draw = 0; draw < fresh.rows; ++draw) {
        sums[static_cast<std::size_t>(audited.in_record(country))] += fresh.at(draw, year, country);
      }
    }
  }
  return {shared(first_of(sum_from(last_count - 4), ten), first_of(sums, twenty)), range.low,
          static_cast<double>(ten), ""};
}

// Origins above 100,000 displaced with three times what they ever had up to a quarter of a century
// before.
Finding origins_without_precedent(const Audited& audited) {
  constexpr double times = 3;
  constexpr int apart = 26;
  const std::vector<std::vector<double>> counts = recorded_counts(audited.record());
  const auto highest_until = [&](std::size_t country, int last) {
    double most = 0;
    for (int year = first_count; year <= last; ++year) {
      most = std::max(most, counts[static_cast<std::size_t>(year - first_count)][country]);
    }
    return most;
  };
  double recorded = 0;
  for (std::size_t country = 0; country < counts.back().size(); ++country) {
    const double now = counts.back()[country];
    recorded += now >= large_origin && now > times * highest_until(country, last_count - apart);
  }
  const Grid& displaced = audited.grid("displaced_from");
  const std::size_t year = audited.year(last_count + apart);
  double count = 0;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    const int index = audited.in_record(country);
    if (index < 0) continue;
    const double most = highest_until(static_cast<std::size_t>(index), last_count);
    for (std::size_t draw = 0; draw < displaced.rows; ++draw) {
      const double persons = displaced.at(draw, year, country);
      count += persons >= large_origin && persons > times * most ? 1 : 0;
    }
  }
  return at_most(count / static_cast<double>(displaced.rows), recorded);
}

double gdp_now(const Record& record, int country) {
  return country < 0 ? std::nan("") : record.gdp(country, ConflictHistory::last_year);
}

constexpr double rich = 20'000;  // 2021 PPP dollars a head

// Displaced of countries above 20,000 dollars a head, of all: 2050 beside the years on record.
Finding displaced_of_the_rich(const Audited& audited) {
  const Record& record = audited.record();
  Range range;
  for (int year = first_count; year <= last_count; ++year) {
    const std::vector<double> counts = record.displaced(year);
    double of_rich = 0;
    for (int country = 0; country < record.countries.unknown_origin(); ++country) {
      if (record.gdp(country, year) > rich) of_rich += counts[static_cast<std::size_t>(country)];
    }
    range.take(of_rich / std::accumulate(counts.begin(), counts.end(), 0.0));
  }
  const Grid& mean = audited.grid("displaced_abroad_mean");
  const std::size_t year = audited.year(2050);
  double of_rich = 0;
  double sum = 0;
  Largest largest;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    const double persons = mean.at(0, year, country);
    sum += persons;
    if (!(gdp_now(record, audited.in_record(country)) > rich)) continue;
    of_rich += persons;
    largest.take(persons, fmt::format("most from {}", audited.name(country)));
  }
  return at_most(of_rich / sum, range.high, largest.where);
}

// Displaced of countries without conflict in ten years, of all: of a forecast those of a chance
// below a tenth.
Finding displaced_in_peace(const Audited& audited) {
  constexpr double small_chance = 0.1;
  const Record& record = audited.record();
  Range range;
  for (int year = first_count + 9; year <= last_count; ++year) {
    const std::vector<double> counts = record.displaced(year);
    double of_peace = 0;
    for (int country = 0; country < record.countries.unknown_origin(); ++country) {
      bool peace = true;
      for (int before = year - 9; before <= year; ++before) {
        peace = peace && record.deaths(country, before) < conflict_least_deaths;
      }
      if (peace) of_peace += counts[static_cast<std::size_t>(country)];
    }
    range.take(of_peace / std::accumulate(counts.begin(), counts.end(), 0.0));
  }
  const Grid& mean = audited.grid("displaced_abroad_mean");
  const Grid& chance = audited.grid("conflict_probability");
  const std::size_t year = audited.year(2050);
  double of_peace = 0;
  double sum = 0;
  Largest largest;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    sum += mean.at(0, year, country);
    if (!(chance.at(0, year, country) < small_chance)) continue;
    of_peace += mean.at(0, year, country);
    largest.take(mean.at(0, year, country), fmt::format("most from {}", audited.name(country)));
  }
  return at_most(of_peace / sum, range.high, largest.where);
}

Statement displaced_of(const char* id, const char* iso3, const char* whose) {
  return {fmt::format("origins.{}", id),
          fmt::format("mean number of displaced {} in 2050 over the most on record", whose),
          "UNHCR: ten times the most of 1990-2024",
          Basis::judgement,
          AuditUnit::times,
          [iso3](const Audited& audited) {
            const std::size_t country = audited.country(iso3);
            if (audited.in_record(country) < 0) throw Untold("the record lacks this country");
            double most = 0;
            for (const std::vector<double>& counts : recorded_counts(audited.record())) {
              most = std::max(most, counts[static_cast<std::size_t>(audited.in_record(country))]);
            }
            return at_most(
                audited.grid("displaced_abroad_mean").at(0, audited.year(2050), country) / most,
                10);
          }};
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
      {"origins.gains_of_conflicts",
       "of the fifteen largest gains 2024-34, origins in conflict in half of the ten years before",
       "UNHCR, UCDP: ten years from 1999 ... 2014 on", Basis::record, AuditUnit::number,
       gains_of_conflicts},
      {"origins.go_on", "of the ten origins of most new displaced 2020-24, among twenty in 2025-29",
       "UNHCR: five years after five, 2000-2024", Basis::record, AuditUnit::number,
       origins_that_go_on},
      {"origins.without_precedent",
       "origins above 100,000 in 2050 with three times the most they had to 2024, mean over draws",
       "UNHCR: 2024 beside 1990-1998", Basis::record, AuditUnit::number, origins_without_precedent},
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
       "UNHCR, WPP 2024: the most of 1990-2024", Basis::record, AuditUnit::number, emptied_origins},
      {"origins.of_the_rich",
       "share of countries above 20,000 dollars a head (2021 PPP) in the displaced of 2050, means",
       "UNHCR, World Bank: the largest of 1990-2024", Basis::record, AuditUnit::share,
       displaced_of_the_rich},
      {"origins.in_peace",
       "share of countries with a chance of conflict below 10 % in the displaced of 2050, means",
       "UNHCR, UCDP: without conflict in ten years, the largest of 1999-2024", Basis::record,
       AuditUnit::share, displaced_in_peace},
      displaced_of("united_states", "USA", "Americans"),
      displaced_of("israel", "ISR", "Israelis"),
      displaced_of("china", "CHN", "Chinese"),
      displaced_of("india", "IND", "Indians"),
  };
}

}  // namespace peregrine
