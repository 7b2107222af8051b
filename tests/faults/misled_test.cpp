// Runs whose parts, inputs or clock change under them, and runs resumed as what they were not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <thread>

#include "tests/faults/running.h"

namespace peregrine::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

TEST_F(Killed, runs_resume_only_as_what_they_were) {
  const TemporaryFolder folder;
  const std::int64_t done = stop_after_a_block(folder, "");
  const struct {
    const char* options;
    const char* said;
  } others[] = {
      {"--draws 8000 --keep 1500 --seed 282", "run.seed = 282"},
      {"--draws 8000 --keep 1500 --set stock.innovations=false", "stock.innovations = false"},
      {"--draws 8000 --keep 1499", "run.keep = 1499"},
      {"--draws 8001 --keep 1500", "run.draws = 8001"}};
  for (const auto& other : others) {
    const Launch refused =
        launch(fmt::format("{} {} --resume {}", PEREGRINE_BINARY, common, other.options), folder);
    EXPECT_EQ(refused.exit_code, 3) << refused.err;
    EXPECT_THAT(refused.err, AllOf(HasSubstr(other.said), HasSubstr("--restart")));
    EXPECT_EQ(Running::blocks_in(folder), done);
  }
  const Launch anew =
      launch(fmt::format("{} {} --restart --draws 64 --keep 10", PEREGRINE_BINARY, common), folder);
  EXPECT_EQ(anew.exit_code, 0) << anew.err;
  const Launch other = launch(fmt::format("{} {} --resume", PEREGRINE_BINARY, arguments), folder);
  EXPECT_EQ(other.exit_code, 3) << other.err;
  EXPECT_EQ(EnsembleReader(folder.file("run.h5")).header().draws, 64);
}

std::set<std::string> parts_in(const TemporaryFolder& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder.file("run.h5.parts"))) {
    if (entry.path().extension() == ".part") names.insert(entry.path().filename());
  }
  return names;
}

// Flips a bit of one part, cuts the next one off, and so on, and removes the first rows: the names
// of the damaged.
std::set<std::string> damage_parts(const TemporaryFolder& folder) {
  std::set<std::string> damaged;
  for (const std::string& name : parts_in(folder)) {
    const std::string path = folder.file("run.h5.parts/" + name);
    if (name == "rows-0.part") {
      std::filesystem::remove(path);
      continue;
    }
    std::string bytes = bytes_of(path);
    if (damaged.size() % 2 == 0) {
      bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
    } else {
      bytes.resize(bytes.size() / 2);
    }
    write_bytes(path, bytes);
    damaged.insert(name);
  }
  return damaged;
}

// Parts that were damaged while nobody looked.
TEST_F(Killed, runs_do_again_what_was_damaged_since) {
  const TemporaryFolder folder;
  Running running(2, "", folder);
  running.until_blocks(2);
  for (const pid_t rank : processes_in(folder)) kill(rank, SIGUSR1);
  const Launch& stopped = running.end();
  ASSERT_EQ(stopped.exit_code, not_finished) << stopped.err;
  const std::set<std::string> damaged = damage_parts(folder);
  ASSERT_GE(damaged.size(), 2U);
  // What replaces it is not lost to it when the run is stopped once more. Until the first new part
  // is there, blocks of damaged ones may still count as done.
  Running again(0, "--resume", folder);
  const auto replaced = [&] {
    return std::ranges::any_of(parts_in(folder), [&](const std::string& name) {
      return name.starts_with("statistics-") && !damaged.contains(name);
    });
  };
  EXPECT_TRUE(until(replaced));
  for (const pid_t rank : processes_in(folder)) kill(rank, SIGTERM);
  ASSERT_EQ(again.end().exit_code, not_finished);
  const std::int64_t done = Running::blocks_in(folder);
  EXPECT_GE(done, 1);
  const Launch status = launch(fmt::format("{} status run.h5", PEREGRINE_BINARY), folder);
  EXPECT_THAT(status.out, HasSubstr(fmt::format("{} of 8 blocks done", done)));
  const Launch last = launch(fmt::format("{} {} --resume", PEREGRINE_BINARY, arguments), folder);
  EXPECT_EQ(last.exit_code, 0) << last.err;
  expect_undisturbed(folder);
}

