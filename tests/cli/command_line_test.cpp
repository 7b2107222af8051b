// The command line itself: help, version, and everything that can be wrong with it.
#include "tests/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "host/report/table.h"
#include "host/support/version.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using Arguments = std::vector<std::string>;

const std::vector<Arguments> commands = {{},
                                         {"run"},
                                         {"summary"},
                                         {"report"},
                                         {"info"},
                                         {"verify"},
                                         {"inputs"},
                                         {"attribute"},
                                         {"calibrate"},
                                         {"calibrate", "stock"},
                                         {"calibrate", "conflict"},
                                         {"scenario"},
                                         {"backtest"},
                                         {"backtest", "all"},
                                         {"backtest", "stock"},
                                         {"backtest", "flows"},
                                         {"backtest", "conflict"},
                                         {"backtest", "net-migration"},
                                         {"backtest", "campaigns"}};

TEST(Help, of_every_command_has_examples_and_fits_100_columns) {
  const TemporaryFolder folder;
  for (Arguments command : commands) {
    command.emplace_back("--help");
    const Outcome outcome = run_command(command, folder);
    EXPECT_EQ(outcome.exit_code, 0) << command.front();
    EXPECT_EQ(outcome.err, "");
    EXPECT_THAT(outcome.out, HasSubstr("Example")) << command.front();
    std::istringstream lines(outcome.out);
    for (std::string line; std::getline(lines, line);)
      EXPECT_LE(character_count(line), 100) << line;
  }
}

TEST(Help, gives_the_exit_codes_and_so_does_the_manual) {
  const TemporaryFolder folder;
  const Outcome outcome = run_command({"--help"}, folder);
  const std::string manual = bytes_of(PEREGRINE_SOURCE_DIR "/docs/running.md");
  for (const char* code : {"0", "1", "2", "3", "4", "75"}) {
    EXPECT_THAT(outcome.out, HasSubstr(std::string(" ") + code + "  "));
    EXPECT_THAT(manual, HasSubstr(std::string("| ") + code + " | "));
  }
}

TEST(Version, names_model_devices_and_compiler) {
  const TemporaryFolder folder;
  const Outcome outcome = run_command({"--version"}, folder);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, StartsWith("peregrine " + std::string(program_version())));
  EXPECT_THAT(outcome.out, HasSubstr("model version " + std::string(model_version)));
  EXPECT_THAT(outcome.out, HasSubstr("devices: serial"));
  EXPECT_THAT(outcome.out, HasSubstr("built with "));
}

// Its forecast is that of an older model otherwise.
TEST(Readme, shows_the_forecast_of_this_model) {
  EXPECT_THAT(bytes_of(PEREGRINE_SOURCE_DIR "/README.md"),
              HasSubstr("seed 281, model " + std::string(model_version) + "\n"));
}

struct BadCommand {
  std::string name;
  Arguments arguments;
  int exit_code;
  std::string message;
};

void PrintTo(const BadCommand& bad, std::ostream* stream) {
  *stream << bad.name;
}

class BadCommandLine : public testing::TestWithParam<BadCommand> {};

