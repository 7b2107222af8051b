// Runs of the real program that are killed, stopped, starved and misled, and then resumed: the file
// has the bits of a run that nobody disturbed.
#pragma once

#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "host/checkpoint/run_record.h"
#include "host/store/content_hash.h"
#include "tests/mpi/launch.h"

namespace peregrine::test {

constexpr int not_finished = 75;

inline const std::string common = "run " + reference + " --to 2021 -q -o run.h5 --threads 1";
// Eight blocks, of which two are kept in part.
inline const std::string arguments = common + " --draws 8000 --keep 1500";

inline std::string hash_of(const std::string& file) {
  const Verification verification = verify_file(file);
  EXPECT_TRUE(verification.passed()) << file;
  return verification.computed_hash;
}

// Of a run that nobody disturbs; once for all tests of the process.
inline const std::string& undisturbed_hash() {
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
inline std::vector<pid_t> processes_in(const TemporaryFolder& folder) {
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

// Waits until it holds, at most some twenty seconds; whether it does.
inline bool until(const std::function<bool()>& holds) {
  for (int waited = 0; waited < 1000 * slowness; ++waited) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    if (holds()) return true;
  }
  return false;
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
    until([&] {
      return blocks_in(folder_) >= blocks || std::filesystem::exists(folder_.file("run.h5"));
    });
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

inline Launch resume(int ranks, const TemporaryFolder& folder) {
  return Running(ranks, "--resume", folder).end();
}

inline void expect_undisturbed(const TemporaryFolder& folder) {
  EXPECT_EQ(hash_of(folder.file("run.h5")), undisturbed_hash());
  EXPECT_EQ(names_in(folder), std::set<std::string>{"run.h5"});
}

// Blocks of a run that is stopped as soon as one is done.
inline std::int64_t stop_after_a_block(const TemporaryFolder& folder, const std::string& options) {
  Running running(0, options, folder);
  running.until_blocks(1);
  for (const pid_t rank : processes_in(folder)) kill(rank, SIGTERM);
  const Launch& stopped = running.end();
  EXPECT_EQ(stopped.exit_code, not_finished) << stopped.err;
  return Running::blocks_in(folder);
}

class Killed : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_mpirun()) GTEST_SKIP() << "no mpirun";
  }
};

}  // namespace peregrine::test
