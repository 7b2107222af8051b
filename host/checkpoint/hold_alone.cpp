#include "host/checkpoint/hold_alone.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <chrono>

#include "host/support/error.h"
#include "host/support/not_yet.h"
#include "host/support/stop.h"

namespace peregrine {
namespace {

// Before a line says what is waited for.
constexpr double patience_without_a_word = 1.0;

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Of a run that was killed ranks are left, or another run is under way.
[[noreturn]] void refuse(const std::string& path, const RunOwner& owner) {
  if (stop_requested()) {
    throw NotYet(fmt::format("{}: stopped while another process worked on this run", path));
  }
  if (life_of(owner) == Life::ended) {
    throw NotYet(fmt::format(
        "{}: ranks of a run that was killed ({}) have not ended yet; under Open MPI 5 they live on "
        "for up to 10 s after mpirun (give the same command again)",
        path, owner.in_words()));
  }
  if (owner.host.empty()) {
    throw OutputError(
        fmt::format("{}: another process works on this run (wait until it has ended, "
                    "or choose another file with -o)",
                    path));
  }
  throw OutputError(fmt::format(
      "{}: another process works on this run: {} (wait until it has ended, or choose another file "
      "with -o; if it was killed, its ranks may live on for some ten seconds)",
      path, owner.in_words()));
}

}  // namespace

void hold_alone(std::optional<PartFolder>& folder, const std::string& path) {
  const Clock::time_point start = Clock::now();
  RunLock::Held held = RunLock::Held::no;
  // Where files have other numbers each time they are looked at, no lock is ever in place.
  constexpr int most_tries = 20;
  int tries = 0;
  do {
    folder.emplace(path, true);
    held = folder->hold(RunLock::Against::all, patience_without_a_word);
    if (held == RunLock::Held::no) {
      const RunOwner owner = folder->owner();
      spdlog::info("{}: waiting for another process that works on this run{}{}", path,
                   owner.host.empty() ? "" : ": ", owner.host.empty() ? "" : owner.in_words());
      held = folder->hold(RunLock::Against::all, longest_wait - seconds_since(start));
      if (held == RunLock::Held::no) refuse(path, folder->owner());
    }
  } while (!folder->in_place() && ++tries < most_tries);
  if (held == RunLock::Held::no_locks) {
    // Then the signature has to do, which only processes of the same machine can check.
    const RunOwner owner = folder->owner();
    if (life_of(owner) == Life::lives && owner.pid != getpid()) refuse(path, owner);
    spdlog::warn(
        "{}: no locks on this file system ({}), so that nothing keeps two runs of one output "
        "apart: start no other before this one has ended",
        path, folder->why_no_locks());
  }
  folder->sign();
}

}  // namespace peregrine
