// `peregrine compare` of every variable, of several scenarios, in chosen draws, and unpaired.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "host/report/compare_sections.h"
#include "host/report/table.h"
#include "host/store/ensemble_reader.h"
#include "tests/cli/command_line.h"
#include "tests/store/sample_ensemble.h"

namespace peregrine::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class CompareVariables : public testing::Test {
 protected:
  CompareVariables() {
    write("a.h5", [](EnsembleHeader&) {});
    write("b.h5", [](EnsembleHeader& header) { header.scenario = "other"; });
  }

  void write(const std::string& name, const std::function<void(EnsembleHeader&)>& change) const {
    EnsembleHeader header = sample::header();
    change(header);
    sample::write_file(folder_.file(name), header);
  }

  Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "compare");
    return run_command(arguments, folder_);
  }

  std::string text_of(std::vector<std::string> arguments) const {
    const Outcome outcome = run(std::move(arguments));
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.out;
  }

  std::string line_of(std::vector<std::string> arguments) const {
    std::string text = text_of(std::move(arguments));
    std::ranges::replace(text, '\n', ' ');
    return text;
  }

  void expect_usage_error(std::vector<std::string> arguments, const std::string& words) const {
    const Outcome outcome = run(std::move(arguments));
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr(words));
  }

  TemporaryFolder folder_;
};

TEST_F(CompareVariables, shows_each_that_a_file_has_by_draw_or_batch_without_being_told_of_it) {
  const EnsembleReader reader(folder_.file("a.h5"));
  const json found = json::parse(text_of({"a.h5", "b.h5", "--all", "--json"}));
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
        found["outputs"], [&name](const json& one) { return one["variable"] == name; });
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
  const json found =
      json::parse(text_of({"a.h5", "b.h5", "--of", "climate,war_countries", "--json"}));
  std::vector<std::string> names;
  for (const json& table : found["outputs"]) names.push_back(table["variable"]);
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
  expect_usage_error({"a.h5", "b.h5", "--of", "flows", "--year", "2020"}, "in that year");
  expect_usage_error({"a.h5", "b.h5", "--all", "--of", "flows"}, "excludes");
  expect_usage_error({"a.h5", "b.h5", "--all", "--country", "IND"}, "excludes");
}

