// Words on the way, which no result depends on.
#pragma once

#include <string_view>

namespace peregrine {

// To standard error, at once or within so many milliseconds, or not at all: where the log is full,
// its terminal gone or its reader standing still, the words are lost, and the run is not. May be
// called by a signal's handler.
void notice(std::string_view text, int milliseconds = 0) noexcept;

// For words that matter: as long as a reader that is still there takes at most.
inline constexpr int time_for_a_reader = 1000;

// What cannot be written shows in the result of a write from here on, and ends nothing by a signal:
// a reader that has gone away, a limit on file sizes, a terminal that belongs to others.
void take_failed_writes_for_errors();

}  // namespace peregrine
