// The tables of the conflict process: facts from outside, and what is said of wrong ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "host/model/conflict/panel.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine {
namespace {

const Countries& countries() {
  static const Countries loaded = load_countries(test::source_inputs());
  return loaded;
}

const ConflictHistory& history() {
  static const ConflictHistory loaded = load_conflict_history(test::source_inputs(), countries());
  return loaded;
}

double deaths(const char* code, int year) {
  return history().deaths[ConflictHistory::at(countries().index_of(code), year)];
}

double fought(const char* code, int year) {
  return history().fought[ConflictHistory::at(countries().index_of(code), year)];
}

double world(int year) {
  double sum = 0.0;
  for (int country = 0; country < countries().size(); ++country) {
    sum += history().deaths[ConflictHistory::at(country, year)];
  }
  return sum;
}

// UCDP, Organized violence by country and year 25.1: sums over all countries and types.
TEST(ConflictDeathsTable, has_the_published_world_totals) {
  EXPECT_EQ(world(2022), 309'636.0);
  EXPECT_EQ(world(2023), 161'237.0);
  EXPECT_EQ(world(2024), 160'900.0);
  EXPECT_EQ(deaths("RWA", 1994), 772'463.0);
}

// Darfur, Boko Haram, the Congo wars, Burma, the dead of Gaza, and those of Kosovo under Serbia.
TEST(ConflictDeathsTable, has_the_wars_where_they_were) {
  for (const char* code : {"SDN", "NGA", "COD", "MMR", "BFA"}) {
    EXPECT_GE(deaths(code, 2024), 1000.0) << code;
  }
  EXPECT_EQ(deaths("PSE", 2023), 26'138.0);
  EXPECT_EQ(deaths("ISR", 2023), 1'296.0);
  EXPECT_EQ(deaths("SRB", 1999), 850.0 + 1'294.0);
  EXPECT_GE(deaths("SDN", 2023), 1000.0);
  EXPECT_GE(deaths("NGA", 2015), 1000.0);
  EXPECT_GE(deaths("LKA", 2009), 1000.0);
  EXPECT_EQ(deaths("LKA", 2012), 0.0);
}

// UCDP counts cartels' killings as non-state and Rwanda's genocide as one-sided.
TEST(ConflictDeathsTable, has_the_deaths_of_states_wars_apart) {
  EXPECT_EQ(fought("MEX", 2022), 0.0);
  EXPECT_EQ(deaths("MEX", 2022), 12'555.0);
  EXPECT_EQ(fought("BRA", 2023), 0.0);
  EXPECT_EQ(fought("RWA", 1994), 1'882.0);
  EXPECT_EQ(fought("PSE", 2023), 26'086.0);
  EXPECT_GE(fought("UKR", 2022), 0.98 * deaths("UKR", 2022));
}

// The grades of UCDP/PRIO on the soil where the wars were.
TEST(ConflictPastTable, has_the_wars_before_1990_where_they_were) {
  constexpr double war = 1000.0;
  for (const auto& [code, year] : std::vector<std::pair<const char*, int>>{{"KOR", 1951},
                                                                           {"PRK", 1952},
                                                                           {"DZA", 1957},
                                                                           {"VNM", 1968},
                                                                           {"NGA", 1968},
                                                                           {"ERI", 1985},
                                                                           {"IRN", 1985},
                                                                           {"IRQ", 1985},
                                                                           {"AFG", 1985},
                                                                           {"BGD", 1971}}) {
    EXPECT_GE(fought(code, year), war) << code << " " << year;
  }
  for (const char* code : {"USA", "FRA", "CHE", "JPN"}) {
    for (int year = ConflictHistory::first_year; year < ConflictHistory::first_counted; ++year) {
      EXPECT_LT(fought(code, year), war) << code << " " << year;
    }
  }
  EXPECT_EQ(deaths("KOR", 1951), 0.0) << "no count of all violence";
}

// World Population Prospects 2024: China, mid-1950; Viet Nam's war leaves no gap.
TEST(ConflictPastTable, has_population_and_income_of_every_year) {
  const int china = countries().index_of("CHN");
  const double people = history().past_population[ConflictHistory::at(china, 1950)];
  EXPECT_NEAR(people, 544e6, 5e6);
  EXPECT_TRUE(std::isnan(history().past_population[ConflictHistory::at(china, 1990)]));
  int known = 0;
  for (int country = 0; country < countries().size(); ++country) {
    if (std::isnan(history().past_population[ConflictHistory::at(country, 1950)])) continue;
    ++known;
    for (int year = ConflictHistory::first_year; year <= ConflictHistory::last_year; ++year) {
      const double income = history().gdp_ppp[ConflictHistory::at(country, year)];
      EXPECT_GT(income, 200.0) << countries().iso3[static_cast<std::size_t>(country)] << year;
      EXPECT_LT(income, 200'000.0) << countries().iso3[static_cast<std::size_t>(country)] << year;
    }
  }
  EXPECT_EQ(known, 174);
}

TEST(InterstateWarTable, has_ukraine_and_its_invader) {
  int parties = 0;
  for (const InterstateWarYear& war : history().interstate) {
    if (war.year == 2022) ++parties;
  }
  EXPECT_EQ(parties, 2);
}

TEST(NeighbourTable, is_symmetric) {
  const std::vector<std::vector<int>>& around = history().neighbours;
  int borders = 0;
  for (int country = 0; country < countries().size(); ++country) {
    for (const int neighbour : around[static_cast<std::size_t>(country)]) {
      const std::vector<int>& back = around[static_cast<std::size_t>(neighbour)];
      EXPECT_TRUE(std::count(back.begin(), back.end(), country) == 1)
          << countries().iso3[static_cast<std::size_t>(country)];
      ++borders;
    }
  }
  EXPECT_GT(borders, 500);
}

// World Bank and IMF figures end with 2023: the year after keeps them.
TEST(ConflictIncome, is_held_after_its_last_year) {
  const int kenya = countries().index_of("KEN");
  const double last = history().gdp_ppp[ConflictHistory::at(kenya, GdpHistory::last_year)];
  EXPECT_GT(last, 1000.0);
  EXPECT_EQ(history().gdp_ppp[ConflictHistory::at(kenya, ConflictHistory::last_year)], last);
}

TEST(HeatTable, shows_the_warming_since_1961_1990) {
  double sum = 0.0;
  double count = 0.0;
  for (int country = 0; country < countries().size(); ++country) {
    for (int year = 2013; year <= 2022; ++year) {
      const double heat = history().heat[ConflictHistory::at(country, year)];
      if (std::isnan(heat)) continue;
      sum += heat;
      count += 1.0;
    }
  }
  EXPECT_GT(sum / count, 1.0);
  EXPECT_TRUE(std::isnan(history().heat[ConflictHistory::at(0, 2023)]));
}

TEST(ConflictTables, tell_all_that_is_wrong_at_once) {
  const test::InputsFolder folder;
  folder.write("history/conflict_deaths.csv",
               "iso3,year,deaths,state_based\nAFG,1989,10,1\nAGO,1990,0,0\nQQQ,1990,10,1\n");
  folder.write("baseline/neighbours.csv", "iso3,neighbour\nAFG,AFG\n");
  folder.write("history/interstate_wars.csv", "conflict,year,iso3\n1,1900,UKR\n");
  try {
    load_conflict_history(folder.path(), countries());
    FAIL() << "wrong tables were taken";
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems().size(), 5u) << error.what();
    EXPECT_THAT(error.what(), testing::HasSubstr("baseline/neighbours.csv:2: neighbour = AFG is "
                                                 "the country itself (remove the row)"));
    EXPECT_THAT(error.what(), testing::HasSubstr("conflict_deaths.csv:2: year = 1989"));
    EXPECT_THAT(error.what(), testing::HasSubstr("conflict_deaths.csv:3: deaths = 0"));
    EXPECT_THAT(error.what(), testing::HasSubstr("conflict_deaths.csv:4: iso3 = QQQ"));
    EXPECT_THAT(error.what(), testing::HasSubstr("interstate_wars.csv:2: year = 1900"));
  }
}

std::string problem_of(const std::string& table, const std::string& text) {
  const test::InputsFolder folder;
  folder.write(table, text);
  try {
    make_conflict_panel(folder.path());
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(ConflictTables, tell_what_is_wrong_with_deaths_and_grades) {
  const char* const deaths = "history/conflict_deaths.csv";
  EXPECT_THAT(problem_of(deaths, "iso3,year,deaths\nAFG,1990,10\n"),
              testing::HasSubstr("conflict_deaths.csv:1: "));
  EXPECT_THAT(problem_of(deaths, "iso3,year,deaths,state_based\nAFG,1990,10,11\n"),
              testing::HasSubstr("conflict_deaths.csv: state_based = 11 (AFG, 1990) is more than "
                                 "the 10 deaths of all violence (must be a part of the column"));
  const char* const past = "history/conflict_past.csv";
  const std::string header = "iso3,year,population,gdp_ppp,state_based\n";
  EXPECT_THAT(problem_of(past, header + "AFG,1950,8000000,900,some\n"),
              testing::HasSubstr("conflict_past.csv:2: state_based = some"));
  EXPECT_THAT(problem_of(past, header + "AFG,1950,0,900,0\n"),
              testing::HasSubstr("conflict_past.csv:2: population = 0"));
  EXPECT_THAT(problem_of(past, header + "AFG,1990,8000000,900,0\n"),
              testing::HasSubstr("conflict_past.csv:2: year = 1990"));
}

TEST(ConflictTables, tell_of_a_country_without_a_past) {
  std::ifstream lines(test::source_inputs() + "/history/conflict_past.csv");
  std::string kept;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("KEN,")) kept += line + "\n";
  }
  EXPECT_THAT(problem_of("history/conflict_past.csv", kept),
              testing::HasSubstr("conflict_past.csv: iso3 = KEN has no rows (add its years 1950 to "
                                 "1989"));
}

}  // namespace
}  // namespace peregrine
