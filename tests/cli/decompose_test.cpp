// `peregrine decompose` from the command line to its three forms.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "host/decompose/drivers.h"
#include "host/report/table.h"
#include "tests/cli/command_line.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using Json = nlohmann::json;

std::vector<std::string> decompose_of(const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"decompose", "--draws", "128", "--to", "2022", "-q"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  return arguments;
}

Json json_of(const std::vector<std::string>& options) {
  std::vector<std::string> arguments = decompose_of(options);
  arguments.push_back("--json");
  const Outcome outcome = run_command(arguments, TemporaryFolder());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  return Json::parse(outcome.out);
}

TEST(DecomposeCommand, fits_100_columns_and_says_what_is_frozen) {
  const Outcome outcome = run_command(
      decompose_of({reference, "--country", "DEU", "--corridor", "MEX-USA"}), TemporaryFolder());
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  for (const char* part :
       {"Scenario reference: 22 runs of 128 draws, seed 281",
        "International migrants in the world, 2022 (millions)", "Immigrants living in Germany",
        "Emigrants from Germany", "Migrants, Mexico → United States of America", "interactions",
        "stock.innovations: true → false", "climate.emissions: \"pledges\" → \"none\""}) {
    EXPECT_THAT(outcome.out, HasSubstr(part));
  }
  for (const Driver& driver : drivers()) {
    EXPECT_THAT(outcome.out, HasSubstr("\n" + std::string(driver.name)));
  }
  std::istringstream lines(outcome.out);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(character_count(line), 100U) << line;
  }
}

TEST(DecomposeCommand, without_a_scenario_takes_the_reference) {
  EXPECT_EQ(json_of({}), json_of({reference}));
}

TEST(DecomposeCommand, says_the_same_on_any_thread_and_tile) {
  const std::vector<std::string> places = {"--corridor", "MEX-USA", "--year",
                                           "2021",       "--year",  "2022"};
  const auto with = [&places](std::vector<std::string> options) {
    options.insert(options.end(), places.begin(), places.end());
    return json_of(options);
  };
  const Json one = with({"--device", "serial", "--tile", "8"});
  EXPECT_EQ(one["quantities"].size(), 4U);
  EXPECT_EQ(with({"--threads", "2", "--tile", "32"}), one);
}

// The effect of chance is what `compare` finds between two runs that differ by its keys.
TEST(DecomposeCommand, finds_the_effect_that_compare_finds) {
  const TemporaryFolder folder;
  const auto run = [&folder](const std::string& name, const std::vector<std::string>& options) {
    std::vector<std::string> arguments = {"run",    reference, "--draws", "128", "--to", "2022",
                                          "--keep", "-1",      "-q",      "-o",  name};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Outcome outcome = run_command(arguments, folder);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  };
  run("frozen.h5", {"--set", "stock.innovations=false", "--set", "stock.new_corridors=false"});
  run("scenario.h5", {});
  const Outcome outcome =
      run_command({"compare", "frozen.h5", "scenario.h5", "--year", "2022", "--json"}, folder);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json compared = Json::parse(outcome.out)["tables"][0]["series"][0]["years"][0];
  const Json world = json_of({})["quantities"][0];
  EXPECT_DOUBLE_EQ(world["mean"], compared["mean_b"]);
  for (const Json& part : world["drivers"]) {
    if (part["driver"] != "chance") continue;
    EXPECT_DOUBLE_EQ(part["mean_frozen"], compared["mean_a"]);
    EXPECT_DOUBLE_EQ(part["effect"], compared["difference"]);
    EXPECT_DOUBLE_EQ(part["effect_mc_error"], compared["mc_error"]);
  }
}

TEST(DecomposeCommand, writes_a_line_of_csv_a_driver_and_one_for_the_rest) {
  const Outcome outcome =
      run_command(decompose_of({"--csv", "--country", "BGD"}), TemporaryFolder());
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  std::istringstream lines(outcome.out);
  std::string line;
  std::getline(lines, line);
  EXPECT_THAT(line, StartsWith("stock,origin,destination,year,driver,mean,"));
  const auto columns = std::count(line.begin(), line.end(), ',');
  std::size_t rows = 0;
  for (; std::getline(lines, line); ++rows) {
    EXPECT_EQ(std::count(line.begin(), line.end(), ','), columns) << line;
  }
  EXPECT_EQ(rows, 3 * (drivers().size() + 1));
}

TEST(DecomposeCommand, explains_every_driver_in_its_help) {
  const Outcome help = run_command({"decompose", "--help"}, TemporaryFolder());
  EXPECT_EQ(help.exit_code, 0);
  for (const Driver& driver : drivers()) {
    EXPECT_THAT(help.out, HasSubstr(std::string(driver.frozen)));
  }
}

TEST(DecomposeCommand, refuses_fewer_draws_than_an_error_needs) {
  const Outcome outcome =
      run_command({"decompose", "--draws", "99", "--to", "2021"}, TemporaryFolder());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("run.draws = 99 is too few"));
}

TEST(DecomposeCommand, refuses_what_the_forecast_lacks) {
  struct Refused {
    std::vector<std::string> options;
    int exit_code;
    std::string message;
  };
  for (const Refused& refused :
       std::vector<Refused>{{{"--country", "XXX"}, 2, "has no country or area 'XXX'"},
                            {{"--corridor", "MEXUSA"}, 2, "is not of the form ORIG-DEST"},
                            {{"--corridor", "MEX-XXX"}, 2, "has no country or area 'XXX'"},
                            {{"--corridor", "USA-USA"}, 2, "has no corridor USA-USA"},
                            {{"--year", "2023"}, 2, "has no year 2023 (it has 2020 to 2022)"},
                            {{"--draws", "256"}, 2, "--draws"},
                            {{"--csv", "--json"}, 2, "excludes"},
                            {{"--set", "stock.inovations=false"}, 2, "stock.innovations"},
                            {{"missing.toml"}, 3, "missing.toml"},
                            {{"--inputs", "missing"}, 3, "missing"}}) {
    const Outcome outcome = run_command(decompose_of(refused.options), TemporaryFolder());
    EXPECT_EQ(outcome.exit_code, refused.exit_code) << refused.message;
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr(refused.message));
  }
}

}  // namespace
}  // namespace peregrine::test
