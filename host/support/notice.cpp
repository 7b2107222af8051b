#include "host/support/notice.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>

namespace peregrine {
namespace {

// Whether the log takes something within that time.
bool log_is_ready(int milliseconds) {
  pollfd log = {STDERR_FILENO, POLLOUT, 0};
  return poll(&log, 1, milliseconds) == 1 && (log.revents & POLLOUT) != 0;
}

}  // namespace

void notice(std::string_view text, int milliseconds) noexcept {
  const int before = errno;
  while (!text.empty() && log_is_ready(milliseconds)) {
    // So much a pipe takes at once when it is ready for something.
    const ssize_t written =
        write(STDERR_FILENO, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
    if (written <= 0) break;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  errno = before;
}

void take_failed_writes_for_errors() {
  for (const int signal : {SIGPIPE, SIGXFSZ, SIGTTOU}) std::signal(signal, SIG_IGN);
}

}  // namespace peregrine
