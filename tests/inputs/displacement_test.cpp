// Facts of the displacement tables, checked against figures that their publishers print.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <string>

#include "host/model/displacement/tables.h"
#include "host/support/error.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine {
namespace {

const DisplacementHistory& history() {
  static const DisplacementHistory loaded =
      load_displacement_history(PEREGRINE_SOURCE_DIR "/inputs");
  return loaded;
}

double world_total(const std::vector<float>& persons, int year) {
  double sum = 0;
  for (int pair = 0; pair < history().pairs(); ++pair) {
    sum += static_cast<double>(persons[DisplacementHistory::at(pair, year)]);
  }
  return sum;
}

float of_pair(const std::vector<float>& persons, const char* origin, const char* destination,
              int year) {
  for (int pair = 0; pair < history().pairs(); ++pair) {
    const auto at = static_cast<std::size_t>(pair);
    if (history().origin[at] == history().area_of(origin) &&
        history().destination[at] == history().area_of(destination)) {
      return persons[DisplacementHistory::at(pair, year)];
    }
  }
  return -1;
}

// UNHCR, Global Trends 2024, 2023 and 2013: 31.0, 31.6 and 11.7 million refugees under its mandate.
TEST(Refugees, are_as_many_as_unhcr_reports) {
  EXPECT_NEAR(world_total(history().refugees, 2024), 30.96e6, 5e3);
  EXPECT_NEAR(world_total(history().refugees, 2023), 31.64e6, 5e3);
  EXPECT_NEAR(world_total(history().refugees, 2013), 11.70e6, 5e3);
}

// UNHCR, Global Trends 2023 and 2024: 6.9 and 8.4 million asylum seekers, 5.8 and 5.9 million
// others in need of international protection.
TEST(Others, are_asylum_seekers_and_people_in_need_of_protection) {
  EXPECT_NEAR(world_total(history().others, 2023), 6.86e6 + 5.76e6, 1e4);
  EXPECT_NEAR(world_total(history().others, 2024), 8.35e6 + 5.88e6, 1e4);
  EXPECT_GT(of_pair(history().others, "VEN", "COL", 2023), 2e6f);
}

TEST(NewDisplacement, has_the_exodus_from_syria_to_turkey) {
  EXPECT_EQ(of_pair(history().new_refugees, "SYR", "TUR", 2014), 1'004'683.0f);
  EXPECT_EQ(of_pair(history().claims, "SYR", "DEU", 2016), 266'250.0f);
}

TEST(Deaths, are_those_of_ucdp) {
  const double deaths = static_cast<double>(
      history().deaths[DisplacementHistory::at(history().area_of("UKR"), 2022)]);
  EXPECT_EQ(deaths, 92'615);
}

TEST(Pairs, are_those_that_the_rivals_are_scored_on) {
  EXPECT_EQ(std::accumulate(history().in_stocks.begin(), history().in_stocks.end(), 0), 8'873);
  EXPECT_EQ(std::accumulate(history().in_eu_table.begin(), history().in_eu_table.end(), 0), 2'967);
}

TEST(DisplacementTables, tell_all_their_problems_at_once) {
  const test::InputsFolder folder;
  folder.write("history/conflict_deaths.csv",
               "iso3,year,deaths,state_based\nAFG,1890,5,5\nAFG,1991,-1,0\n");
  folder.write("history/displacement_new.csv",
               "destination,origin,year,refugees,others\nQQQ,AFG,1990,5,0\n");
  try {
    load_displacement_history(folder.path());
    FAIL() << "was accepted";
  } catch (const InputError& error) {
    const std::string text = error.what();
    EXPECT_THAT(text, testing::HasSubstr("conflict_deaths.csv:2: year = 1890"));
    EXPECT_THAT(text, testing::HasSubstr("conflict_deaths.csv:3: deaths = -1"));
    EXPECT_THAT(text, testing::HasSubstr("displacement_new.csv:2: destination,origin = QQQ,AFG"));
  }
}

}  // namespace
}  // namespace peregrine
