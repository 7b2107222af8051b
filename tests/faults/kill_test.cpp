// Runs that are killed, stopped or told to stop at any moment.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <thread>

#include "tests/faults/running.h"

namespace peregrine::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// So many that a rank which starts late, on a busy machine, finds work left to stop.
const std::string longer = common + " --draws 40000 --keep 10";
constexpr int longer_blocks = 40;

enum class Kill { a_rank, all_ranks, launcher, term, usr1, interrupt_twice };

void kill_as(Kill how, std::mt19937& random, const TemporaryFolder& folder) {
  const std::vector<pid_t> ranks = processes_in(folder);
  if (ranks.empty()) return;
  const pid_t some = ranks[random() % ranks.size()];
  const auto launcher = [&] {
    // The parent of a rank; of a run without mpirun the shell, which is left alone.
    const std::string stat = bytes_of(fmt::format("/proc/{}/stat", some));
    const std::string name = stat.substr(stat.find(") ") + 4);
    const pid_t parent = std::atoi(name.c_str());
    const std::string comm = bytes_of(fmt::format("/proc/{}/comm", parent));
    return comm.starts_with("mpirun") || comm.starts_with("orterun") ? parent : some;
  };
  switch (how) {
    case Kill::a_rank:
      kill(some, SIGKILL);
      break;
    case Kill::all_ranks:
      for (const pid_t rank : ranks) kill(rank, SIGKILL);
      break;
    case Kill::launcher:
      kill(launcher(), SIGKILL);
      break;
    case Kill::term:
      kill(launcher(), SIGTERM);
      break;
    case Kill::usr1:
      kill(launcher(), SIGUSR1);
      break;
    case Kill::interrupt_twice:
      kill(some, SIGINT);
      kill(some, SIGINT);
      break;
  }
}

// One run, killed once or twice, and resumed with another number of ranks.
void kill_and_resume(unsigned seed) {
  SCOPED_TRACE(fmt::format("seed {}", seed));
  std::mt19937 random(seed);
  const TemporaryFolder folder;
  const int kills = 1 + static_cast<int>(random() % 2);
  std::int64_t least_done = 0;
  for (int time = 0; time < kills; ++time) {
    const int ranks = static_cast<int>(random() % 4);
    Running running(ranks, "--resume", folder);
    running.until_blocks(least_done + static_cast<std::int64_t>(random() % 3));
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 400));
    kill_as(static_cast<Kill>(random() % 6), random, folder);
    running.end();
    // Ranks outlive the launcher by a second or so; resuming waits for them.
    if (std::filesystem::exists(folder.file("run.h5"))) break;
    EXPECT_GE(Running::blocks_in(folder), least_done) << "a finished block was lost";
    least_done = Running::blocks_in(folder);
  }
  const Launch last = resume(static_cast<int>(random() % 4), folder);
  EXPECT_EQ(last.exit_code, 0) << last.err;
  expect_undisturbed(folder);
}

// 100 with PEREGRINE_LONG_TESTS=1.
TEST_F(Killed, runs_resume_to_the_same_bits) {
  const char* const all = std::getenv("PEREGRINE_LONG_TESTS");
  const unsigned times = all != nullptr && std::string(all) != "0" ? 100 : 4;
  for (unsigned seed = 1; seed <= times; ++seed) kill_and_resume(seed);
}

