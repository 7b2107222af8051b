// Statements on who the displaced are: of conflicts, of the rich, of countries by name.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/audit/audited.h"
#include "host/audit/draws.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr double precedent_size = 100'000;  // persons displaced
constexpr int first_record = DisplacementHistory::first_year;
constexpr int last_record = DisplacementHistory::last_year;

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
    for (const std::size_t i : ranked_first(gains, fifteen)) {
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
  std::vector<std::string> others;
  for (const std::size_t i : ranked_first(gains, fifteen)) {
    const int index = audited.in_record(i);
    if (index < 0 || !was_in_conflict(record, index, last_record)) {
      others.push_back(audited.name(i));
    }
  }
  Finding finding = between(static_cast<double>(fifteen) - static_cast<double>(others.size()),
                            range.low, static_cast<double>(fifteen));
  if (!others.empty()) finding.where = "not " + listed(others);
  finding.places = others;
  return finding;
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
  constexpr std::size_t ten = 10;
  constexpr std::size_t twenty = 20;
  Range range;
  for (int start = 2000; start + 10 <= last_record + 1; ++start) {
    range.take(
        count_among(ranked_first(sum_from(start), ten), ranked_first(sum_from(start + 5), twenty)));
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
  return between(
      count_among(ranked_first(sum_from(last_record - 4), ten), ranked_first(sums, twenty)),
      range.low, static_cast<double>(ten));
}

// The most displaced that a country had at the end of a year up to that one, of counts by year.
double most_displaced(const std::vector<std::vector<double>>& counts, std::size_t country,
                      int last) {
  double most = 0;
  for (int year = first_record; year <= last; ++year) {
    most = std::max(most, counts[static_cast<std::size_t>(year - first_record)][country]);
  }
  return most;
}

// Origins above 100,000 displaced with three times what they ever had up to a quarter of a century
// before.
Finding origins_without_precedent(const Audited& audited) {
  constexpr double times = 3;
  constexpr int apart = 26;
  const std::vector<std::vector<double>> counts = audited.record().displaced_by_year();
  double recorded = 0;
  for (std::size_t country = 0; country < counts.back().size(); ++country) {
    const double now = counts.back()[country];
    recorded +=
        now >= precedent_size && now > times * most_displaced(counts, country, last_record - apart);
  }
  const Grid& displaced = audited.grid("displaced_from");
  const std::size_t year = audited.year(last_record + apart);
  double count = 0;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    const int index = audited.in_record(country);
    if (index < 0) continue;
    const double most = most_displaced(counts, static_cast<std::size_t>(index), last_record);
    for (std::size_t draw = 0; draw < displaced.rows; ++draw) {
      const double persons = displaced.at(draw, year, country);
      count += persons >= precedent_size && persons > times * most ? 1 : 0;
    }
  }
  return at_most(count / static_cast<double>(displaced.rows), recorded);
}

// The share that countries have in the displaced of 2050, beside their largest on record.
// `were_theirs(country, year)` says of a country of the record whether it was one of them,
// `are_theirs(country)` of one of the file whether it is.
template <typename WereTheirs, typename AreTheirs>
Finding share_in_displaced(const Audited& audited, int first, const WereTheirs& were_theirs,
                           const AreTheirs& are_theirs) {
  const Record& record = audited.record();
  Range recorded;
  for (int year = first; year <= last_record; ++year) {
    const std::vector<double> counts = record.displaced(year);
    double theirs = 0;
    for (int country = 0; country < record.countries.unknown_origin(); ++country) {
      if (were_theirs(country, year)) theirs += counts[static_cast<std::size_t>(country)];
    }
    recorded.take(theirs / sum_of(counts));
  }
  const std::vector<double> mean =
      countries_in(audited, audited.grid("displaced_abroad_mean"), 0, 2050);
  double theirs = 0;
  Largest largest;
  for (std::size_t country = 0; country < mean.size(); ++country) {
    if (!are_theirs(country)) continue;
    theirs += mean[country];
    largest.take(mean[country], audited.name(country),
                 fmt::format("most from {}", audited.name(country)));
  }
  largest.value = theirs / sum_of(mean);
  return at_most(largest, recorded.high);
}

// Displaced of countries above 20,000 dollars a head.
Finding displaced_of_the_rich(const Audited& audited) {
  constexpr double rich = 20'000;  // 2021 PPP dollars a head
  const Record& record = audited.record();
  return share_in_displaced(
      audited, first_record,
      [&](int country, int year) { return record.gdp(country, year) > rich; },
      [&](std::size_t country) {
        const int index = audited.in_record(country);
        return index >= 0 && record.gdp(index, ConflictHistory::last_year) > rich;
      });
}

// Displaced of countries without conflict in ten years; of a forecast those of a chance below a
// tenth.
Finding displaced_in_peace(const Audited& audited) {
  constexpr double small_chance = 0.1;
  constexpr int years_of_peace = 10;
  const Record& record = audited.record();
  const Grid& chance = audited.grid("conflict_probability");
  const std::size_t end = audited.year(2050);
  return share_in_displaced(
      audited, first_record + years_of_peace - 1,
      [&](int country, int year) {
        bool peace = true;
        for (int before = year - years_of_peace + 1; before <= year; ++before) {
          peace = peace && record.deaths(country, before) < conflict_least_deaths;
        }
        return peace;
      },
      [&](std::size_t country) { return chance.at(0, end, country) < small_chance; });
}

Statement displaced_of(const char* id, const char* iso3, const char* whose) {
  return {fmt::format("origins.{}", id),
          fmt::format("mean number of displaced {} in 2050 over the most on record", whose),
          "UNHCR: ten times the most of 1990-2024",
          Basis::judgement,
          AuditUnit::times,
          [iso3](const Audited& audited) {
            const std::size_t country = audited.country(iso3);
            const int index = audited.in_record(country);
            if (index < 0) throw Untold("the record does not have this country");
            const double most = most_displaced(audited.record().displaced_by_year(),
                                               static_cast<std::size_t>(index), last_record);
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
       "UNHCR, UCDP: ten years from 1999 ... 2014 on", Basis::record, AuditUnit::origins,
       gains_of_conflicts},
      {"origins.go_on", "of the ten origins of most new displaced 2020-24, among twenty in 2025-29",
       "UNHCR: five years after five, 2000-2024", Basis::record, AuditUnit::origins,
       origins_that_go_on},
      {"origins.without_precedent",
       "origins above 100,000 in 2050 with three times the most they had to 2024, mean over draws",
       "UNHCR: 2024 beside 1990-1998", Basis::record, AuditUnit::origins,
       origins_without_precedent},
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
