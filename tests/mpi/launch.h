// Launches the real program on several ranks.
#pragma once

#include <fmt/format.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "tests/cli/command_line.h"

namespace peregrine::test {

inline bool has_mpirun() {
  return std::system("command -v mpirun >/dev/null 2>&1") == 0;
}

// Sanitizers make everything slower, and see leaks in components that Open MPI has unloaded by the
// time of the check, so that no suppression could name them.
#if defined(__SANITIZE_ADDRESS__)
constexpr double slowness = 10;
constexpr const char* sanitizer_options = "ASAN_OPTIONS=detect_leaks=0";
#else
constexpr double slowness = 1;
constexpr const char* sanitizer_options = "";
#endif

struct Launch {
  int exit_code = -1;
  double seconds = 0.0;
  std::string out;
  std::string err;
};

// A shell command in `folder`, with what Open MPI wants in containers and on small machines.
inline Launch launch(const std::string& command, const TemporaryFolder& folder) {
  const TemporaryFolder streams;
  const std::string line = fmt::format(
      "cd {} && OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 "
      "OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_hwloc_base_binding_policy=none "
      "{} {} >{} 2>{} </dev/null",
      folder.path(), sanitizer_options, command, streams.file("out"), streams.file("err"));
  const auto start = std::chrono::steady_clock::now();
  const int status = std::system(line.c_str());
  Launch result;
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  result.out = bytes_of(streams.file("out"));
  result.err = bytes_of(streams.file("err"));
  return result;
}

// One program context of mpirun: `ranks` processes with these arguments.
inline std::string ranks_of(int ranks, const std::string& arguments) {
  return fmt::format("-n {} {} {}", ranks, PEREGRINE_BINARY, arguments);
}

// Bounded twice: mpirun 4.1 with PMIx 4.2 can hang in its own end, past its own --timeout.
inline std::string mpirun(const std::string& contexts) {
  return fmt::format("timeout --signal=KILL {:.0f} mpirun --timeout {:.0f} {}", 150 * slowness,
                     120 * slowness, contexts);
}

}  // namespace peregrine::test
