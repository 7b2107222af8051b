#include "host/support/stop.h"

#include <unistd.h>

#include <array>
#include <csignal>

#include "host/support/error.h"

namespace peregrine {
namespace {

constexpr std::array<int, 3> stopping = {SIGTERM, SIGINT, SIGUSR1};

volatile std::sig_atomic_t stops = 0;
volatile std::sig_atomic_t interrupts = 0;
std::array<struct sigaction, stopping.size()> former = {};

void note(int signal) {
  stops = 1;
  if (signal != SIGINT) return;
  if (interrupts != 0) _exit(static_cast<int>(ExitCode::interrupted));
  interrupts = 1;
}

}  // namespace

StopSignals::StopSignals() {
  stops = 0;
  interrupts = 0;
  struct sigaction action = {};
  action.sa_handler = note;
  // Calls that wait go on after a signal: the flag is looked at between blocks.
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (std::size_t at = 0; at < stopping.size(); ++at) {
    sigaction(stopping[at], &action, &former[at]);
  }
}

StopSignals::~StopSignals() {
  for (std::size_t at = 0; at < stopping.size(); ++at) {
    sigaction(stopping[at], &former[at], nullptr);
  }
}

bool stop_requested() {
  return stops != 0;
}

}  // namespace peregrine
