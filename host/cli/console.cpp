#include "host/cli/console.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "host/support/error.h"
#include "host/support/notice.h"

namespace peregrine {
namespace {

bool silent = false;
bool decoration = false;
int output_error = 0;

}  // namespace

void keep_silent() {
  silent = true;
}

void speak_again() {
  silent = false;
}

bool is_silent() {
  return silent;
}

void print(std::string_view text) {
  if (silent || output_error != 0) return;
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) output_error = errno;
}

void complain(std::string_view message) {
  if (silent) return;
  // What was printed before comes before.
  if (output_error == 0 && std::fflush(stdout) != 0) output_error = errno;
  std::string text;
  while (!message.empty()) {
    const std::string_view line = message.substr(0, message.find('\n'));
    text += fmt::format("peregrine: {}\n", line);
    message.remove_prefix(std::min(line.size() + 1, message.size()));
  }
  notice(text, time_for_a_reader);
}

void take_output_for_decoration() {
  decoration = true;
}

void finish_printing() {
  if (output_error == 0 && std::fflush(stdout) != 0) output_error = errno;
  if (output_error != 0 && output_error != EPIPE && !decoration) {
    throw OutputError(
        fmt::format("standard output cannot be written: {}", std::strerror(output_error)));
  }
}

}  // namespace peregrine
