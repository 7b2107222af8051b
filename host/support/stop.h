// Requests from outside that the process end: a batch system's, a terminal's or a user's.
#pragma once

namespace peregrine {

// From here on SIGTERM, SIGINT, SIGUSR1, SIGUSR2, SIGXCPU and SIGHUP, unless that was ignored
// (nohup), ask for a stop instead of ending the process; a second SIGINT ends it at once with exit
// code 75. Until the object goes, when signals do as before. An object within another's life
// changes nothing.
class StopSignals {
 public:
  // `aloud`: a line on standard error says at once what a signal brings about.
  enum class Answer { aloud, silently };
  explicit StopSignals(Answer answer);
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

 private:
  bool outermost_;
};

// Whether a stop was asked for since.
bool stop_requested();

// From here on what is left is quickly done, so that a request is no longer heeded.
void ignore_stops();

}  // namespace peregrine
