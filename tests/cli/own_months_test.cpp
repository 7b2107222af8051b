// `peregrine run --observed`: what the file remembers of a user's own months.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "host/scenario/scenario.h"
#include "host/store/content_hash.h"
#include "host/support/sha256.h"
#include "tests/cli/command_line.h"
#include "tests/store/sample_ensemble.h"

namespace peregrine::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string own_table =
    "border,month,nationality,arrivals\n"
    "belarus-poland,2024-12,ALL,900\n"
    "belarus-poland,2025-01,AFG,300\n"
    "belarus-poland,2025-01,FJI,20\n"
    "western-africa,2025-01,ALL,4000\n";

class RunObserved : public testing::Test {
 protected:
  RunObserved() { write_bytes(folder_.file("months.csv"), own_table); }

  Outcome run(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {"run",  reference,    "--draws",    "16", "--to",
                                          "2025", "--observed", "months.csv", "-o", "own.h5"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_command(arguments, folder_);
  }

  TemporaryFolder folder_;
};

TEST_F(RunObserved, says_dry_which_months_it_would_repeat) {
  const Outcome outcome = run({"--dry-run"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              HasSubstr("observed  months.csv: belarus-poland 2024-12 to 2025-01, of whom FJI "
                        "count with the rest; western-africa 2025-01 to 2025-01\n"));
  EXPECT_EQ(names_in(folder_), std::set<std::string>{"months.csv"});
}

TEST_F(RunObserved, keeps_the_table_s_hash_and_months_and_resumes_with_no_other) {
  const Outcome outcome = run({});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("belarus-poland 2025-01 (own months)"));
  const EnsembleReader reader(folder_.file("own.h5"));
  const EnsembleHeader& header = reader.header();
  EXPECT_EQ(header.own_months, "belarus-poland 2024-12 2025-01\nwestern-africa 2025-01 2025-01\n");
  const std::string hash = sha256_of(own_table);
  EXPECT_THAT(header.vintages,
              HasSubstr("months.csv                       own months, SHA-256 " + hash));
  const RunSettings settings = parse_scenario(header.scenario_toml, "stored");
  EXPECT_EQ(settings.routes.observed, "months.csv");
  EXPECT_EQ(settings.routes.observed_sha256, hash);
  EXPECT_EQ(run({"--resume"}).exit_code, 0);

  // The same table by another path is the same run.
  write_bytes(folder_.file("same.csv"), own_table);
  const Outcome same = run_command({"run", reference, "--draws", "16", "--to", "2025", "--observed",
                                    "./same.csv", "-o", "own.h5", "--resume"},
                                   folder_);
  EXPECT_EQ(same.exit_code, 0) << same.err;
  write_bytes(folder_.file("months.csv"), own_table + "western-africa,2025-02,ALL,3000\n");
  const Outcome other = run({"--resume"});
  EXPECT_EQ(other.exit_code, 3);
  EXPECT_THAT(other.err, AllOf(HasSubstr("irregular.observed_sha256"),
                               HasSubstr("is not that of the run there, \"" + hash.substr(0, 32))));
  // The scenario as the file keeps it asks for the table that it was made with.
  write_bytes(folder_.file("kept.toml"), header.scenario_toml);
  const Outcome kept = run_command({"run", "kept.toml", "-o", "kept.h5"}, folder_);
  EXPECT_EQ(kept.exit_code, 3);
  EXPECT_THAT(kept.err, HasSubstr("months.csv: irregular.observed_sha256"));
  write_bytes(folder_.file("months.csv"), own_table);
  ASSERT_EQ(run_command({"run", "kept.toml", "-o", "kept.h5"}, folder_).exit_code, 0);
  EXPECT_EQ(EnsembleReader(folder_.file("kept.h5")).content_hash(), reader.content_hash());
}

// Borders end their observed months at different ones, which lanes of a tile must not mix.
TEST_F(RunObserved, has_the_same_bits_in_any_tile_and_on_any_device) {
  std::set<std::string> hashes;
  const std::vector<std::vector<std::string>> machines = {
      {"--tile", "1", "--device", "serial"}, {"--tile", "8"}, {"--tile", "32", "--threads", "2"}};
  for (const std::vector<std::string>& machine : machines) {
    std::vector<std::string> options = {"--overwrite"};
    options.insert(options.end(), machine.begin(), machine.end());
    const Outcome outcome = run(options);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    hashes.insert(EnsembleReader(folder_.file("own.h5")).content_hash());
  }
  EXPECT_EQ(hashes.size(), 1U);
}

// The months that a run was given are the record of their route, and a chance begins after them.
TEST_F(RunObserved, are_no_forecast_when_a_chance_is_asked_for) {
  std::string rows = "border,month,nationality,arrivals\n";
  for (int month = 1; month <= 6; ++month) {
    rows += "central-mediterranean,2025-0" + std::to_string(month) + ",ALL,5000\n";
  }
  write_bytes(folder_.file("months.csv"), rows);
  const Outcome made = run_command({"run", reference, "--draws", "32", "--to", "2027", "--observed",
                                    "months.csv", "-o", "own.h5"},
                                   folder_);
  ASSERT_EQ(made.exit_code, 0) << made.err;
  const auto ask = [this](const std::vector<std::string>& words) {
    std::vector<std::string> command = {"summary",   "own.h5", "--route", "central-mediterranean",
                                        "--exceeds", "29999"};
    command.insert(command.end(), words.begin(), words.end());
    return run_command(command, folder_);
  };
  EXPECT_THAT(ask({}).out, HasSubstr("2025-07 to 2026-06"));
  const Outcome record = ask({"--from", "2025-01", "--months", "6"});
  EXPECT_THAT(record.out, AllOf(HasSubstr("this is the record, no forecast"), HasSubstr("30,000"),
                                Not(HasSubstr("chance of"))));
  EXPECT_EQ(
      ask({"--from", "2025-01", "--months", "6", "--route", "western-africa:1.000"}).exit_code, 2);
}

TEST_F(RunObserved, refuses_what_is_wrong_with_a_table_and_writes_nothing) {
  write_bytes(folder_.file("months.csv"),
              "border,month,nationality,arrivals\nbelarus-polnd,2025-01,ALL,3\n"
              "western-africa,2025-01,ALL,1.5\n");
  const Outcome outcome = run({});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("months.csv:2: border = belarus-polnd"),
                                 HasSubstr("months.csv:3: arrivals = 1.5")));
  EXPECT_EQ(names_in(folder_), std::set<std::string>{"months.csv"});
  const Outcome missing =
      run_command({"run", reference, "--observed", "none.csv", "--dry-run"}, folder_);
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_THAT(missing.err, AllOf(HasSubstr("none.csv: does not exist"), HasSubstr("its path")));
  write_bytes(folder_.file("months.csv"),
              "border,month,nationality,arrivals\nbelarus-poland,2025-01,SYR,9000000\n"
              "belarus-poland,2025-01,AFG,9000000\n");
  EXPECT_THAT(run({}).err, HasSubstr("months.csv:2: arrivals = 18000000 is the sum of "
                                     "belarus-poland in 2025-01, more than 10000000"));
  const Outcome of_none = run_command(
      {"run", reference, "--set", "irregular.observed_sha256=abc", "--dry-run"}, folder_);
  EXPECT_EQ(of_none.exit_code, 3);
  EXPECT_THAT(of_none.err, HasSubstr("irregular.observed_sha256"));
}

