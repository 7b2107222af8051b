// Statements on who the displaced are: of conflicts, of the rich, of countries by name.
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

constexpr double precedent_size = 100'000;  // persons displaced
constexpr int first_record = DisplacementHistory::first_year;
constexpr int last_record = DisplacementHistory::last_year;

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
  for (int year = std::max(first_record, last - 9); year <= last; ++year) {
    years += record.deaths(country, year) >= conflict_least_deaths ? 1 : 0;
  }
  return years >= 5;
}

constexpr std::size_t fifteen = 15;

// Of the fifteen largest gains in ten years, those of countries in conflict before.
Finding gains_of_conflicts(const Audited& audited) {
  const Record& record = audited.record();
  Range range;
  for (int start = 1999; start + 10 <= last_record; ++start) {
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
    gains.push_back(mean.at(0, audited.year(last_record + 10), country) -
                    mean.at(0, audited.year(last_record), country));
  }
  double count = 0;
  std::string names;
  for (const std::size_t i : first_of(gains, fifteen)) {
    const bool before =
        audited.in_record(i) >= 0 && was_in_conflict(record, audited.in_record(i), last_record);
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
  for (int start = 2000; start + 10 <= last_record + 1; ++start) {
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
  return {shared(first_of(sum_from(last_record - 4), ten), first_of(sums, twenty)), range.low,
          static_cast<double>(ten), ""};
}

// Origins above 100,000 displaced with three times what they ever had up to a quarter of a century
// before.
Finding origins_without_precedent(const Audited& audited) {
  constexpr double times = 3;
  constexpr int apart = 26;
  const std::vector<std::vector<double>> counts = audited.record().displaced_by_year();
  const auto highest_until = [&](std::size_t country, int last) {
    double most = 0;
    for (int year = first_record; year <= last; ++year) {
      most = std::max(most, counts[static_cast<std::size_t>(year - first_record)][country]);
    }
    return most;
  };
  double recorded = 0;
  for (std::size_t country = 0; country < counts.back().size(); ++country) {
    const double now = counts.back()[country];
    recorded += now >= precedent_size && now > times * highest_until(country, last_record - apart);
  }
  const Grid& displaced = audited.grid("displaced_from");
  const std::size_t year = audited.year(last_record + apart);
  double count = 0;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    const int index = audited.in_record(country);
    if (index < 0) continue;
    const double most = highest_until(static_cast<std::size_t>(index), last_record);
    for (std::size_t draw = 0; draw < displaced.rows; ++draw) {
      const double persons = displaced.at(draw, year, country);
      count += persons >= precedent_size && persons > times * most ? 1 : 0;
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
  for (int year = first_record; year <= last_record; ++year) {
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
  for (int year = first_record + 9; year <= last_record; ++year) {
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
            for (const std::vector<double>& counts : audited.record().displaced_by_year()) {
              most = std::max(most, counts[static_cast<std::size_t>(audited.in_record(country))]);
            }
            return at_most(
                audited.grid("displaced_abroad_mean").at(0, audited.year(2050), country) / most,
                10);
          }};
}

}  // namespace

Statements whose_displaced_statements() {
  return {
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
