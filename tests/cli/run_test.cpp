// `peregrine run` from the scenario to the file and the table.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/scenario/scenario.h"
#include "host/store/content_hash.h"
#include "tests/cli/command_line.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;

TEST(Run, dry_states_draws_memory_file_size_and_device_and_writes_nothing) {
  const TemporaryFolder folder;
  const Outcome outcome =
      run_command({"run", reference, "--draws", "64", "--to", "2025", "--dry-run"}, folder);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  for (const char* part :
       {"reference: 64 draws", "to 2025", "device ", "memory ", "reference.h5"}) {
    EXPECT_THAT(outcome.out, HasSubstr(part));
  }
  EXPECT_TRUE(names_in(folder).empty());
}

TEST(Run, leaves_one_file_named_after_the_scenario_and_prints_hash_and_table) {
  const TemporaryFolder folder;
  const Outcome outcome = run_command({"run", reference, "--draws", "64", "--to", "2025"}, folder);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(names_in(folder), std::set<std::string>{"reference.h5"});
  const Verification verification = verify_file(folder.file("reference.h5"));
  EXPECT_TRUE(verification.passed());
  EXPECT_THAT(outcome.out, HasSubstr("content   " + verification.computed_hash));
  EXPECT_THAT(outcome.out, HasSubstr("International migrants in the world (millions)"));
  // A log gets a line for every tenth at most, the last of them at the end.
  EXPECT_LE(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 12);
  EXPECT_THAT(outcome.err, HasSubstr("100 %  64 of 64 draws"));
}

TEST(Run, records_the_scenario_with_the_options_of_the_command_line) {
  const TemporaryFolder folder;
  const Outcome outcome =
      run_command({"run", reference, "--draws", "64", "--to", "2021", "--seed", "5", "--keep", "-1",
                   "--set", "stock.innovations=false", "-o", "out.h5", "--quiet"},
                  folder);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "");
  const EnsembleReader reader(folder.file("out.h5"));
  const RunSettings settings = parse_scenario(reader.header().scenario_toml, "stored");
  EXPECT_EQ(settings.resolved_toml, reader.header().scenario_toml);
  EXPECT_EQ(settings.draws, 64);
  EXPECT_EQ(settings.keep, 64);
  EXPECT_EQ(settings.seed, 5U);
  EXPECT_EQ(settings.to_year, 2021);
  EXPECT_EQ(settings.innovations, Sampling::off);
  EXPECT_EQ(reader.header().kept, 64);
}

TEST(Run, replaces_an_older_result_of_the_same_name) {
  const TemporaryFolder folder;
  write_bytes(folder.file("out.h5"), "older");
  const Outcome outcome = run_command(
      {"run", reference, "--draws", "64", "--to", "2021", "-o", "out.h5", "-q"}, folder);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_TRUE(verify_file(folder.file("out.h5")).passed());
}

}  // namespace
}  // namespace peregrine::test
