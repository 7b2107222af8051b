// `peregrine run` from the scenario to the file and the table.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include "host/scenario/scenario.h"
#include "host/store/content_hash.h"
#include "tests/cli/command_line.h"

namespace peregrine::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

TEST(Run, dry_states_draws_memory_file_size_and_device_and_writes_nothing) {
  const TemporaryFolder folder;
  const Outcome outcome =
      run_command({"run", reference, "--draws", "64", "--to", "2025", "--dry-run"}, folder);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  for (const char* part :
       {"reference: 64 draws", "to 2025", "device ", "memory ", "reference.h5", "time      about ",
        " ms a draw on this machine, measured on ", "slurm     --ntasks=1 --cpus-per-task="}) {
    EXPECT_THAT(outcome.out, HasSubstr(part));
  }
  EXPECT_TRUE(names_in(folder).empty());
}

TEST(Run, says_which_events_begin_after_its_end) {
  const TemporaryFolder folder;
  const std::string coup = PEREGRINE_SOURCE_DIR "/inputs/scenarios/niger-coup-2027.toml";
  const auto warnings = [&](const char* last_year) {
    return run_command({"run", coup, "--draws", "64", "--to", last_year, "--dry-run"}, folder).err;
  };
  EXPECT_THAT(warnings("2026"),
              HasSubstr("event 1, coup at NER, may first begin in 2027-01: the run ends with 2026, "
                        "without it"));
  EXPECT_EQ(warnings("2028"), "");
}

TEST(Run, dry_proposes_a_job_in_which_the_draws_fit) {
  const TemporaryFolder folder;
  const auto slurm_of = [&](const std::string& draws) {
    const Outcome outcome = run_command(
        {"run", reference, "--draws", draws, "--to", "2021", "--threads", "1", "--dry-run"},
        folder);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    std::smatch found;
    const std::regex form(
        R"(slurm +--ntasks=(\d+) --cpus-per-task=1 --mem-per-cpu=(\d+)M --time=(\d+)-(\d\d):(\d\d):00)");
    EXPECT_TRUE(std::regex_search(outcome.out, found, form)) << outcome.out;
    std::vector<double> numbers;
    for (std::size_t at = 1; at < found.size(); ++at) numbers.push_back(std::stod(found[at]));
    numbers.resize(5);
    return numbers;
  };
  const std::vector<double> few = slurm_of("64");
  EXPECT_EQ(few[0], 1);
  EXPECT_GE(few[1], 100);
  EXPECT_LE(few[3] * 60 + few[4], 10);
  // A year of a draw takes some tenths of a millisecond: a billion draws, days of one CPU.
  const std::vector<double> many = slurm_of("1000000000");
  EXPECT_GT(many[0], 10);
  const double minutes = (many[2] * 24 + many[3]) * 60 + many[4];
  EXPECT_GT(minutes, 60);
  EXPECT_LT(minutes, 180);
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
  EXPECT_EQ(settings.stock.innovations, Sampling::off);
  EXPECT_EQ(reader.header().kept, 64);
}

TEST(Run, has_its_command_line_in_the_history_as_a_shell_reads_it) {
  const TemporaryFolder folder;
  const Outcome outcome = run_command({"run", reference, "--draws", "16", "--to", "2021", "--set",
                                       "scenario.description=a b", "-o", "out.h5", "-q"},
                                      folder);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(EnsembleReader(folder.file("out.h5")).header().history,
              HasSubstr("run " + reference +
                        " --draws 16 --to 2021 --set 'scenario.description=a b' -o out.h5 -q"));
}

const std::vector<std::string> onto_one_file = {"run",  reference, "--draws", "64", "--to",
                                                "2021", "-o",      "out.h5",  "-q"};

Outcome run_with(const std::vector<std::string>& more, const TemporaryFolder& folder) {
  std::vector<std::string> arguments = onto_one_file;
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_command(arguments, folder);
}