TEST_F(Killed, by_a_signal_to_stop_they_keep_all_that_is_finished_and_end_with_75) {
  for (const int signal : {SIGTERM, SIGINT, SIGUSR1}) {
    const TemporaryFolder folder;
    Running running(0, "", folder);
    running.until_blocks(1);
    for (const pid_t rank : processes_in(folder)) kill(rank, signal);
    const Launch& stopped = running.end();
    EXPECT_EQ(stopped.exit_code, not_finished) << stopped.err;
    EXPECT_THAT(stopped.err, AllOf(HasSubstr("of 8 blocks done"), HasSubstr("--resume")));
    const std::int64_t done = Running::blocks_in(folder);
    EXPECT_GE(done, 1);
    EXPECT_THAT(stopped.err, HasSubstr(fmt::format("stopped with {} of 8", done)));
    EXPECT_FALSE(std::filesystem::exists(folder.file("run.h5")));
    const Launch status = launch(fmt::format("{} status run.h5", PEREGRINE_BINARY), folder);
    EXPECT_EQ(status.exit_code, 0);
    EXPECT_THAT(status.out, HasSubstr(fmt::format("{} of 8 blocks done", done)));
    if (signal != SIGTERM) continue;
    // A new run would lose it, and says so.
    const Launch anew = launch(fmt::format("{} {}", PEREGRINE_BINARY, arguments), folder);
    EXPECT_EQ(anew.exit_code, 2);
    EXPECT_THAT(anew.err, AllOf(HasSubstr("run.h5.parts"), HasSubstr("--resume")));
    EXPECT_EQ(resume(2, folder).exit_code, 0);
    expect_undisturbed(folder);
    // Once more: there is nothing left to do.
    const Launch again = resume(0, folder);
    EXPECT_EQ(again.exit_code, 0);
    expect_undisturbed(folder);
  }
}

TEST_F(Killed, on_one_rank_the_signal_stops_all) {
  const TemporaryFolder folder;
  Running running(3, "", folder, longer);
  running.until_blocks(1);
  const std::vector<pid_t> ranks = processes_in(folder);
  ASSERT_FALSE(ranks.empty());
  kill(ranks.back(), SIGUSR1);
  const Launch& stopped = running.end();
  EXPECT_EQ(stopped.exit_code, not_finished) << stopped.err;
  EXPECT_LT(Running::blocks_in(folder), longer_blocks);
}

// As mpirun and srun hand a signal on: each rank then tells the others.
TEST_F(Killed, on_all_of_many_ranks_at_once_the_signal_stops_them) {
  constexpr int many = 9;
  const TemporaryFolder folder;
  Running running(many, "", folder, longer);
  running.until_blocks(many);
  for (const pid_t rank : processes_in(folder)) kill(rank, SIGUSR1);
  const Launch& stopped = running.end();
  EXPECT_EQ(stopped.exit_code, not_finished) << stopped.err;
  const std::int64_t done = Running::blocks_in(folder);
  EXPECT_GE(done, many);
  EXPECT_LT(done, longer_blocks);
  const Launch last = Running(2, "--resume", folder, longer).end();
  EXPECT_EQ(last.exit_code, 0) << last.err;
  EXPECT_TRUE(verify_file(folder.file("run.h5")).passed());
}

TEST_F(Killed, a_rank_that_stands_still_ends_the_run_and_loses_no_ones_blocks) {
  const TemporaryFolder folder;
  Running running(2, fmt::format("--patience {}", 6 * slowness), folder);
  running.until_blocks(2);
  const std::vector<pid_t> ranks = processes_in(folder);
  ASSERT_EQ(ranks.size(), 2U);
  kill(ranks.back(), SIGSTOP);
  const Launch& ended = running.end();
  kill(ranks.back(), SIGKILL);
  EXPECT_NE(ended.exit_code, 0);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("waited"), HasSubstr("--resume")));
  EXPECT_GE(Running::blocks_in(folder), 6);
  EXPECT_EQ(resume(1, folder).exit_code, 0);
  expect_undisturbed(folder);
}

TEST_F(Killed, runs_that_replace_an_older_file_leave_it_until_they_are_complete) {
  const TemporaryFolder folder;
  const std::string small = fmt::format("{} {} --draws 64 --keep 10", PEREGRINE_BINARY, common);
  ASSERT_EQ(launch(small, folder).exit_code, 0);
  Running running(0, "--overwrite", folder);
  while (Running::blocks_in(folder) < 1) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  for (const pid_t rank : processes_in(folder)) kill(rank, SIGTERM);
  ASSERT_EQ(running.end().exit_code, not_finished);
  EXPECT_EQ(EnsembleReader(folder.file("run.h5")).header().draws, 64);
  EXPECT_EQ(launch(small + " --resume", folder).exit_code, 0) << "it is there";
  const Launch last = resume(0, folder);
  EXPECT_EQ(last.exit_code, 0) << last.err;
  expect_undisturbed(folder);
}

}  // namespace
}  // namespace peregrine::test