TEST_P(BadCommandLine, is_refused_with_one_clear_message_and_leaves_no_file) {
  const TemporaryFolder folder;
  write_bytes(folder.file("good.toml"), "");
  write_bytes(folder.file("text.h5"), "not HDF5 at all\n");
  write_bytes(folder.file("empty.h5"), "");
  const std::set<std::string> before = names_in(folder);
  const Outcome outcome = run_command(GetParam().arguments, folder);
  EXPECT_EQ(outcome.exit_code, GetParam().exit_code);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, StartsWith("peregrine: "));
  EXPECT_THAT(outcome.err, HasSubstr(GetParam().message));
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  EXPECT_EQ(names_in(folder), before);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, BadCommandLine,
    testing::Values(
        BadCommand{"no_command", {}, 2, "(see peregrine --help)"},
        BadCommand{"misspelt_command", {"sumary", "x.h5"}, 2, "sumary is not a command of per"},
        BadCommand{"misspelt_backtest", {"backtest", "stok"}, 2, "stok is not a command of"},
        BadCommand{"unknown_option", {"run", "good.toml", "--fast"}, 2, "--fast"},
        BadCommand{"no_scenario", {"run"}, 2, "scenario is required"},
        BadCommand{"two_scenarios", {"run", "good.toml", "b.toml"}, 2, "b.toml"},
        BadCommand{"set_without_equals",
                   {"run", "good.toml", "--set", "run.draws"},
                   2,
                   "run.draws is not of the form key=value"},
        BadCommand{"set_unknown_key",
                   {"run", "good.toml", "--set", "run.draw=3"},
                   2,
                   "command line: run.draw = 3 is not a key of a scenario (did you mean run.draws"},
        BadCommand{"set_wrong_type",
                   {"run", "good.toml", "--set", "run.draws=many"},
                   2,
                   "run.draws = many is not a number"},
        BadCommand{
            "set_not_utf8", {"run", "good.toml", "--set", "scenario.name=\xFF"}, 2, "is not UTF-8"},
        BadCommand{
            "no_draws", {"run", "good.toml", "--draws", "0"}, 2, "run.draws = 0 is out of bounds"},
        BadCommand{"draws_no_number",
                   {"run", "good.toml", "--draws", "1.000"},
                   2,
                   "run.draws = 1.000 has a dot, which may be a thousands mark (write 1000 if it "},
        BadCommand{"draws_too_long",
                   {"run", "good.toml", "--draws", "99999999999999999999"},
                   2,
                   "run.draws = 99999999999999999999 is too large"},
        BadCommand{"year_too_late", {"run", "good.toml", "--to", "2500"}, 2, "run.to_year = 2500"},
        BadCommand{"negative_seed", {"run", "good.toml", "--seed", "-3"}, 2, "run.seed = -3"},
        BadCommand{"unknown_device",
                   {"run", "good.toml", "--device", "abacus"},
                   2,
                   "--device: abacus not in {auto,serial,omp,tbb,cuda}"},
        BadCommand{"no_threads", {"run", "good.toml", "--threads", "0"}, 2, "--threads"},
        BadCommand{"odd_tile", {"run", "good.toml", "--tile", "7"}, 2, "--tile"},
        BadCommand{"output_folder_missing",
                   {"run", "good.toml", "-o", "none/out.h5"},
                   4,
                   "none/out.h5: its folder none does not exist (make it first)"},
        BadCommand{"output_is_a_folder", {"run", "good.toml", "-o", "."}, 4, ".: is a folder"},
        BadCommand{"inputs_missing",
                   {"run", "good.toml", "--inputs", "none"},
                   3,
                   "none: is no inputs folder"},
        BadCommand{"check_of_no_folder", {"inputs", "--check", "none"}, 3, "none: is no inputs"},
        BadCommand{"inputs_without_check", {"inputs"}, 2, "--check is required"},
        BadCommand{"scenario_without_option", {"scenario"}, 2, "[--show-defaults,--events]"},
        BadCommand{"backtest_without_draws", {"backtest", "stock", "--draws", "0"}, 2, "--draws"},
        BadCommand{"summary_of_nothing", {"summary", "none.h5"}, 3, "none.h5: "},
        BadCommand{"summary_of_text", {"summary", "text.h5"}, 3, "text.h5: is not an HDF5 file"},
        BadCommand{"info_of_text", {"info", "text.h5"}, 3, "text.h5: is not an HDF5 file"},
        BadCommand{"verify_of_text", {"verify", "text.h5"}, 3, "text.h5: is not an HDF5 file"},
        BadCommand{"verify_of_empty", {"verify", "empty.h5"}, 3, "empty.h5: is not an HDF5 file"},
        BadCommand{"summary_of_a_folder", {"summary", "."}, 3, ".: "},
        BadCommand{"page_of_nothing", {"report", "none.h5"}, 3, "none.h5: "},
        BadCommand{"page_of_text", {"report", "text.h5"}, 3, "text.h5: is not an HDF5 file"},
        BadCommand{"page_with_no_card",
                   {"report", "text.h5", "--backtest", "none.json"},
                   3,
                   "none.json: cannot be read"},
        BadCommand{"two_forms", {"summary", "text.h5", "--csv", "--json"}, 2, "--csv excludes"}),
    [](const auto& case_info) { return case_info.param.name; });

