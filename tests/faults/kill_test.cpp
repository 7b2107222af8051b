// Runs of the real program that are killed, stopped, starved and misled, and then resumed: the file
// has the bits of a run that nobody disturbed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "host/checkpoint/run_record.h"
#include "host/store/content_hash.h"
#include "tests/mpi/launch.h"

namespace peregrine::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr int not_finished = 75;

const std::string common = "run " + reference + " --to 2021 -q -o run.h5 --threads 1";
// Eight blocks, of which two are kept in part.
const std::string arguments = common + " --draws 8000 --keep 1500";
// So many that a rank which starts late, on a busy machine, finds work left to stop.
const std::string longer = common + " --draws 40000 --keep 10";
constexpr int longer_blocks = 40;

std::string hash_of(const std::string& file) {
  const Verification verification = verify_file(file);
  EXPECT_TRUE(verification.passed()) << file;
  return verification.computed_hash;
}

// Of a run that nobody disturbs; once for all tests of the process.
const std::string& undisturbed_hash() {
  static const std::string hash = [] {
    const TemporaryFolder folder;
    const Launch run = launch(fmt::format("{} {}", PEREGRINE_BINARY, arguments), folder);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_EQ(names_in(folder), std::set<std::string>{"run.h5"});
    return hash_of(folder.file("run.h5"));
  }();
  return hash;
}

// The processes of the program that work in this folder.
std::vector<pid_t> processes_in(const TemporaryFolder& folder) {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    std::error_code gone;
    const auto program = std::filesystem::read_symlink(entry.path() / "exe", gone);
    const auto place = std::filesystem::read_symlink(entry.path() / "cwd", gone);
    if (gone || place != std::filesystem::canonical(folder.path(), gone)) continue;
    if (program.filename() == "peregrine") found.push_back(std::stoi(name));
  }
  return found;
}

// Runs the program in the folder on so many ranks, or without mpirun.
class Running {
 public:
  Running(int ranks, const std::string& more, const TemporaryFolder& folder,
          const std::string& run = arguments, const std::string& environment = "")
      : folder_(folder) {
    const std::string command = run + " --checkpoint-every 1 " + more;
    line_ = ranks == 0 ? fmt::format("{}{} {}", environment, PEREGRINE_BINARY, command)
                       : mpirun(ranks_of(ranks, command));
    thread_ = std::thread([this] { result_ = launch(line_, folder_); });
  }
  ~Running() {
    if (thread_.joinable()) thread_.join();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  // Until so many blocks are done, or the run has ended.
  void until_blocks(std::int64_t blocks) const {
    for (int waited = 0; waited < 1000 * slowness; ++waited) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      if (blocks_in(folder_) >= blocks) return;
      if (std::filesystem::exists(folder_.file("run.h5"))) return;
    }
  }
  const Launch& end() {
    thread_.join();
    return result_;
  }

  static std::int64_t blocks_in(const TemporaryFolder& folder) {
    try {
      return run_status(folder.file("run.h5")).blocks_done;
    } catch (const std::exception&) {
      return 0;
    }
  }

 private:
  const TemporaryFolder& folder_;
  std::string line_;
  Launch result_;
  std::thread thread_;
};

Launch resume(int ranks, const TemporaryFolder& folder) {
  return Running(ranks, "--resume", folder).end();
}

void expect_undisturbed(const TemporaryFolder& folder) {
  EXPECT_EQ(hash_of(folder.file("run.h5")), undisturbed_hash());
  EXPECT_EQ(names_in(folder), std::set<std::string>{"run.h5"});
}

// Blocks of a run that is stopped as soon as one is done.
std::int64_t stop_after_a_block(const TemporaryFolder& folder, const std::string& options) {
  Running running(0, options, folder);
  running.until_blocks(1);
  for (const pid_t rank : processes_in(folder)) kill(rank, SIGTERM);
  const Launch& stopped = running.end();
  EXPECT_EQ(stopped.exit_code, not_finished) << stopped.err;
  return Running::blocks_in(folder);
}

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

class Killed : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_mpirun()) GTEST_SKIP() << "no mpirun";
  }
};

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

TEST_F(Killed, runs_that_replace_an_older_file_leave_it_until_they_are_complete) {
  const TemporaryFolder folder;
  const std::string small = fmt::format("{} {} --draws 64 --keep 10", PEREGRINE_BINARY, common);
  ASSERT_EQ(launch(small, folder).exit_code, 0);
  Running running(0, "", folder);
  while (Running::blocks_in(folder) < 1) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  for (const pid_t rank : processes_in(folder)) kill(rank, SIGTERM);
  ASSERT_EQ(running.end().exit_code, not_finished);
  EXPECT_EQ(EnsembleReader(folder.file("run.h5")).header().draws, 64);
  EXPECT_EQ(launch(small + " --resume", folder).exit_code, 0) << "it is there";
  const Launch last = resume(0, folder);
  EXPECT_EQ(last.exit_code, 0) << last.err;
  expect_undisturbed(folder);
}