// The Channel's figures end a year before the record of the others: its year 2024 is a forecast,
// and scored as one; theirs is not.
TEST_F(RunObserved, ends_at_each_border_with_its_own_figures) {
  ASSERT_EQ(
      run_command({"run", reference, "--draws", "32", "--to", "2026", "-o", "run.h5"}, folder_)
          .exit_code,
      0);
  const auto begins = [this](const std::string& route) {
    return run_command({"summary", "run.h5", "--route", route, "--exceeds", "1000"}, folder_).out;
  };
  EXPECT_THAT(begins("channel"), HasSubstr("2024-01 to 2024-12"));
  EXPECT_THAT(begins("western-africa"), HasSubstr("2025-01 to 2025-12"));
  EXPECT_THAT(run_command({"summary", "run.h5", "--route", "all"}, folder_).out,
              AllOf(HasSubstr("2025-01"), Not(HasSubstr("2024-01"))));
  write_bytes(folder_.file("table.csv"),
              "border,month,nationality,detections\n"
              "channel,2024-01,REST,1335\nchannel,2025-01,REST,1100\n"
              "western-africa,2024-01,REST,7270\nwestern-africa,2025-01,REST,4800\n");
  const Outcome scored = run_command({"score", "run.h5", "table.csv", "--json"}, folder_);
  ASSERT_EQ(scored.exit_code, 0) << scored.err;
  std::map<std::string, int> months;
  const nlohmann::json read = nlohmann::json::parse(scored.out);
  for (const auto& group : read.at("groups")) {
    if (group.at("size") == "all") months[group.at("what")] = group.at("number").get<int>();
  }
  EXPECT_EQ(months.at("channel"), 2) << scored.out;
  EXPECT_EQ(months.at("western-africa"), 1);
}

// Months that the run was given are no forecast.
TEST_F(RunObserved, is_scored_after_them_alone) {
  EnsembleHeader header = sample::header();
  header.own_months = "north-east 2025-01 2025-01\n";
  sample::write_file(folder_.file("sample.h5"), header);
  write_bytes(folder_.file("table.csv"),
              "border,month,nationality,detections\n"
              "north-east,2025-01,IND,40\nnorth-east,2025-02,IND,2\ncentral-sea,2025-01,IND,8\n");
  const Outcome outcome = run_command({"score", "sample.h5", "table.csv"}, folder_);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("are scored after them"), Not(HasSubstr("nan"))));
}

}  // namespace
}  // namespace peregrine::test