TEST_F(CompareVariables, shows_the_last_year_to_people_and_all_years_to_programs) {
  const std::string text = text_of({"a.h5", "b.h5", "--of", "climate"});
  EXPECT_THAT(text, AllOf(HasSubstr("Climate\nvariable"), HasSubstr("global_mean_temperature"),
                          HasSubstr("2025"), Not(HasSubstr("2024")),
                          HasSubstr("co2_emissions: emissions of carbon dioxide\n"
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
  EXPECT_EQ(json::parse(text_of({"a.h5", "b.h5", "c.h5", "--json"})).size(), 2U);
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

TEST_F(CompareVariables, in_chosen_draws_refuse_what_cannot_be) {
  const std::string too_many = "route=central-sea:exceeds:1000000000";
  expect_usage_error({"a.h5", "b.h5", "--given", too_many, "--border", "all"},
                     "a file has means over all draws alone");
  expect_usage_error({"a.h5", "b.h5", "--given", too_many, "--country", "IND"},
                     "a file has means over all draws alone");
  expect_usage_error({"a.h5", "b.h5", "--given", too_many}, "at least 50 are needed");
  expect_usage_error({"a.h5", "b.h5", "--given", "central-sea:1"}, "is not of the form");
  expect_usage_error({"a.h5", "b.h5", "--from", "2024-01"}, "are the months of --given");
}

// The same countries in another order: medians go by code.
TEST_F(CompareVariables, unpaired_go_by_code_and_have_the_root_of_the_sum_of_squares) {
  write("new.h5", [](EnsembleHeader& header) {
    std::swap(header.country_iso3[0], header.country_iso3[1]);
    std::swap(header.country_name[0], header.country_name[1]);
    header.corridor_origin = {2, 0, 1, 4};
    header.corridor_destination = {3, 3, 0, 3};
    header.model_version = "0.2.0";
    header.inputs_sha256 = std::string(64, 'b');
    header.vintages = "history/stock_rev2026.csv UN DESA";
    header.known_to = "migrants by corridor 2026";
    header.years.push_back(2026);
  });
  const Outcome refused = run({"a.h5", "new.h5"});
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_THAT(refused.err, HasSubstr("compare --unpaired goes without"));

  const json found = json::parse(text_of({"a.h5", "new.h5", "--unpaired", "--json"}));
  EXPECT_EQ(found["old"]["known_to"], "migrants by corridor 2024");
  EXPECT_EQ(found["new"]["known_to"], "migrants by corridor 2026");
  const EnsembleReader before(folder_.file("a.h5"));
  const EnsembleReader after(folder_.file("new.h5"));
  const auto at = [](const EnsembleReader& reader, const char* variable, const char* country) {
    return reader.read(variable, {{5, 5, reader.country_index(country)}, {1, 1, 1}}).front();
  };
  const json& destinations = found["tables"][1]["rows"];
  ASSERT_EQ(destinations.size(), 5U);
  for (const json& row : destinations) {
    const std::string code = row["destination"];
    EXPECT_EQ(row["year"], 2025);
    EXPECT_EQ(row["median_old"], at(before, "immigrant_stock_quantile", code.c_str()));
    EXPECT_EQ(row["median_new"], at(after, "immigrant_stock_quantile", code.c_str()));
    EXPECT_EQ(row["change"], row["median_new"].get<double>() - row["median_old"].get<double>());
    EXPECT_DOUBLE_EQ(row["mc_error"],
                     std::hypot(at(before, "immigrant_stock_quantile_error", code.c_str()),
                                at(after, "immigrant_stock_quantile_error", code.c_str())));
  }
  EXPECT_EQ(found["tables"][3]["rows"].size(), 4U);
  EXPECT_EQ(found["tables"][0]["rows"].size(), 6U);
  EXPECT_EQ(found["tables"][4]["rows"].size(), 2U);
  const std::string csv = text_of({"a.h5", "new.h5", "--unpaired", "--csv"});
  EXPECT_THAT(csv, testing::StartsWith("stock,origin,destination,route,year,median_old,median_new,"
                                       "change,mc_error,mean_old,mean_new\nworld,,,,2020,"));
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_EQ(std::count(line.begin(), line.end(), ','), 10) << line;
  }
  EXPECT_THAT(csv, HasSubstr("\ndetections,,,central-sea,2025,"));
  EXPECT_THAT(csv, HasSubstr("\nimmigrants,,CIV,,2025,"));

  const std::string text = line_of({"a.h5", "new.h5", "--unpaired"});
  EXPECT_THAT(text, AllOf(HasSubstr("Figures known to, old: migrants by corridor 2024 "),
                          HasSubstr("Figures known to, new: migrants by corridor 2026 "),
                          HasSubstr("The model is version 0.2.0, was 0.1.0."),
                          HasSubstr("of other editions: history/stock_rev2026.csv."),
                          HasSubstr("These are not the same futures")));
}

TEST_F(CompareVariables, unpaired_name_a_few_of_many_things_that_differ) {
  write("new.h5", [](EnsembleHeader& header) {
    header.inputs_sha256 = std::string(64, 'b');
    header.vintages = "a x\nb x\na y\nc x\nd x\ne x\nf x\ng x\nh x\n";
    header.scenario_toml = "[run]\nto_year = 2050\n[stock]\nx = 0.6\n";
  });
  EXPECT_THAT(line_of({"a.h5", "new.h5", "--unpaired"}),
              AllOf(HasSubstr("of other editions: a, b, c, d, e, f and 2 more."),
                    HasSubstr("The scenarios differ in run.to_year, stock.x.")));
}

TEST_F(CompareVariables, take_files_of_the_first_format) {
  const std::string unpack = fmt::format("gunzip -c '{}/tests/store/format_1.h5.gz' > '{}'",
                                         PEREGRINE_SOURCE_DIR, folder_.file("old.h5"));
  ASSERT_EQ(std::system(unpack.c_str()), 0);
  EXPECT_THAT(line_of({"old.h5", "a.h5", "--unpaired"}),
              AllOf(HasSubstr("Figures known to, old: not stated (a file of an older format)"),
                    HasSubstr("Figures known to, new: migrants by corridor 2024")));
  const json found = json::parse(text_of({"old.h5", "old.h5", "--all", "--json"}));
  EXPECT_GE(found["outputs"].size(), 30U);
}

TEST_F(CompareVariables, unpaired_say_what_one_file_has_alone) {
  write("new.h5", [](EnsembleHeader& header) {
    header.seed = 3;
    header.corridor_origin.erase(header.corridor_origin.begin());
    header.kept_corridor = {0, 1};
    header.corridor_destination.erase(header.corridor_destination.begin());
    header.corridor_listed.erase(header.corridor_listed.begin());
  });
  EXPECT_THAT(text_of({"a.h5", "new.h5", "--unpaired"}),
              AllOf(HasSubstr("1 corridor is in the older file alone."),
                    HasSubstr("The seed is 3, was 18446744073709551615.")));
  EXPECT_THAT(text_of({"a.h5", "b.h5", "--unpaired"}),
              HasSubstr("Model, tables and seed are the same"));
  EXPECT_EQ(
      json::parse(text_of({"a.h5", "new.h5", "--unpaired", "--country", "IND", "--json"}))["tables"]
          .size(),
      2U);
  expect_usage_error({"a.h5", "new.h5", "--unpaired", "--corridor", "MEX-USA"},
                     "new.h5: has no corridor MEX-USA");
  expect_usage_error({"a.h5", "new.h5", "--unpaired", "--year", "2026"}, "has no year 2026");
  expect_usage_error({"a.h5", "b.h5", "new.h5", "--unpaired"}, "--unpaired takes two files");
  expect_usage_error({"a.h5", "new.h5", "--unpaired", "--all"}, "excludes");
  write("late.h5", [](EnsembleHeader& header) {
    for (int& year : header.years) year += 10;
  });
  expect_usage_error({"a.h5", "late.h5", "--unpaired"}, "have no year in common");
}

// Runs of the real program, and what Python makes of their files.
class CompareVariablesOfRuns : public testing::Test {
 protected:
  void run_scenario(const std::string& name, const std::vector<std::string>& options) const {
    std::vector<std::string> arguments = {"run",  reference, "-q",  "--draws", "150", "--to",
                                          "2026", "--keep",  "120", "-o",      name};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Outcome outcome = run_command(arguments, folder_);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  }

  TemporaryFolder folder_;
};

TEST_F(CompareVariablesOfRuns, of_other_tables_are_compared_unpaired_alone) {
  namespace fs = std::filesystem;
  const std::string inputs = folder_.file("inputs");
  fs::copy(PEREGRINE_SOURCE_DIR "/inputs", inputs, fs::copy_options::recursive);
  const std::string corridors = inputs + "/baseline/corridors.csv";
  std::string table = bytes_of(corridors);
  const std::string row = "\nARE,IND,3471300\n";
  ASSERT_NE(table.find(row), std::string::npos);
  write_bytes(corridors, table.replace(table.find(row), row.size(), "\nARE,IND,6471300\n"));
  // From a table of 2020 alone, so that no later one corrects the figure.
  const std::string alone = "assimilate.stock=false";
  run_scenario("a.h5", {"--set", alone});
  run_scenario("b.h5", {"--set", alone, "--inputs", inputs});
  const Outcome refused = run_command({"compare", "a.h5", "b.h5"}, folder_);
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_THAT(refused.err, HasSubstr("b.h5: inputs_sha256 = "));
  const Outcome outcome = run_command({"compare", "a.h5", "b.h5", "--unpaired", "--json"}, folder_);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const json found = json::parse(outcome.out);
  const auto first = [&found](std::size_t at) { return found["tables"][at]["rows"][0]; };
  EXPECT_EQ(first(1)["destination"], "ARE");
  EXPECT_EQ(first(2)["origin"], "IND");
  EXPECT_EQ(first(3)["destination"], "ARE");
  EXPECT_EQ(first(3)["origin"], "IND");
  EXPECT_GT(first(3)["change"], 2e6);
  EXPECT_LT(first(3)["change"], 5e6);
  EXPECT_THAT(found["differs"].dump(), HasSubstr("The runs read other tables"));
  EXPECT_FALSE(found["same_luck"].get<bool>());
}

TEST_F(CompareVariablesOfRuns, agree_with_numpy_fit_100_columns_and_are_as_the_page_says) {
  run_scenario("a.h5", {});
  run_scenario("b.h5", {"--set", "conflict.new_wars=false"});
  run_scenario("c.h5", {"--set", "climate.delivery.united_states=1"});
  run_scenario("seed.h5", {"--set", "run.seed=7"});
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"a.h5", "b.h5", "--all"},
           {"a.h5", "b.h5", "c.h5"},
           {"a.h5", "b.h5", "c.h5", "b.h5", "c.h5", "b.h5", "c.h5"},
           {"a.h5", "b.h5", "c.h5", "b.h5", "c.h5", "b.h5", "--all"},
           {"a.h5", "b.h5", "c.h5", "--border", "all"},
           {"a.h5", "b.h5", "c.h5", "--given", "route=central-mediterranean:exceeds:60000"},
           {"a.h5", "b.h5", "--given", "route=central-mediterranean:exceeds:60000", "--all"},
           {"a.h5", "seed.h5", "--unpaired"}}) {
    std::vector<std::string> command = {"compare"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const Outcome outcome = run_command(command, folder_);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    std::istringstream lines(outcome.out);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(character_count(line), 100) << line;
    }
  }
  const std::string page = fmt::format(
      "cd '{}' && python3 '{}/tests/cli/compare_page.py' '{}/docs/questions.md' '{}' 2026 a.h5 "
      "c.h5 b.h5",
      folder_.path(), PEREGRINE_SOURCE_DIR, PEREGRINE_SOURCE_DIR, PEREGRINE_BINARY);
  EXPECT_EQ(std::system(page.c_str()), 0);
  const std::string script = PEREGRINE_SOURCE_DIR "/tests/cli/compare_variables_with_numpy.py";
  const std::string command = fmt::format("cd '{}' && /usr/bin/python3 '{}' '{}'", folder_.path(),
                                          script, PEREGRINE_BINARY);
  const int code = WEXITSTATUS(std::system(command.c_str()));
  if (code == 77) GTEST_SKIP() << "h5py is not installed";
  EXPECT_EQ(code, 0);
}

}  // namespace
}  // namespace peregrine::test
