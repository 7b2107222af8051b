// `peregrine compare` of sample files, and of two runs that differ by one key.
#include "host/report/compare/compare.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "host/report/table.h"
#include "tests/cli/command_line.h"
#include "tests/store/sample_ensemble.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Compare : public testing::Test {
 protected:
  Compare() { sample::write_file(folder_.file("a.h5"), sample::header()); }

  void write_b(const std::function<void(EnsembleHeader&)>& change) const {
    EnsembleHeader header = sample::header();
    change(header);
    sample::write_file(folder_.file("b.h5"), header);
  }

  Outcome run(std::vector<std::string> options = {}) const {
    options.insert(options.begin(), {"compare", "a.h5", "b.h5"});
    return run_command(options, folder_);
  }

  void expect_refused(const std::vector<std::string>& lines) const {
    const Outcome outcome = run();
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(static_cast<std::size_t>(std::count(outcome.err.begin(), outcome.err.end(), '\n')),
              lines.size())
        << outcome.err;
    for (const std::string& line : lines) {
      EXPECT_THAT(outcome.err, HasSubstr("peregrine: b.h5: " + line));
    }
  }

  TemporaryFolder folder_;
};

TEST_F(Compare, refuses_each_thing_that_common_random_numbers_need_and_names_both_values) {
  using Change = std::function<void(EnsembleHeader&)>;
  const std::vector<std::pair<Change, std::string>> cases = {
      {[](EnsembleHeader& b) { b.seed = 282; },
       "seed = 282 is not 18446744073709551615 as in a.h5 (run both with the same run.seed)"},
      {[](EnsembleHeader& b) { b.draws = 11; }, "draws = 11 is not 10 as in a.h5"},
      {[](EnsembleHeader& b) { b.kept = 6; }, "realization = 6 is not 7 as in a.h5"},
      {[](EnsembleHeader& b) {
         b.years.pop_back();
         b.month_ahead.clear();
       },
       "year = 2020 to 2024, 5 years is not 2020 to 2025, 6 years as in a.h5"},
      {[](EnsembleHeader& b) { b.years.front() = 2019; },
       "year = 2019 to 2025, 6 years is not 2020 to 2025, 6 years as in a.h5"},
      {[](EnsembleHeader& b) { b.inputs_sha256 = std::string(64, 'b'); },
       "inputs_sha256 = " + std::string(64, 'b') + " is not " + std::string(64, 'a')},
      {[](EnsembleHeader& b) { b.model_version = "0.2.0"; },
       "model_version = 0.2.0 is not 0.1.0 as in a.h5"},
      {[](EnsembleHeader& b) { b.corridor_origin[1] = 0; },
       "corridor = CIV-USA as number 1 is not IND-USA as number 1 as in a.h5"},
      {[](EnsembleHeader& b) {
         b.corridor_origin.pop_back();
         b.corridor_destination.pop_back();
         b.corridor_listed.pop_back();
         b.kept_corridor.pop_back();
       },
       "corridor = 3 corridors is not 4 corridors as in a.h5"},
  };
  for (const auto& [change, line] : cases) {
    write_b(change);
    expect_refused({line});
  }
}

TEST_F(Compare, names_everything_that_differs_at_once) {
  write_b([](EnsembleHeader& b) {
    b.seed = 1;
    b.draws = 20;
    b.country_iso3.front() = "GHA";
  });
  expect_refused({"seed = 1 is not", "draws = 20 is not", "country = GHA as number 0 is not",
                  "corridor = GHA-IND as number 2 is not CIV-IND as number 2"});
}

TEST_F(Compare, refuses_files_that_are_no_finished_ensembles_and_names_all_of_them) {
  const Outcome missing = run();
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_THAT(missing.err, HasSubstr("b.h5: does not exist"));
  write_bytes(folder_.file("a.h5"), "year,stock\n");
  const Outcome both = run();
  EXPECT_EQ(both.exit_code, 3);
  EXPECT_THAT(both.err, HasSubstr("a.h5: is not an HDF5 file"));
  EXPECT_THAT(both.err, HasSubstr("b.h5: does not exist"));
  EXPECT_EQ(run_command({"compare", "a.h5"}, folder_).exit_code, 2);
}