TEST(Output, in_a_folder_that_may_not_be_written_is_refused) {
  const TemporaryFolder folder;
  write_bytes(folder.file("good.toml"), "");
  std::filesystem::create_directory(folder.file("locked"));
  using std::filesystem::perms;
  std::filesystem::permissions(folder.file("locked"), perms::owner_read | perms::owner_exec);
  const Outcome outcome =
      run_command({"run", "good.toml", "-o", "locked/out.h5"}, folder, Rights::those_of_the_folder);
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.err, StartsWith("peregrine: locked/out.h5: "));
  EXPECT_EQ(names_in(folder), (std::set<std::string>{"good.toml", "locked"}));
}

// Root may replace a device by a file of its name.
TEST(Output, of_a_page_takes_the_place_of_no_folder_and_of_no_device) {
  const TemporaryFolder folder;
  write_bytes(folder.file("good.toml"), "");
  const Outcome run =
      run_command({"run", "good.toml", "-q", "--draws", "8", "--to", "2026", "-o", "a.h5"}, folder);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  std::filesystem::create_directory(folder.file("pages"));
  const Outcome to_folder = run_command({"report", "a.h5", "-o", "pages"}, folder);
  EXPECT_EQ(to_folder.exit_code, 4);
  EXPECT_EQ(to_folder.err, "peregrine: pages: is a folder (name a file in it)\n");
  ASSERT_EQ(mkfifo(folder.file("pipe").c_str(), 0600), 0);
  const Outcome to_pipe = run_command({"report", "a.h5", "-o", "pipe"}, folder);
  EXPECT_EQ(to_pipe.exit_code, 4);
  EXPECT_EQ(to_pipe.err, "peregrine: pipe: is no file (name one to write)\n");
  EXPECT_TRUE(std::filesystem::is_fifo(folder.file("pipe")));
  EXPECT_FALSE(std::filesystem::exists(folder.file("pages.partial")));
}

TEST(Output, to_a_full_device_is_an_error) {
  const TemporaryFolder folder;
  const Outcome outcome =
      run_command({"scenario", "--show-defaults"}, folder, Rights::all, "/dev/full");
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_EQ(outcome.err, "peregrine: standard output cannot be written: No space left on device\n");
}

TEST(Output, to_a_reader_that_has_gone_away_is_none) {
  const TemporaryFolder folder;
  const std::string command = "cd '" + folder.path() +
                              "' && { '" PEREGRINE_BINARY
                              "' scenario --show-defaults; echo $? > code; } | true";
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(bytes_of(folder.file("code")), "0\n");
}

TEST(Inputs, of_the_project_pass_their_check) {
  const TemporaryFolder folder;
  const Outcome outcome =
      run_command({"inputs", "--check", PEREGRINE_SOURCE_DIR "/inputs"}, folder);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("280,598,105 migrants in 2020"));
}

TEST(Inputs, with_a_wrong_table_do_not_pass) {
  const TemporaryFolder folder;
  std::filesystem::copy(PEREGRINE_SOURCE_DIR "/inputs", folder.file("inputs"),
                        std::filesystem::copy_options::recursive);
  std::ofstream(folder.file("inputs/baseline/corridors.csv"), std::ios::app) << "XXX,DEU,-4\n";
  const Outcome outcome = run_command({"inputs", "--check", "inputs"}, folder);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("peregrine: inputs/baseline/corridors.csv:"));
}

}  // namespace
}  // namespace peregrine::test
