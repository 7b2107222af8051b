// The tables of the conflict process: facts from outside, and what is said of wrong ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "host/model/conflict/tables.h"
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
               "iso3,year,deaths\nAFG,1989,10\nQQQ,1990,10\nAGO,1990,0\n");
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
    EXPECT_THAT(error.what(), testing::HasSubstr("interstate_wars.csv:2: year = 1900"));
  }
}

}  // namespace
}  // namespace peregrine
