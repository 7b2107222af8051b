// Statements on chances of war: next year, ten years ahead, of countries by name.
#include <fmt/format.h>

#include <algorithm>

#include "host/audit/audited.h"
#include "host/audit/draws.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr int first_war_year = ConflictHistory::first_year;
constexpr int last_war_year = ConflictHistory::last_year;
constexpr int memory = 10;  // years that past wars are looked for in
// Years of one country hang together: so many count as one case.
constexpr double war_years_that_count_once = 10;

bool war_since(const Record& record, int country, int first, int last) {
  for (int year = first; year <= last; ++year) {
    if (record.at_war(country, year)) return true;
  }
  return false;
}

bool war_before(const Record& record, int country, int last) {
  return war_since(record, country, std::max(first_war_year, last - memory + 1), last);
}

// Countries by GDP a head in 2021 PPP dollars, and by war in the ten years before.
struct WarClass {
  double least;
  double most;
  bool war;

  bool holds(const Record& record, int country, int year) const {
    const double gdp = record.gdp(country, year);
    return gdp >= least && gdp < most && war_before(record, country, year) == war;
  }
};

constexpr double low_income = 5'000;
constexpr double high_income = 20'000;
constexpr double any_income = 1e9;

// How often countries that belong to a class in a year, `holds(country, year)`, are at war so many
// years later, on record. So many cases count as one.
template <typename Holds>
Range recorded_wars(const Record& record, int first, int ahead, double that_count_once,
                    const Holds& holds) {
  double cases = 0;
  double wars = 0;
  for (int year = first; year + ahead <= last_war_year; ++year) {
    for (int country = 0; country < record.countries.unknown_origin(); ++country) {
      if (!holds(country, year)) continue;
      ++cases;
      wars += record.at_war(country, year + ahead) ? 1 : 0;
    }
  }
  if (cases == 0) throw Untold("the record has no country of this class");
  return share_range(wars / cases, std::max(1.0, cases / that_count_once));
}

Range recorded_chance(const Record& record, const WarClass& of, int ahead) {
  return recorded_wars(record, first_war_year + memory - 1, ahead, war_years_that_count_once,
                       [&](int country, int year) { return of.holds(record, country, year); });
}

// The mean chance of war in a year of the countries of the file for which `holds(country)` today.
template <typename Holds>
Finding mean_chance(const Audited& audited, int calendar, const Range& recorded,
                    const Holds& holds) {
  const Grid& chance = audited.grid("war_probability");
  const std::size_t year = audited.year(calendar);
  std::vector<double> chances;
  for (std::size_t country = 0; country < audited.countries(); ++country) {
    const int index = audited.in_record(country);
    if (index >= 0 && holds(index)) chances.push_back(chance.at(0, year, country));
  }
  if (chances.empty()) throw Untold("no country of the file is of this class today");
  return within(mean_in(chances), recorded,
                chances.size() == 1 ? "1 country" : fmt::format("{} countries", chances.size()));
}

Finding chance_of_class(const Audited& audited, const WarClass& of, int ahead) {
  const Record& record = audited.record();
  return mean_chance(audited, last_war_year + ahead, recorded_chance(record, of, ahead),
                     [&](int country) { return of.holds(record, country, last_war_year); });
}

Statement class_statement(const char* id, const char* words, const WarClass& of) {
  return {fmt::format("conflict.class_{}", id),
          fmt::format("chance of war in 2034 of countries {}", words),
          "UCDP/PRIO, World Bank: ten years ahead, 1959-2024",
          Basis::record,
          AuditUnit::share,
          [of](const Audited& audited) { return chance_of_class(audited, of, memory); }};
}

WarClass class_of(const Record& record, int country) {
  const double gdp = record.gdp(country, last_war_year);
  WarClass of = {0, low_income, war_before(record, country, last_war_year)};
  if (gdp >= low_income) of = {low_income, high_income, of.war};
  if (gdp >= high_income) of = {high_income, any_income, of.war};
  return of;
}

