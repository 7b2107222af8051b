// Requests from outside that the process end: a batch system's or a user's.
#pragma once

namespace peregrine {

// From here on SIGTERM, SIGINT and SIGUSR1 ask for a stop instead of ending the process; a second
// SIGINT ends it at once with exit code 75. Until the object goes, when signals do as before.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
};

// Whether a stop was asked for since.
bool stop_requested();

}  // namespace peregrine
