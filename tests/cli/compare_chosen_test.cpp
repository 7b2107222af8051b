// `peregrine compare` in chosen draws, and unpaired.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "host/report/table.h"
#include "host/store/ensemble_reader.h"
#include "tests/cli/compared_samples.h"

namespace peregrine::test {
namespace {

using Json = nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST_F(CompareVariables, in_chosen_draws_refuse_what_cannot_be) {
  const std::string too_many = "route=central-sea:exceeds:1000000000";
  expect_usage_error({"a.h5", "b.h5", "--given", too_many, "--border", "all"},
                     "--given with --border: a file has of these the means over all draws alone");
  expect_usage_error({"a.h5", "b.h5", "--given", too_many, "--corridor", "MEX-USA"},
                     "(--given goes with the world, --country, --all and --of)");
  expect_usage_error({"a.h5", "b.h5", "--given", too_many},
                     "at least 50 are needed to say what follows (give a lower number, or run more "
                     "draws");
  expect_usage_error({"a.h5", "b.h5", "--given", "central-sea:1"}, "is not of the form");
  expect_usage_error({"a.h5", "b.h5", "--from", "2024-01"}, "are the months of --given");
}

// Sums of the second half of the draws exceed those of the first.
TEST_F(CompareVariables, in_chosen_draws_show_a_country_and_say_that_they_are_few) {
  for (const char* name : {"a.h5", "b.h5"}) {
    write(name, [](EnsembleHeader& header) {
      header.kept = 120;
      header.draws = 130;
    });
  }
  const EnsembleReader reader(folder_.file("a.h5"));
  const std::vector<double> monthly = reader.read("irregular_detections");
  const std::size_t months = monthly.size() / 120 / 2;
  std::vector<double> sums;
  for (std::size_t draw = 0; draw < 120; ++draw) {
    double sum = 0;
    for (std::size_t month = months - 12; month < months; ++month) {
      sum += monthly[(draw * months + month) * 2];
    }
    sums.push_back(sum);
  }
  const std::string given = fmt::format("route=central-sea:exceeds:{:.0f}", std::floor(sums[59]));
  const auto chosen =
      std::ranges::count_if(sums, [&](double sum) { return sum > std::floor(sums[59]); });
  ASSERT_GE(chosen, 50);
  ASSERT_LT(chosen, 120);
  const std::vector<std::string> asked = {"a.h5",   "b.h5",    "--given",   given,
                                          "--from", "2025-01", "--country", "IND"};
  std::vector<std::string> as_json = asked;
  as_json.emplace_back("--json");
  const Json found = Json::parse(text_of(as_json));
  ASSERT_EQ(found["tables"].size(), 2U);
  EXPECT_EQ(found["tables"][0]["series"][0]["destination"], "IND");
  EXPECT_EQ(found["tables"][1]["series"][0]["origin"], "IND");
  const Json& last = found["tables"][0]["series"][0]["years"].back();
  EXPECT_EQ(last["year"], 2025);
  EXPECT_EQ(last["ties"], 1.0);
  const std::vector<double> stock = reader.read("immigrant_stock", {{0, 5, 1}, {120, 1, 1}});
  double sum = 0;
  for (std::size_t draw = 0; draw < 120; ++draw) {
    if (sums[draw] > std::floor(sums[59])) sum += stock[draw];
  }
  EXPECT_DOUBLE_EQ(last["mean_a"], sum / static_cast<double>(chosen));
  const std::string text = line_of(asked);
  EXPECT_THAT(text, AllOf(HasSubstr(fmt::format("means of the {} draws chosen)", chosen)),
                          HasSubstr(fmt::format("{} draws are few: for smaller errors give a lower "
                                                "number, or run more draws and keep them",
                                                chosen))));
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

  const Json found = Json::parse(text_of({"a.h5", "new.h5", "--unpaired", "--json"}));
  EXPECT_EQ(found["old"]["known_to"], "migrants by corridor 2024");
  EXPECT_EQ(found["new"]["known_to"], "migrants by corridor 2026");
  const EnsembleReader before(folder_.file("a.h5"));
  const EnsembleReader after(folder_.file("new.h5"));
  const auto at = [](const EnsembleReader& reader, const char* variable, const char* country) {
    return reader.read(variable, {{5, 5, reader.country_index(country)}, {1, 1, 1}}).front();
  };
  const Json& destinations = found["tables"][1]["rows"];
  ASSERT_EQ(destinations.size(), 5U);
  for (const Json& row : destinations) {
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
  const Json found = Json::parse(text_of({"old.h5", "old.h5", "--all", "--json"}));
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
      Json::parse(text_of({"a.h5", "new.h5", "--unpaired", "--country", "IND", "--json"}))["tables"]
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

TEST_F(CompareVariables, unpaired_name_the_routes_that_one_file_has_alone) {
  write("land.h5", [](EnsembleHeader& header) {
    header.seed = 3;
    header.routes.route_code[1] = "northern-borders";
    header.routes.route_name[1] = "Northern borders";
  });
  EXPECT_THAT(line_of({"a.h5", "land.h5", "--unpaired"}),
              AllOf(HasSubstr("In the older file alone is the irregular route Eastern borders "
                              "(eastern-borders)."),
                    HasSubstr("In the newer file alone is the irregular route Northern borders "
                              "(northern-borders).")));
  write("none.h5", [](EnsembleHeader& header) {
    header.seed = 3;
    header.routes = {};
  });
  EXPECT_THAT(
      line_of({"none.h5", "a.h5", "--unpaired"}),
      HasSubstr("In the newer file alone are the irregular routes Central sea (central-sea), "
                "Eastern borders (eastern-borders)."));
  EXPECT_THAT(text_of({"a.h5", "b.h5", "--unpaired"}), Not(HasSubstr("file alone")));
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
  const Json found = Json::parse(outcome.out);
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