Statement war_of(const char* id, const char* iso3, const char* name) {
  return {fmt::format("conflict.{}", id),
          fmt::format("chance of war of {} in 2050", name),
          "UCDP/PRIO, World Bank: upper 95 % end of its class, ten years ahead",
          Basis::record,
          AuditUnit::share,
          [iso3](const Audited& audited) {
            const std::size_t country = audited.country(iso3);
            const int index = audited.in_record(country);
            if (index < 0) throw Untold("the record does not have this country");
            const Range range =
                recorded_chance(audited.record(), class_of(audited.record(), index), memory);
            return at_most(audited.grid("war_probability").at(0, audited.year(2050), country),
                           range.high);
          }};
}

// The highest chance of a rich country that had no war on its soil since 1950, nor a war between
// states since 1946.
Finding highest_of_peaceful_rich(const Audited& audited) {
  const Record& record = audited.record();
  const Grid& chance = audited.grid("war_probability");
  const std::size_t year = audited.year(2050);
  const Largest found = largest_country(audited, [&](std::size_t country) {
    const int index = audited.in_record(country);
    if (index < 0 || !(record.gdp(index, last_war_year) > high_income)) return no_number;
    const bool peaceful =
        !war_since(record, index, first_war_year, last_war_year) &&
        std::ranges::none_of(record.conflict.interstate,
                             [&](const InterstateWarYear& war) { return war.country == index; });
    return peaceful ? chance.at(0, year, country) : no_number;
  });
  if (found.place.empty()) throw Untold("no country of the file is of this class");
  return at_most(found, recorded_chance(record, {high_income, any_income, false}, memory).high);
}

Finding surest_war(const Audited& audited) {
  const Grid& chance = audited.grid("war_probability");
  const std::size_t year = audited.year(2050);
  return at_most(
      largest_country(audited, [&](std::size_t country) { return chance.at(0, year, country); }),
      0.9);
}

// War next year after war, or without: 2025 after 2024, beside the record.
Finding next_year(const Audited& audited, bool war) {
  // One year ahead, cases hang together less.
  constexpr double next_years_that_count_once = 3;
  const Record& record = audited.record();
  const Range recorded =
      recorded_wars(record, first_war_year, 1, next_years_that_count_once,
                    [&](int country, int year) { return record.at_war(country, year) == war; });
  return mean_chance(audited, first_forecast_year, recorded,
                     [&](int country) { return record.at_war(country, last_war_year) == war; });
}

}  // namespace

Statements war_chance_statements() {
  return {
      {"conflict.war_goes_on", "chance of war in 2025 of countries at war in 2024",
       "UCDP/PRIO: 1950-2024", Basis::record, AuditUnit::share,
       [](const Audited& audited) { return next_year(audited, true); }},
      {"conflict.war_breaks_out", "chance of war in 2025 of countries not at war in 2024",
       "UCDP/PRIO: 1950-2024", Basis::record, AuditUnit::share,
       [](const Audited& audited) { return next_year(audited, false); }},
      class_statement("rich_peace", "above 20,000 dollars a head without war in ten years",
                      {high_income, any_income, false}),
      class_statement("rich_war", "above 20,000 dollars a head with war in ten years",
                      {high_income, any_income, true}),
      class_statement("middle_peace", "of 5,000 to 20,000 dollars without war in ten years",
                      {low_income, high_income, false}),
      class_statement("middle_war", "of 5,000 to 20,000 dollars with war in ten years",
                      {low_income, high_income, true}),
      class_statement("poor_peace", "below 5,000 dollars without war in ten years",
                      {0, low_income, false}),
      class_statement("poor_war", "below 5,000 dollars with war in ten years",
                      {0, low_income, true}),
      war_of("china", "CHN", "China"),
      war_of("united_states", "USA", "the United States"),
      war_of("brazil", "BRA", "Brazil"),
      war_of("mexico", "MEX", "Mexico"),
      {"conflict.peaceful_rich",
       "highest chance of war in 2050 above 20,000 dollars a head, no war since 1950 nor between "
       "states since 1946",
       "UCDP/PRIO, World Bank: upper 95 % end of the class, ten years ahead", Basis::record,
       AuditUnit::share, highest_of_peaceful_rich},
      {"conflict.surest_war", "highest chance of war of a country in 2050",
       "90 %: after 25 years nobody is that sure", Basis::judgement, AuditUnit::share, surest_war},
  };
}

}  // namespace peregrine
