// Launches the real program on several ranks.
#pragma once

#include <fmt/format.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "tests/cli/command_line.h"

namespace peregrine::test {

inline const std::string reference = PEREGRINE_SOURCE_DIR "/inputs/scenarios/reference.toml";

inline bool has_mpirun() {
  return std::system("command -v mpirun >/dev/null 2>&1") == 0;
}

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
      "{} >{} 2>{} </dev/null",
      folder.path(), command, streams.file("out"), streams.file("err"));
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

inline std::string mpirun(const std::string& contexts) {
  return "mpirun --timeout 120 " + contexts;
}

}  // namespace peregrine::test
