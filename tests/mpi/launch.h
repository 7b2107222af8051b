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

// More ranks than cores, bound to none: as Open MPI 4 calls it, and as the launcher of Open MPI 5
// does.
constexpr const char* small_machine =
    "OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_hwloc_base_binding_policy=none "
    "PRTE_MCA_rmaps_default_mapping_policy=:oversubscribe "
    "PRTE_MCA_hwloc_default_binding_policy=none";

// A shell command in `folder`, with what Open MPI wants in containers and on small machines.
inline Launch launch(const std::string& command, const TemporaryFolder& folder) {
  const TemporaryFolder streams;
  const std::string line = fmt::format(
      "cd {} && OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 "
      "{} {} {} >{} 2>{} </dev/null",
      folder.path(), small_machine, sanitizer_options, command, streams.file("out"),
      streams.file("err"));
  const auto start = std::chrono::steady_clock::now();
  const int status = std::system(line.c_str());
  Launch result;
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  result.out = bytes_of(streams.file("out"));
  result.err = bytes_of(streams.file("err"));
  return result;
}

// What mpirun is to start: `ranks` processes with these arguments.
inline std::string ranks_of(int ranks, const std::string& arguments) {
  return fmt::format("-n {} {} {}", ranks, PEREGRINE_BINARY, arguments);
}

// Likewise, where rank 0 is to be another process than the rest: one program that chooses by its
// rank, since the mpirun of Open MPI 5 does not survive two programs (`-n 1 this : -n 1 that`) of
// which one fails. Both are commands of a shell without single quotes.
inline std::string ranks_of(int ranks, const std::string& first, const std::string& others) {
  return fmt::format("-n {} sh -c 'if [ \"$OMPI_COMM_WORLD_RANK\" = 0 ]; then {}; else {}; fi'",
                     ranks, first, others);
}

// The program, in the place of the shell that starts it.
inline std::string program(const std::string& arguments) {
  return fmt::format("exec {} {}", PEREGRINE_BINARY, arguments);
}

// Bounded twice: mpirun 4.1 with PMIx 4.2 can hang in its own end, past its own --timeout.
inline std::string mpirun(const std::string& ranks) {
  return fmt::format("timeout --signal=KILL {:.0f} mpirun --timeout {:.0f} {}", 150 * slowness,
                     120 * slowness, ranks);
}

}  // namespace peregrine::test
