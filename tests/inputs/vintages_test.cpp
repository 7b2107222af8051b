// VINTAGES.csv: that of the shipped inputs, and what is refused.
#include "host/model/assembly/vintages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "host/support/error.h"
#include "host/support/month.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine {
namespace {

constexpr const char* header = "table,publisher,edition,published,last_observation,accessed\n";

std::string refusal_of(const std::string& rows) {
  const test::InputsFolder folder;
  folder.write("VINTAGES.csv", header + rows);
  try {
    load_vintages(folder.path());
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

TEST(Vintages, of_every_shipped_table_of_figures_are_told) {
  std::set<std::string> told;
  for (const Vintage& vintage : load_vintages(test::source_inputs())) told.insert(vintage.table);
  std::set<std::string> tables;
  for (const char* room : {"baseline", "climate", "history"}) {
    const std::string folder = test::source_inputs() + "/" + room;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      tables.insert(std::string(room) + "/" + entry.path().filename().string());
    }
  }
  EXPECT_EQ(told, tables);
}

TEST(Vintages, of_one_table_may_be_several) {
  const std::vector<Vintage> vintages = load_vintages(test::source_inputs());
  const auto of_detections = std::count_if(
      vintages.begin(), vintages.end(),
      [](const Vintage& one) { return one.table == "history/irregular_detections.csv"; });
  EXPECT_EQ(of_detections, 4);  // Frontex, Panama, United States, United Kingdom
}

TEST(Vintages, print_what_is_known_and_nothing_else) {
  EXPECT_THAT(vintage_lines({{"history/refugees.csv", "UNHCR", "", "2024-06", "2023", ""}}),
              ::testing::ElementsAre("history/refugees.csv             UNHCR, published 2024-06, "
                                     "figures to 2023"));
}

// A run that observes less knows less, whatever the tables hold.
TEST(Vintages, say_to_when_a_run_knows_figures) {
  const std::vector<Vintage> vintages = load_vintages(test::source_inputs());
  RunSettings settings;
  const ContinuedHistory record = {load_irregular_history(test::source_inputs()), {}};
  EXPECT_EQ(known_to(vintages, settings, record),
            "migrants by corridor 2024; deaths in conflict 2024; displaced persons 2024; irregular "
            "crossings 2024-12; channel 2023-12");
  settings.observed_until = 2021;
  settings.routes.observed_until = month_number(2022, 6);
  settings.assimilation.stock = Sampling::off;
  EXPECT_EQ(known_to(vintages, settings, record),
            "migrants by corridor 2020; deaths in conflict 2021; displaced persons 2021; irregular "
            "crossings 2022-06");
  EXPECT_EQ(known_to({}, settings, record), "");
}

TEST(Vintages, are_none_where_there_is_no_file) {
  EXPECT_TRUE(load_vintages(test::InputsFolder().path()).empty());
}

TEST(Vintages, refuse_what_is_no_vintage) {
  EXPECT_THAT(refusal_of("history/none.csv,UNHCR,,,,\n"),
              ::testing::HasSubstr("not in this folder"));
  EXPECT_THAT(refusal_of("history/refugees.csv,UNHCR,,July 2024,,\n"),
              ::testing::HasSubstr("VINTAGES.csv:2: published = July 2024 is no date"));
  EXPECT_THAT(refusal_of("history/refugees.csv,UNHCR,,,2023/12,\n"),
              ::testing::HasSubstr("last_observation"));
  EXPECT_THAT(refusal_of("history/refugees.csv,,,,,\n"), ::testing::HasSubstr("publisher"));
  EXPECT_THAT(refusal_of("history/refugees.csv,UNHCR,a,,,\nhistory/refugees.csv,UNHCR,b,,,\n"),
              ::testing::HasSubstr("twice"));
  EXPECT_EQ(refusal_of("history/refugees.csv,UNHCR,a,2024-06-13,2023,2026\n"), "");
}

}  // namespace
}  // namespace peregrine