TEST_F(Killed, runs_resume_with_the_inputs_they_began_with_and_no_others) {
  namespace fs = std::filesystem;
  const TemporaryFolder folder;
  const TemporaryFolder copy;
  const std::string inputs = copy.file("inputs");
  const std::string table = inputs + "/baseline/population_trend.csv";
  fs::copy(PEREGRINE_SOURCE_DIR "/inputs", inputs, fs::copy_options::recursive);
  const std::string with_inputs = "--inputs " + inputs;
  const std::int64_t done = stop_after_a_block(folder, with_inputs);

  const std::string bytes = bytes_of(table);
  ASSERT_FALSE(bytes.empty());
  fs::remove(table);
  const Launch without = Running(0, with_inputs + " --resume", folder).end();
  EXPECT_EQ(without.exit_code, 3) << without.err;
  EXPECT_THAT(without.err, HasSubstr(table));

  std::string other = bytes;
  const std::size_t digit = other.find_last_of("012345678");
  ++other[digit];
  write_bytes(table, other);
  const Launch refused = Running(0, with_inputs + " --resume", folder).end();
  EXPECT_EQ(refused.exit_code, 3) << refused.err;
  EXPECT_THAT(refused.err, AllOf(HasSubstr("inputs"), HasSubstr("--restart")));
  EXPECT_EQ(Running::blocks_in(folder), done);

  // All is read before the first block: from then on inputs may go.
  write_bytes(table, bytes);
  Running running(0, with_inputs + " --resume", folder);
  running.until_blocks(done + 1);
  fs::rename(inputs, inputs + "-gone");
  const Launch& last = running.end();
  EXPECT_EQ(last.exit_code, 0) << last.err;
  expect_undisturbed(folder);
}

#if !defined(__SANITIZE_ADDRESS__)  // which has to be loaded before all else
TEST_F(Killed, runs_whose_clock_jumps_end_with_the_same_bits) {
  const char* const library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
  if (!std::filesystem::exists(library)) GTEST_SKIP() << "no libfaketime";
  const TemporaryFolder folder;
  const TemporaryFolder clock;
  const std::string file = clock.file("offset");
  // The time of day alone, as a clock that someone sets: libfaketime would turn back the other too.
  const std::string environment = fmt::format(
      "env LD_PRELOAD={} FAKETIME_TIMESTAMP_FILE={} FAKETIME_NO_CACHE=1 "
      "FAKETIME_DONT_FAKE_MONOTONIC=1 ",
      library, file);
  write_bytes(file, "+0");
  {
    Running running(0, "", folder, arguments, environment);
    running.until_blocks(2);
    write_bytes(file, "-1000d");
    running.until_blocks(4);
    for (const pid_t rank : processes_in(folder)) kill(rank, SIGTERM);
    const Launch& stopped = running.end();
    EXPECT_EQ(stopped.exit_code, not_finished) << stopped.err;
  }
  // Of a run that began, by its clock, after its latest checkpoint.
  const Launch status = launch(fmt::format("{} status run.h5", PEREGRINE_BINARY), folder);
  EXPECT_EQ(status.exit_code, 0) << status.err;
  EXPECT_THAT(status.out, AllOf(HasSubstr("of 8 blocks done"), HasSubstr("rate      not known")));
  write_bytes(file, "+5000d");
  const Launch last = Running(0, "--resume", folder, arguments, environment).end();
  EXPECT_EQ(last.exit_code, 0) << last.err;
  expect_undisturbed(folder);
}
#endif

}  // namespace
}  // namespace peregrine::test