TEST_F(Compare, refuses_places_and_years_that_the_files_lack) {
  write_b([](EnsembleHeader&) {});
  for (const std::vector<std::string>& options : std::vector<std::vector<std::string>>{
           {"--country", "DEU"}, {"--corridor", "USA-MEX"}, {"--year", "2051"}}) {
    const Outcome outcome = run(options);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, StartsWith("peregrine: a.h5: has no "));
  }
}

TEST_F(Compare, of_equal_numbers_is_exactly_zero) {
  write_b([](EnsembleHeader& b) { b.scenario = "other"; });
  const Outcome outcome = run({"--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto json = nlohmann::json::parse(outcome.out);
  ASSERT_EQ(json["tables"].size(), 4U);
  int compared = 0;
  for (const auto& table : json["tables"]) {
    for (const auto& series : table["series"]) {
      for (const auto& year : series["years"]) {
        EXPECT_EQ(year["difference"], 0.0);
        EXPECT_EQ(year["mc_error"], 0.0);
        EXPECT_TRUE(year["draws_saved"].is_null());
        if (series["stock"] == "world") {
          EXPECT_EQ(year["quantile"], nlohmann::json({0.0, 0.0, 0.0}));
          EXPECT_EQ(year["probability_b_exceeds_a"], 0.5);
          EXPECT_EQ(year["ties"], 1.0);
        }
        ++compared;
      }
    }
  }
  EXPECT_EQ(compared, 6 + 5 + 5 + 4);
}

TEST_F(Compare, names_the_keys_that_changed_but_for_the_scenarios_name) {
  const std::vector<ChangedKey> changed = changed_keys(
      "[scenario]\nname = \"a\"\n[run]\nto_year = 2050\n[stock]\nx = true\ny = 0.5\n",
      "[scenario]\nname = \"b\"\n[run]\nto_year = 2050\n[stock]\nx = false\nz = \"w\"\n");
  ASSERT_EQ(changed.size(), 3U);
  EXPECT_EQ(changed[0].key + " " + changed[0].in_a + " " + changed[0].in_b, "stock.x true false");
  EXPECT_EQ(changed[1].key + " " + changed[1].in_a + " " + changed[1].in_b, "stock.y 0.5 ");
  EXPECT_EQ(changed[2].key, "stock.z");
  EXPECT_EQ(changed[2].in_a, "");
}

TEST_F(Compare, writes_numbers_that_changed_as_people_do) {
  const std::vector<ChangedKey> changed = changed_keys(
      "[c]\nx = 0.59999999999999998\ny = 1\nz = 2.0", "[c]\nx = 0.4\ny = 2\nz = -1e300\n");
  ASSERT_EQ(changed.size(), 3U);
  EXPECT_EQ(changed[0].in_a + " " + changed[0].in_b, "0.6 0.4");
  EXPECT_EQ(changed[1].in_a + " " + changed[1].in_b, "1 2");
  EXPECT_EQ(changed[2].in_a + " " + changed[2].in_b, "2.0 -1e+300");
}

TEST(ChangedKeys, of_events_name_each_by_kind_and_place) {
  const std::string fence = "[[event]]\nkind = \"fence\"\nborder = [\"a\", \"b\"]\nsize = 0.5\n";
  const std::string deal = "[[event]]\nkind = \"deal\"\nroute = \"c\"\nsize = 0.25\n";
  const std::vector<ChangedKey> changed = changed_keys(fence, deal + fence);
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed[0].key, "event.deal at c");
  EXPECT_EQ(changed[0].in_a, "");
  EXPECT_EQ(changed[0].in_b, "size 0.25");
  EXPECT_EQ(changed_keys(fence, fence + fence)[0].key, "event.fence at a b (2)");
}

TEST(ChangedKeys, are_told_apart_by_what_is_cut_from_them_in_print) {
  const std::string text = "[a]\nx = \"" + std::string(80, 'w');
  EXPECT_EQ(changed_keys(text + "1\"\n", text + "2\"\n").size(), 1U);
  const auto fence = [](const char* size) {
    return std::string("[[event]]\nkind = \"fence\"\nborder = [\"a\"]\nmonth = \"2026-07\"\n") +
           "window = 1\nprobability = 1.0\nmonths = 24\nrange = [0.4, 1.1]\nsize = " + size + "\n";
  };
  const std::vector<ChangedKey> changed = changed_keys(fence("0.7"), fence("0.6"));
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed[0].in_a, "month 2026-07, months 24, range 0.4 1.1, size 0.7");
}

