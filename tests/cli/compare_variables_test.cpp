// `peregrine compare` of every variable, and of several scenarios.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "host/report/compare/sections.h"
#include "host/report/table.h"
#include "host/store/ensemble_reader.h"
#include "tests/cli/compared_samples.h"

namespace peregrine::test {
namespace {

using Json = nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST_F(CompareVariables, shows_each_that_a_file_has_by_draw_or_batch_without_being_told_of_it) {
  const EnsembleReader reader(folder_.file("a.h5"));
  const Json found = Json::parse(text_of({"a.h5", "b.h5", "--all", "--json"}));
  std::size_t expected = 0;
  for (const VariableSchema& variable : reader.schema()) {
    const bool by_draw = variable.dimensions.front() == Dimension::realization;
    const bool by_batch = variable.name.ends_with("_batch_mean");
    if (variable.dimensions.size() < 2 || !(by_draw || by_batch)) continue;
    // Of corridors the means of all, not the draws of a few.
    if (variable.dimensions.back() == Dimension::kept_corridor) continue;
    const std::string name =
        by_batch ? variable.name.substr(0, variable.name.size() - 11) : variable.name;
    const auto table = std::ranges::find_if(
        found["outputs"], [&name](const Json& one) { return one["variable"] == name; });
    ASSERT_NE(table, found["outputs"].end()) << name;
    EXPECT_EQ((*table)["units"], variable.units);
    EXPECT_FALSE((*table)["rows"].empty()) << name;
    if (by_draw) {
      EXPECT_EQ((*table)["title"], variable.long_name);
      EXPECT_EQ((*table)["spread_draws"], 7);
    }
    EXPECT_EQ((*table)["mean_draws"], by_draw && (*table)["mean_draws"] == 7 ? 7 : 10) << name;
    ++expected;
  }
  EXPECT_GE(expected, 30U);
}

TEST_F(CompareVariables,
       stand_under_the_heading_of_their_kind_or_under_the_last_where_they_are_new) {
  const auto heading = [](std::string_view variable) {
    return all_sections()[section_of(variable)].name;
  };
  EXPECT_EQ(heading("global_mean_temperature"), "climate");
  EXPECT_EQ(heading("global_migrant_stock"), "migrants");
  EXPECT_EQ(heading("global_arrivals"), "flows");
  EXPECT_EQ(heading("conflict_deaths"), "conflict");
  EXPECT_EQ(heading("displaced_abroad"), "displacement");
  EXPECT_EQ(heading("irregular_deaths"), "routes");
  EXPECT_EQ(heading("campaign_months"), "campaigns");
  EXPECT_EQ(heading("response_cost"), "costs");
  EXPECT_EQ(heading("food_stressed"), "food");
  EXPECT_EQ(heading("glaciers"), "other");
}

TEST_F(CompareVariables, can_be_asked_for_by_section_and_by_name) {
  const Json found =
      Json::parse(text_of({"a.h5", "b.h5", "--of", "climate,war_countries", "--json"}));
  std::vector<std::string> names;
  for (const Json& table : found["outputs"]) names.push_back(table["variable"]);
  EXPECT_THAT(names, testing::ElementsAre("global_mean_temperature", "co2_concentration",
                                          "co2_emissions", "war_countries"));
  EXPECT_EQ(found["outputs"][0]["rows"].size(), 6U);
  EXPECT_EQ(found["outputs"][2]["rows"].size(), 6U * 5U);
  EXPECT_EQ(found["outputs"][2]["rows"][1]["code"], "United States");
  expect_usage_error({"a.h5", "b.h5", "--of", "climat"}, "(did you mean climate?)");
  expect_usage_error({"a.h5", "b.h5", "--of", "war_countrys"}, "(did you mean war_countries?)");
  write("land.h5", [](EnsembleHeader& header) { header.routes = {}; });
  expect_usage_error({"land.h5", "land.h5", "--of", "routes"},
                     "land.h5: has nothing of --of routes");
  expect_usage_error({"a.h5", "b.h5", "--of", "flows", "--year", "2020"},
                     "has nothing of what was asked for in 2020");
  expect_usage_error({"a.h5", "b.h5", "--all", "--of", "flows"}, "excludes");
  expect_usage_error({"a.h5", "b.h5", "--all", "--country", "IND"}, "excludes");
}

TEST_F(CompareVariables, shows_the_last_year_to_people_and_all_years_to_programs) {
  const std::string text = text_of({"a.h5", "b.h5", "--of", "climate"});
  EXPECT_THAT(text,
              AllOf(HasSubstr("Climate (means of the 7 draws kept)\nvariable"),
                    HasSubstr("global_mean_temperature"), HasSubstr("2025"), Not(HasSubstr("2024")),
                    HasSubstr("co2_emissions: emissions of carbon dioxide (means of the 7 "
                              "draws kept)\n"
                              "  the same in A and B")));
  EXPECT_THAT(text_of({"a.h5", "b.h5", "--of", "climate", "--year", "2021"}), HasSubstr("2021"));
  const std::string csv = text_of({"a.h5", "b.h5", "--of", "co2_concentration", "--csv"});
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 1 + 6);
}

TEST_F(CompareVariables, of_several_files_go_side_by_side_with_the_first) {
  write("c.h5", [](EnsembleHeader& header) { header.scenario = "third, and last"; });
  const std::string text = text_of({"a.h5", "b.h5", "c.h5"});
  EXPECT_THAT(text,
              AllOf(HasSubstr("A  sample: a.h5"), HasSubstr("B  other: b.h5"),
                    HasSubstr("C  third, and last: c.h5"), HasSubstr("B − A  ± MC  C − A  ± MC")));
  const std::string one = text_of({"a.h5", "b.h5", "--csv"});
  const std::string csv = text_of({"a.h5", "b.h5", "c.h5", "--csv"});
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ("base,scenario," + one.substr(0, one.find('\n')), line);
  std::getline(lines, line);
  EXPECT_THAT(line, testing::StartsWith("sample,other,world,,,2020,"));
  EXPECT_THAT(csv, HasSubstr("\nsample,\"third, and last\",world,,,2020,"));
  EXPECT_EQ(Json::parse(text_of({"a.h5", "b.h5", "c.h5", "--json"})).size(), 2U);
}

TEST_F(CompareVariables, of_several_files_name_every_problem_of_all_of_them_once) {
  write("c.h5", [](EnsembleHeader& header) { header.seed = 3; });
  const Outcome seeds = run({"a.h5", "b.h5", "c.h5", "d.h5"});
  EXPECT_EQ(seeds.exit_code, 3);
  EXPECT_THAT(seeds.err, AllOf(HasSubstr("c.h5: seed = 3 is not"), HasSubstr("d.h5: does not")));
  const Outcome first = run({"none.h5", "b.h5", "a.h5"});
  EXPECT_EQ(first.err.find("none.h5"), first.err.rfind("none.h5"));
  std::vector<std::string> many(27, "b.h5");
  expect_usage_error(many, "27 files are more than 26");
}

TEST_F(CompareVariables, take_blanks_beside_the_commas_of_their_names) {
  const std::string plain = text_of({"a.h5", "b.h5", "--of", "climate,war_countries", "--csv"});
  EXPECT_EQ(text_of({"a.h5", "b.h5", "--of", "climate, war_countries", "--csv"}), plain);
  EXPECT_EQ(text_of({"a.h5", "b.h5", "--of", " climate ,\twar_countries ", "--csv"}), plain);
  expect_usage_error({"a.h5", "b.h5", "--of", "climate, ,food"},
                     "a name is missing beside a comma");
}

// Entries by nationality are there for a year or two alone.
TEST_F(CompareVariables, of_few_years_show_the_last_that_they_have) {
  write("a.h5", [](EnsembleHeader& header) { shorten(header); });
  write("b.h5", [](EnsembleHeader& header) {
    shorten(header);
    header.scenario = "other";
  });
  const std::string of = "irregular_entries_by_nationality";
  const std::string text = text_of({"a.h5", "b.h5", "--of", of + ",global_migrant_stock"});
  EXPECT_THAT(text, HasSubstr(of + ": irregular entries of a group of nationals"));
  const Json found = Json::parse(text_of({"a.h5", "b.h5", "--of", of, "--json"}));
  for (const Json& one : found["outputs"][0]["rows"]) EXPECT_EQ(one["year"], 2023);
  EXPECT_EQ(found["outputs"][0]["rows"].size(), 4U);
  expect_usage_error({"a.h5", "b.h5", "--of", of, "--year", "2025"},
                     "has nothing of what was asked for in 2025; irregular_entries_by_nationality "
                     "is there for 2023 (--all");
}

TEST_F(CompareVariables, say_which_draws_means_are_of) {
  // Ten draws, of which seven are kept.
  EXPECT_THAT(
      text_of({"a.h5", "b.h5"}),
      AllOf(HasSubstr("International migrants in the world (persons; means of the 7 draws kept)"),
            HasSubstr("means of all 10 draws)")));
  EXPECT_THAT(text_of({"a.h5", "b.h5", "--country", "IND"}), HasSubstr("means of all 10 draws)"));
  EXPECT_THAT(
      text_of({"a.h5", "b.h5", "--border", "all"}),
      AllOf(HasSubstr("Attempts to cross, 2020-2025 (number; means of all 10 draws)"),
            HasSubstr("Cost of the responses, million euros, 2020-2025 (number; means of the "
                      "7 draws kept)")));
  EXPECT_THAT(text_of({"a.h5", "b.h5", "--of", "climate"}),
              HasSubstr("Climate (means of the 7 draws kept)\n"));
  EXPECT_THAT(text_of({"a.h5", "b.h5", "b.h5"}), HasSubstr("means of the 7 draws kept)"));
  const Json world = Json::parse(text_of({"a.h5", "b.h5", "--json"}));
  EXPECT_EQ(world["tables"][0]["mean_draws"], 7);
  EXPECT_EQ(world["tables"][1]["mean_draws"], 10);
  const Json borders = Json::parse(text_of({"a.h5", "b.h5", "--border", "all", "--json"}));
  EXPECT_EQ(borders["borders"][0]["mean_draws"], 10);
  EXPECT_EQ(borders["borders"][6]["mean_draws"], 7);
}

TEST_F(CompareVariables, say_where_no_place_differs) {
  const std::string text = text_of({"a.h5", "b.h5"});
  EXPECT_THAT(text, HasSubstr("draws)\n  the same in A and B\n"));
  EXPECT_THAT(text, Not(HasSubstr("CIV")));
  EXPECT_THAT(text_of({"a.h5", "b.h5", "b.h5"}), HasSubstr("draws)\n  the same in all\n"));
}

TEST_F(CompareVariables, count_one_draw_as_one) {
  for (const char* name : {"one.h5", "other.h5"}) {
    write(name, [](EnsembleHeader& header) { header.draws = header.kept = 1; });
  }
  const std::string text = line_of({"one.h5", "other.h5"});
  EXPECT_THAT(text, AllOf(HasSubstr("1 draw, seed"), HasSubstr("means of the one draw)"),
                          HasSubstr("from the 1 draw kept one by one"), HasSubstr("in 1 batch.")));
}

}  // namespace
}  // namespace peregrine::test
