// Runs the real program and looks at what it leaves.
#pragma once

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/store/temporary_folder.h"

namespace peregrine::test {

using sample::bytes_of;
using sample::TemporaryFolder;
using sample::write_bytes;

inline const std::string reference = PEREGRINE_SOURCE_DIR "/inputs/scenarios/reference.toml";

inline std::set<std::string> names_in(const TemporaryFolder& folder) {
  const std::vector<std::string> names = folder.contents();
  return {names.begin(), names.end()};
}

struct Outcome {
  int exit_code = -1;  // minus the signal where one ended the program
  std::string out;
  std::string err;
};

// Whether the program may write where the permissions of a folder forbid it, as root can.
enum class Rights { all, those_of_the_folder };

// Runs the program with these arguments in `folder`. `stdout_file` takes its output instead.
inline Outcome run_command(const std::vector<std::string>& arguments, const TemporaryFolder& folder,
                           Rights rights = Rights::all, const std::string& stdout_file = "") {
  const TemporaryFolder streams;
  const std::string out = stdout_file.empty() ? streams.file("out") : stdout_file;
  const std::string err = streams.file("err");
  std::vector<char*> argv = {const_cast<char*>(PEREGRINE_BINARY)};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);

  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) {
    const int out_file = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int err_file = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const bool ready = dup2(out_file, STDOUT_FILENO) >= 0 && dup2(err_file, STDERR_FILENO) >= 0 &&
                       chdir(folder.path().c_str()) == 0;
    // Fails for an ordinary user, who has not got what is dropped.
    if (rights == Rights::those_of_the_folder) {
      prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
      prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
    }
    if (ready) execv(PEREGRINE_BINARY, argv.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  Outcome outcome;
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  if (stdout_file.empty()) outcome.out = bytes_of(out);
  outcome.err = bytes_of(err);
  return outcome;
}

}  // namespace peregrine::test