TEST(Run, that_is_complete_is_not_taken_for_one_with_statistics_or_for_a_folder) {
  const TemporaryFolder folder;
  ASSERT_EQ(run_with({}, folder).exit_code, 0);
  EXPECT_EQ(run_with({"--resume"}, folder).exit_code, 0);
  const Outcome refused = run_with({"--resume", "--mergeable"}, folder);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("without the statistics that --mergeable asks for"));
  EXPECT_EQ(run_with({"--resume", "--mergeable", "--overwrite"}, folder).exit_code, 0);
  EXPECT_EQ(run_with({"--resume", "--mergeable"}, folder).exit_code, 0);

  const TemporaryFolder other;
  std::filesystem::create_directory(other.file("out.h5"));
  for (const char* option : {"--resume", "--overwrite"}) {
    const Outcome outcome = run_with({option}, other);
    EXPECT_EQ(outcome.exit_code, 4) << option;
    EXPECT_THAT(outcome.err, HasSubstr("is a folder")) << option;
  }
}

TEST(Run, has_the_same_contents_compressed_and_not) {
  const TemporaryFolder folder;
  const auto content = [&folder](const std::string& compression) {
    const std::string file = compression + ".h5";
    const Outcome outcome = run_command({"run", reference, "--draws", "16", "--to", "2021",
                                         "--compression", compression, "-o", file, "-q"},
                                        folder);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return verify_file(folder.file(file)).computed_hash;
  };
  EXPECT_EQ(content("none"), content("deflate"));
  EXPECT_LT(std::filesystem::file_size(folder.file("deflate.h5")),
            0.7 * static_cast<double>(std::filesystem::file_size(folder.file("none.h5"))));
  const Outcome other = run_command({"run", reference, "--compression", "zip", "-q"}, folder);
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_THAT(other.err, HasSubstr("--compression"));
}

TEST(Run, replaces_what_is_there_only_where_it_is_told_to) {
  const TemporaryFolder folder;
  write_bytes(folder.file("out.h5"), "older");
  for (const char* option : {"", "--resume", "--restart"}) {
    SCOPED_TRACE(option);
    const Outcome refused = run_with(
        *option == '\0' ? std::vector<std::string>{} : std::vector<std::string>{option}, folder);
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_THAT(refused.err, AllOf(HasSubstr("out.h5: is there already, and is no complete"),
                                   HasSubstr("--overwrite")));
    EXPECT_EQ(bytes_of(folder.file("out.h5")), "older");
    EXPECT_EQ(names_in(folder), std::set<std::string>{"out.h5"});
  }
  const Outcome told = run_with({"--overwrite"}, folder);
  ASSERT_EQ(told.exit_code, 0) << told.err;
  EXPECT_TRUE(verify_file(folder.file("out.h5")).passed());
}

TEST(Run, onto_a_complete_file_asks_resumes_at_once_or_says_what_differs) {
  const TemporaryFolder folder;
  ASSERT_EQ(run_with({}, folder).exit_code, 0);
  const std::string before = bytes_of(folder.file("out.h5"));
  const Outcome refused = run_with({}, folder);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("complete, with 64 draws of scenario reference, seed "),
                                 HasSubstr("--overwrite")));
  EXPECT_EQ(run_with({"--dry-run"}, folder).exit_code, 0);
  EXPECT_EQ(run_with({"--resume"}, folder).exit_code, 0);
  EXPECT_EQ(run_with({"--resume", "--overwrite"}, folder).exit_code, 0);
  const Outcome other = run_with({"--resume", "--seed", "5"}, folder);
  EXPECT_EQ(other.exit_code, 3);
  EXPECT_THAT(other.err, AllOf(HasSubstr("run.seed = 5"), HasSubstr("--overwrite")));
  EXPECT_EQ(bytes_of(folder.file("out.h5")), before);
  EXPECT_EQ(names_in(folder), std::set<std::string>{"out.h5"});
  // Of another run: made anew, and after that complete.
  EXPECT_EQ(run_with({"--resume", "--overwrite", "--seed", "5"}, folder).exit_code, 0);
  EXPECT_EQ(EnsembleReader(folder.file("out.h5")).header().seed, 5U);
  EXPECT_EQ(run_with({"--resume", "--seed", "5"}, folder).exit_code, 0);
}

TEST(Run, on_a_gpu_is_refused_where_there_is_none) {
  const TemporaryFolder folder;
  if (std::filesystem::exists("/dev/nvidiactl")) GTEST_SKIP() << "there is a GPU";
  const Outcome refused = run_with({"--device", "cuda"}, folder);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("device 'cuda'"));
  EXPECT_EQ(run_with({"--device", "auto"}, folder).exit_code, 0);
}

}  // namespace
}  // namespace peregrine::test