TEST_F(Compare, tells_scenarios_apart_that_it_cannot_read) {
  EXPECT_TRUE(changed_keys("= no TOML", "= no TOML").empty());
  const std::vector<ChangedKey> changed = changed_keys("= no TOML", "[run]\nto_year = 2050\n");
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed[0].key, "scenario_toml");
  EXPECT_EQ(changed[0].in_a, "a text that is not TOML of 9 bytes");
  EXPECT_EQ(changed[0].in_b, "TOML of 21 bytes");
}

// Two runs of the real program that differ by one key, and what Python makes of their files.
class CompareRuns : public testing::Test {
 protected:
  // 100 draws are batches of 6 and 7.
  void run_scenario(const std::string& name, const std::vector<std::string>& options) const {
    std::vector<std::string> arguments = {
        "run",  PEREGRINE_SOURCE_DIR "/inputs/scenarios/reference.toml",
        "-q",   "--draws",
        "100",  "--to",
        "2022", "--keep",
        "-1",   "-o",
        name};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Outcome outcome = run_command(arguments, folder_);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  }

  TemporaryFolder folder_;
};

TEST_F(CompareRuns, agree_with_numpy) {
  run_scenario("a.h5", {});
  run_scenario("b.h5", {"--set", "stock.new_corridors=false"});
  const std::string script = PEREGRINE_SOURCE_DIR "/tests/cli/compare_with_numpy.py";
  const std::string command =
      fmt::format("cd '{}' && /usr/bin/python3 '{}' '{}' a.h5 b.h5 stock.new_corridors",
                  folder_.path(), script, PEREGRINE_BINARY);
  const int code = WEXITSTATUS(std::system(command.c_str()));
  if (code == 77) GTEST_SKIP() << "h5py is not installed";
  EXPECT_EQ(code, 0);
}

TEST_F(CompareRuns, in_words_fit_100_columns_and_say_what_changed) {
  run_scenario("a.h5", {});
  run_scenario("b.h5", {"--set", "stock.innovations=false"});
  for (const std::vector<std::string>& options :
       std::vector<std::vector<std::string>>{{}, {"--country", "USA"}, {"--corridor", "MEX-USA"}}) {
    std::vector<std::string> arguments = {"compare", "a.h5", "b.h5"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Outcome outcome = run_command(arguments, folder_);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("stock.innovations: true → false\n"));
    EXPECT_THAT(outcome.out, HasSubstr("± MC"));
    std::istringstream lines(outcome.out);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(character_count(line), 100) << line;
    }
  }
}

TEST_F(CompareRuns, of_one_scenario_under_two_names_are_equal) {
  run_scenario("a.h5", {"--threads", "1", "--tile", "8"});
  run_scenario("b.h5", {"--threads", "2", "--set", "scenario.name=other"});
  const Outcome outcome = run_command({"compare", "a.h5", "b.h5", "--csv"}, folder_);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  std::istringstream lines(outcome.out);
  std::string line;
  std::getline(lines, line);
  EXPECT_THAT(line, StartsWith("stock,origin,destination,year,mean_a,mean_b,difference,mc_error,"));
  const auto columns = std::count(line.begin(), line.end(), ',');
  int rows = 0;
  for (; std::getline(lines, line); ++rows) {
    EXPECT_THAT(line, HasSubstr(",0,0,,"));
    EXPECT_EQ(std::count(line.begin(), line.end(), ','), columns) << line;
  }
  EXPECT_EQ(rows, 3 + 3 * 10);
}

}  // namespace
}  // namespace peregrine::test