// Parts that were damaged while nobody looked.
TEST_F(Killed, runs_do_again_what_was_damaged_since) {
  const TemporaryFolder folder;
  Running running(2, "", folder);
  running.until_blocks(2);
  for (const pid_t rank : processes_in(folder)) kill(rank, SIGUSR1);
  const Launch& stopped = running.end();
  if (stopped.exit_code == 0) GTEST_SKIP() << "too fast to be stopped";
  const std::string parts = folder.file("run.h5.parts");
  int damaged = 0;
  for (const auto& entry : std::filesystem::directory_iterator(parts)) {
    const std::string name = entry.path().filename();
    if (!name.ends_with(".part")) continue;
    std::string bytes = bytes_of(entry.path());
    if (name == "rows-0.part") {
      std::filesystem::remove(entry.path());
      continue;
    }
    if (damaged++ % 2 == 0) {
      bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
    } else {
      bytes.resize(bytes.size() / 2);
    }
    write_bytes(entry.path(), bytes);
  }
  ASSERT_GE(damaged, 2);
  // What replaces it is not lost to it when the run is stopped once more.
  Running again(0, "--resume", folder);
  const auto set_aside = [&parts] {
    const std::filesystem::directory_iterator entries(parts);
    return std::any_of(begin(entries), end(entries),
                       [](const auto& entry) { return entry.path().extension() == ".bad"; });
  };
  while (!set_aside() || Running::blocks_in(folder) < 1) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
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

// Writes until nothing more fits.
void fill(const TemporaryFolder& folder) {
  std::ofstream filler(folder.file("filler"), std::ios::binary);
  const std::string some(1 << 16, 'x');
  while (filler.write(some.data(), static_cast<std::streamsize>(some.size())).flush()) {
  }
}

bool ensemble_is_being_written(const TemporaryFolder& folder) {
  std::error_code gone;
  for (const auto& entry : std::filesystem::directory_iterator(folder.file("run.h5.parts"), gone)) {
    if (entry.path().filename().string().starts_with("ensemble.h5")) return true;
  }
  return false;
}

TEST_F(Killed, nothing_wrong_is_left_where_the_disk_fills_up) {
  constexpr int while_the_ensemble_is_written = 8;
  for (const int blocks : {1, 4, 7, while_the_ensemble_is_written}) {
    SCOPED_TRACE(blocks);
    TemporaryFolder folder;
    if (!folder.mount_small("400m")) GTEST_SKIP() << "cannot mount a small file system";
    Running running(0, "", folder);
    running.until_blocks(std::min(blocks, 7));
    while (blocks == while_the_ensemble_is_written && !ensemble_is_being_written(folder) &&
           !std::filesystem::exists(folder.file("run.h5"))) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    fill(folder);
    const Launch& full = running.end();
    std::filesystem::remove(folder.file("filler"));
    if (full.exit_code != 0) {
      EXPECT_EQ(full.exit_code, 4) << full.err;
      EXPECT_THAT(full.err, HasSubstr("No space left"));
      EXPECT_FALSE(std::filesystem::exists(folder.file("run.h5")));
    }
    const Launch last = resume(0, folder);
    EXPECT_EQ(last.exit_code, 0) << last.err;
    expect_undisturbed(folder);
  }
}

TEST_F(Killed, runs_say_that_their_folder_is_read_only_and_go_on_where_it_no_longer_is) {
  TemporaryFolder folder;
  if (!folder.mount_small("400m")) GTEST_SKIP() << "cannot mount a small file system";
  const std::int64_t done = stop_after_a_block(folder, "");
  ASSERT_TRUE(folder.make_read_only());
  const Launch refused = resume(0, folder);
  EXPECT_EQ(refused.exit_code, 4) << refused.err;
  EXPECT_THAT(refused.err, AllOf(HasSubstr("run.h5"), HasSubstr("Read-only file system")));
  const Launch status = launch(fmt::format("{} status run.h5", PEREGRINE_BINARY), folder);
  EXPECT_THAT(status.out, HasSubstr(fmt::format("{} of 8 blocks done", done))) << status.err;
  ASSERT_TRUE(folder.make_writable());
  const Launch last = resume(0, folder);
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
