// What happens around a run and is no fault of it: terminals, logs, descriptors, locks and signals
// that come and go. Whatever it is, the file is that of a run which nothing disturbed.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>
#include <utility>

#include "host/cluster/cluster.h"
#include "tests/faults/running.h"

namespace peregrine::test {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;

// Three blocks, and words on both streams.
const std::string small_run = "run " + reference +
                              " --to 2021 -o run.h5 --threads 1 --draws 3000 --keep 100 "
                              "--checkpoint-every 1";

const std::string& small_hash() {
  static const std::string hash = [] {
    const TemporaryFolder folder;
    const Launch run = launch(fmt::format("{} {} -q", PEREGRINE_BINARY, small_run), folder);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return hash_of(folder.file("run.h5"));
  }();
  return hash;
}

#if defined(__SANITIZE_ADDRESS__)
// The sanitizer has to be loaded before all else.
constexpr bool can_preload = false;
#else
constexpr bool can_preload = true;
#endif

struct Way {
  std::string name;
  // A line of the shell, in which RUN stands for the program with its arguments.
  std::string line;
  int exit_code = 0;
  std::string said = {};  // on standard error
  bool preloads = false;
};

// Sends a signal to the run when one block is done. `wait` ends with 128 and the signal where that
// ends the program.
std::string signalled(const std::string& signal) {
  return "RUN & pid=$!; "
         "until ls run.h5.parts/statistics-*.part >/dev/null 2>&1; do kill -0 $pid 2>/dev/null || "
         "break; sleep 0.02; "
         "done; kill -" +
         signal + " $pid; wait $pid";
}

const std::string no_locks = std::string("LD_PRELOAD=") + PEREGRINE_NO_FLOCK + " NO_FLOCK_ERRNO=";

const std::vector<Way> ways = {
    {"the_output_is_full", "RUN >/dev/full"},
    {"the_log_is_full", "RUN 2>/dev/full"},
    {"both_are_full", "RUN >/dev/full 2>/dev/full"},
    {"the_reader_of_the_output_is_gone", "{ RUN; echo $? >code; } | true; exit $(cat code)"},
    {"the_reader_of_the_log_is_gone",
     "{ RUN 2>&1 >/dev/null; echo $? >code; } | true; exit $(cat code)"},
    // Sixty-four kilobytes fill the pipe before the run begins.
    {"the_reader_of_the_log_stands_still",
     "{ head -c 65536 /dev/zero >&2; timeout --signal=KILL 60 RUN >/dev/null; echo $? >code; } "
     "2>&1 | "
     "{ until [ -e code ]; do sleep 0.05; done; }; exit $(cat code)"},
    {"standard_input_is_closed", "RUN <&-"},
    {"standard_output_is_closed", "RUN >&-"},
    {"standard_error_is_closed", "RUN 2>&-"},
    {"all_three_are_closed", "RUN <&- >&- 2>&-"},
    {"few_descriptors_are_left", "ulimit -n 16; RUN"},
    {"sighup_comes", signalled("HUP"), not_finished, "SIGHUP"},
    {"sigusr2_comes", signalled("USR2"), not_finished, "SIGUSR2"},
    {"sigxcpu_comes", signalled("XCPU"), not_finished, "SIGXCPU"},
    {"sigterm_comes", signalled("TERM"), not_finished, "SIGTERM"},
    {"sigusr1_comes", signalled("USR1"), not_finished, "SIGUSR1"},
    {"sighup_was_ignored", "trap '' HUP; " + signalled("HUP")},
    {"sigpipe_comes", signalled("PIPE")},
    {"a_file_may_not_be_so_large", "ulimit -f 100; RUN", 4, "ulimit -f"},
    {"there_are_no_locks_left", no_locks + "37 RUN", 0, "no locks on this file system", true},
    {"locks_are_not_known", no_locks + "38 RUN", 0, "no locks on this file system", true},
    {"the_user_wants_locks_of_hdf5", "HDF5_USE_FILE_LOCKING=TRUE " + no_locks + "37 RUN", 0,
     "no locks on this file system", true},
    {"openmp_binds_the_main_thread", "OMP_PROC_BIND=true OMP_PLACES=cores RUN"},
    {"the_environment_is_empty", "env -i ASAN_OPTIONS=detect_leaks=0 RUN"},
};

class Surroundings : public testing::TestWithParam<Way> {};

void PrintTo(const Way& way, std::ostream* stream) {
  *stream << way.name;
}

TEST_P(Surroundings, change_nothing_in_the_file) {
  const Way& way = GetParam();
  if (way.preloads && !can_preload) GTEST_SKIP() << "the sanitizer comes first";
  const TemporaryFolder folder;
  std::string line = way.line;
  const std::size_t at = line.find("RUN");
  line.replace(at, 3, fmt::format("{} {}", PEREGRINE_BINARY, small_run));
  write_bytes(folder.file("way.sh"), line + "\n");
  const Launch run = launch("sh way.sh", folder);
  EXPECT_EQ(run.exit_code, way.exit_code) << run.err;
  EXPECT_THAT(run.err, HasSubstr(way.said));
  if (way.exit_code != 0) {
    EXPECT_FALSE(std::filesystem::exists(folder.file("run.h5")));
    const Launch last =
        launch(fmt::format("{} {} --resume -q", PEREGRINE_BINARY, small_run), folder);
    EXPECT_EQ(last.exit_code, 0) << last.err;
  }
  EXPECT_EQ(hash_of(folder.file("run.h5")), small_hash());
  EXPECT_FALSE(std::filesystem::exists(folder.file("run.h5.parts")));
}

INSTANTIATE_TEST_SUITE_P(All, Surroundings, testing::ValuesIn(ways),
                         [](const auto& way) { return way.param.name; });

// A terminal, of which the test holds the far end.
class Terminal {
 public:
  Terminal() : far_end_(posix_openpt(O_RDWR | O_NOCTTY)) {
    if (grantpt(far_end_) != 0 || unlockpt(far_end_) != 0) hang_up();
  }
  ~Terminal() { hang_up(); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  bool is_open() const { return far_end_ >= 0; }
  std::string name() const { return ptsname(far_end_); }
  void hang_up() {
    if (far_end_ >= 0) close(far_end_);
    far_end_ = -1;
  }

 private:
  int far_end_;
};

enum class Control { of_the_session, of_nobody };

// A process that a test has started, which does not outlive it.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  ~Child() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    exit_code();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void send(int signal) const { kill(pid_, signal); }
  // Waits for its end; minus the signal that ended it.
  int exit_code() {
    int status = 0;
    waitpid(std::exchange(pid_, 0), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  pid_t pid_;
};

// The program in a session of its own on that terminal.
pid_t start_on(const Terminal& terminal, Control control, const TemporaryFolder& folder) {
  const std::string name = terminal.name();
  const std::string line = fmt::format("exec {} {}", PEREGRINE_BINARY, small_run);
  const pid_t child = fork();
  if (child != 0) return child;
  setsid();
  const int near_end = open(name.c_str(), O_RDWR | O_NOCTTY);
  if (control == Control::of_the_session) ioctl(near_end, TIOCSCTTY, 0);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(near_end, stream);
  for (int other = STDERR_FILENO + 1; other < 64; ++other) close(other);
  if (chdir(folder.path().c_str()) == 0) execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
  _exit(127);
}

void until_a_block_is_done(const TemporaryFolder& folder) {
  until([&] {
    return Running::blocks_in(folder) >= 1 || std::filesystem::exists(folder.file("run.h5"));
  });
}

TEST(ClosedTerminal, without_a_signal_changes_nothing) {
  const TemporaryFolder folder;
  Terminal terminal;
  if (!terminal.is_open()) GTEST_SKIP() << "no terminals";
  Child run(start_on(terminal, Control::of_nobody, folder));
  until_a_block_is_done(folder);
  terminal.hang_up();
  EXPECT_EQ(run.exit_code(), 0);
  EXPECT_EQ(hash_of(folder.file("run.h5")), small_hash());
}

TEST(ClosedTerminal, of_the_session_stops_the_run_which_can_be_resumed) {
  const TemporaryFolder folder;
  Terminal terminal;
  if (!terminal.is_open()) GTEST_SKIP() << "no terminals";
  Child run(start_on(terminal, Control::of_the_session, folder));
  until_a_block_is_done(folder);
  terminal.hang_up();
  EXPECT_EQ(run.exit_code(), not_finished);
  const Launch last = launch(fmt::format("{} {} --resume -q", PEREGRINE_BINARY, small_run), folder);
  EXPECT_EQ(last.exit_code, 0) << last.err;
  EXPECT_EQ(hash_of(folder.file("run.h5")), small_hash());
}

// So long that what is under way is not done within a second; with sanitizers fewer years are.
TEST(Interrupt, is_answered_within_a_second_and_says_what_comes) {
  const TemporaryFolder folder;
  const std::string line =
      fmt::format("exec {} run {} --to {} -o run.h5 --threads 1 --draws 3000 --keep 10 2>log >out",
                  PEREGRINE_BINARY, reference, slowness > 1 ? 2023 : 2050);
  const pid_t child = fork();
  if (child == 0) {
    if (chdir(folder.path().c_str()) == 0) execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
    _exit(127);
  }
  Child run(child);
  const auto log = [&] { return bytes_of(folder.file("log")); };
  // The first tenth: the block under way takes seconds more.
  ASSERT_TRUE(until([&] { return log().find(" %") != std::string::npos; }));
  const auto asked = std::chrono::steady_clock::now();
  run.send(SIGINT);
  until([&] { return log().find("SIGINT") != std::string::npos; });
  EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(1));
  EXPECT_THAT(log(), AllOf(HasSubstr("peregrine: SIGINT: "), HasSubstr("exit code 75")));
  run.send(SIGINT);
  EXPECT_EQ(run.exit_code(), not_finished);
}

std::string status_of(const TemporaryFolder& folder) {
  return launch(fmt::format("{} status run.h5", PEREGRINE_BINARY), folder).out;
}

TEST(Status, tells_a_run_that_lives_from_one_that_died) {
  const TemporaryFolder folder;
  Running running(0, "", folder);
  running.until_blocks(1);
  const std::vector<pid_t> processes = processes_in(folder);
  ASSERT_EQ(processes.size(), 1U);
  kill(processes.front(), SIGSTOP);
  EXPECT_THAT(status_of(folder), HasSubstr(fmt::format("state     under way (host {}, process {}, ",
                                                       host_name(), processes.front())));
  kill(processes.front(), SIGKILL);
  running.end();
  EXPECT_THAT(status_of(folder), HasSubstr("state     stopped or killed"));
  EXPECT_EQ(resume(0, folder).exit_code, 0);
  expect_undisturbed(folder);
}

// The second comes when the first begins, is at its draws, writes its file, or has ended. On a busy
// machine it may not wait long enough, and says for whom it waited.
TEST(TwoAtOnce, of_one_output_both_end_well) {
  for (const double delay : {0.0, 0.2, 0.4, 0.8, 1.6}) {
    SCOPED_TRACE(delay);
    const TemporaryFolder folder;
    const std::string line = fmt::format("{} {} --draws 300 --resume -q", PEREGRINE_BINARY, common);
    const Launch both =
        launch(fmt::format("sh -c '{} & first=$!; sleep {}; {}; second=$?; wait $first; echo $? "
                           "$second'",
                           line, delay * slowness, line),
               folder);
    EXPECT_THAT(both.out, AnyOf("0 0\n", "0 4\n", "4 0\n")) << both.err;
    if (both.out != "0 0\n") {
      EXPECT_THAT(both.err, HasSubstr("works on this run: host "));
    }
    EXPECT_TRUE(verify_file(folder.file("run.h5")).passed());
    EXPECT_EQ(names_in(folder), std::set<std::string>{"run.h5"});
  }
}

// It waits for the first, and does not begin where that leaves a file.
TEST(TwoAtOnce, the_second_replaces_nothing_unless_it_is_told_to) {
  const TemporaryFolder folder;
  const std::string line = fmt::format("{} {} -q", PEREGRINE_BINARY, small_run);
  const Launch both = launch(
      fmt::format("sh -c '{} & first=$!; for wait in $(seq 500); do [ -e run.h5.parts/lock ] && "
                  "break; sleep 0.01; done; {}; second=$?; wait $first || exit 1; exit $second'",
                  line, line),
      folder);
  EXPECT_THAT(both.exit_code, AnyOf(2, 4)) << both.err;
  EXPECT_EQ(hash_of(folder.file("run.h5")), small_hash());
  EXPECT_EQ(names_in(folder), std::set<std::string>{"run.h5"});
}

TEST(TwoAtOnce, the_second_names_the_first_where_that_goes_on) {
  const TemporaryFolder folder;
  Running running(0, "", folder);
  running.until_blocks(1);
  const std::vector<pid_t> processes = processes_in(folder);
  ASSERT_EQ(processes.size(), 1U);
  kill(processes.front(), SIGSTOP);
  const Launch second = resume(0, folder);
  EXPECT_EQ(second.exit_code, 4);
  EXPECT_THAT(second.err, HasSubstr(fmt::format("host {}, process {}, since ", host_name(),
                                                processes.front())));
  kill(processes.front(), SIGCONT);
  EXPECT_EQ(running.end().exit_code, 0);
  expect_undisturbed(folder);
}

// As ranks do that outlive mpirun: rank 0 has signed, and is gone.
TEST(TwoAtOnce, the_second_says_that_what_was_killed_has_not_ended_yet) {
  const TemporaryFolder folder;
  stop_after_a_block(folder, "");
  const int survivor = open(folder.file("run.h5.parts/lock").c_str(), O_RDONLY | O_CLOEXEC);
  ASSERT_EQ(flock(survivor, LOCK_SH | LOCK_NB), 0);
  const Launch second = resume(0, folder);
  EXPECT_EQ(second.exit_code, not_finished);
  EXPECT_THAT(second.err, AllOf(HasSubstr("was killed"), HasSubstr("again")));
  close(survivor);
  EXPECT_EQ(resume(0, folder).exit_code, 0);
  expect_undisturbed(folder);
}

// Where there are no locks, the signature of a living process has to do.
TEST(TwoAtOnce, without_locks_is_refused_on_one_machine) {
  if (!can_preload) GTEST_SKIP() << "the sanitizer comes first";
  const TemporaryFolder folder;
  const std::string environment = no_locks + "37 ";
  Running running(0, "", folder, arguments, environment);
  running.until_blocks(1);
  for (const pid_t process : processes_in(folder)) kill(process, SIGSTOP);
  const Launch second = Running(0, "--resume", folder, arguments, environment).end();
  for (const pid_t process : processes_in(folder)) kill(process, SIGCONT);
  EXPECT_EQ(second.exit_code, 4);
  EXPECT_THAT(second.err, HasSubstr(fmt::format("host {}, process ", host_name())));
  EXPECT_EQ(running.end().exit_code, 0);
  expect_undisturbed(folder);
}

// Locks of others, by which HDF5 would refuse: of a file that is read, nothing has to be locked.
TEST(Locks, of_other_programs_keep_nobody_from_reading) {
  const TemporaryFolder folder;
  ASSERT_EQ(launch(fmt::format("{} {} -q", PEREGRINE_BINARY, small_run), folder).exit_code, 0);
  const int other = open(folder.file("run.h5").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(flock(other, LOCK_EX | LOCK_NB), 0);
  for (const std::string& environment : {std::string(), no_locks + "37 "}) {
    if (!environment.empty() && !can_preload) continue;
    const Launch summary =
        launch(fmt::format("{}{} summary run.h5", environment, PEREGRINE_BINARY), folder);
    EXPECT_EQ(summary.exit_code, 0) << summary.err;
    EXPECT_EQ(summary.err, "");
  }
  close(other);
}

struct Opening {
  const char* name;
  std::string bytes;
  const char* said;
  bool is_damaged;
};

TEST(Locks, and_other_causes_have_names_of_their_own_where_a_file_cannot_be_opened) {
  const TemporaryFolder folder;
  ASSERT_EQ(launch(fmt::format("{} {} -q", PEREGRINE_BINARY, small_run), folder).exit_code, 0);
  const std::string sound = bytes_of(folder.file("run.h5"));
  std::string flipped = sound;
  constexpr std::size_t in_the_superblock = 20;  // its root group's address
  flipped[in_the_superblock] = static_cast<char>(flipped[in_the_superblock] ^ 1);
  for (const Opening& opening :
       {Opening{"text", "not HDF5 at all", "is not an HDF5 file", false},
        Opening{"empty", "", "is not an HDF5 file", false},
        Opening{"cut off", sound.substr(0, sound.size() / 2), "is cut off", false},
        Opening{"flipped", flipped, "is damaged", true}}) {
    SCOPED_TRACE(opening.name);
    write_bytes(folder.file("other.h5"), opening.bytes);
    const Launch summary = launch(PEREGRINE_BINARY " summary other.h5", folder);
    EXPECT_EQ(summary.exit_code, 3);
    EXPECT_THAT(summary.err, HasSubstr(opening.said));
    EXPECT_EQ(summary.err.find("damaged") != std::string::npos, opening.is_damaged) << summary.err;
  }
}

}  // namespace
}  // namespace peregrine::test
