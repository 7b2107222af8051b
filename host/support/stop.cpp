#include "host/support/stop.h"

#include <unistd.h>

#include <array>
#include <csignal>

#include "host/support/error.h"
#include "host/support/notice.h"
#include "host/support/process_start.h"

namespace peregrine {
namespace {

struct Stopping {
  int signal;
  const char* answer;  // on a line of its own
  struct sigaction former = {};
};
std::array<Stopping, 6> stopping = {{{SIGTERM, "peregrine: SIGTERM: "},
                                     {SIGINT, "peregrine: SIGINT: "},
                                     {SIGUSR1, "peregrine: SIGUSR1: "},
                                     {SIGUSR2, "peregrine: SIGUSR2: "},
                                     {SIGXCPU, "peregrine: SIGXCPU: "},
                                     {SIGHUP, "peregrine: SIGHUP: "}}};

constexpr const char* stops_soon =
    "the blocks under way are finished and kept, then the run ends with exit code 75 (Ctrl-C "
    "again: at once, without them)\n";
constexpr const char* ends_soon =
    "all draws are done and the file is being written, which ends the run (Ctrl-C again: at once; "
    "then --resume writes it)\n";

volatile std::sig_atomic_t stops = 0;
volatile std::sig_atomic_t interrupts = 0;
volatile std::sig_atomic_t aloud = 0;
volatile std::sig_atomic_t on_terminal = 0;
volatile std::sig_atomic_t ignoring = 0;
bool active = false;

void answer_to(int signal) {
  for (const Stopping& one : stopping) {
    if (one.signal != signal) continue;
    // Below the bar of a terminal.
    if (on_terminal != 0) notice("\n");
    notice(one.answer);
    notice(ignoring != 0 ? ends_soon : stops_soon);
  }
}

void note(int signal) {
  // Signals that come again and again, as SIGXCPU does each second, are answered once.
  if (aloud != 0 && stops == 0) answer_to(signal);
  stops = 1;
  if (signal != SIGINT) return;
  if (interrupts != 0) _exit(static_cast<int>(ExitCode::interrupted));
  interrupts = 1;
}

}  // namespace

StopSignals::StopSignals(Answer answer) : outermost_(!active) {
  if (!outermost_) return;
  active = true;
  stops = 0;
  interrupts = 0;
  ignoring = 0;
  aloud = answer == Answer::aloud ? 1 : 0;
  on_terminal = isatty(STDERR_FILENO);
  struct sigaction action = {};
  action.sa_handler = note;
  // Calls that wait go on after a signal: the flag is looked at between blocks.
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (Stopping& one : stopping) {
    sigaction(one.signal, nullptr, &one.former);
    const bool by_nohup = one.signal == SIGHUP && hang_up_was_ignored();
    action.sa_handler = by_nohup ? SIG_IGN : note;
    sigaction(one.signal, &action, nullptr);
  }
}

StopSignals::~StopSignals() {
  if (!outermost_) return;
  for (const Stopping& one : stopping) sigaction(one.signal, &one.former, nullptr);
  active = false;
}

bool stop_requested() {
  return stops != 0;
}

void ignore_stops() {
  ignoring = 1;
}

}  // namespace peregrine
