#include "host/checkpoint/run_lock.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <fstream>
#include <sstream>
#include <thread>

#include "host/cluster/cluster.h"
#include "host/store/output_path.h"
#include "host/support/error.h"
#include "host/support/stop.h"

namespace peregrine {
namespace {

// The 22nd field of /proc/PID/stat, counted after the name, which may hold blanks; 0 where there is
// no such process.
std::int64_t process_start(std::int64_t pid) {
  std::ifstream file(fmt::format("/proc/{}/stat", pid));
  std::string line;
  std::getline(file, line);
  const std::size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::istringstream fields(line.substr(name_end + 1));
  constexpr int fields_between = 19;
  std::string skipped;
  for (int field = 0; field < fields_between; ++field) fields >> skipped;
  std::int64_t ticks = 0;
  fields >> ticks;
  return ticks;
}

bool is_busy(int error) {
  return error == EWOULDBLOCK || error == EINTR;
}

}  // namespace

std::string RunOwner::in_words() const {
  return fmt::format("host {}, process {}, since {:%Y-%m-%d %H:%M:%S} UTC", host, pid,
                     fmt::gmtime(static_cast<std::time_t>(since)));
}

Life life_of(const RunOwner& owner) {
  if (owner.host.empty() || owner.host != host_name()) return Life::unknown;
  return process_start(owner.pid) == owner.process_start && owner.process_start != 0 ? Life::lives
                                                                                     : Life::ended;
}

RunLock::~RunLock() {
  if (file_ >= 0) close(file_);
}

RunLock::Held RunLock::hold(int folder, const std::string& path, Against against, double seconds) {
  if (file_ < 0) {
    file_ = openat(folder, lock_name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file_ < 0 && errno == ENOENT) return Held::yes;
    if (file_ < 0) {
      throw OutputError(output_failure(path + "/lock", "cannot be opened", std::strerror(errno)));
    }
  }
  const int kind = against == Against::all ? LOCK_EX : LOCK_SH;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (flock(file_, kind | LOCK_NB) != 0) {
    if (!is_busy(errno)) {
      why_no_locks_ = std::strerror(errno);
      return Held::no_locks;
    }
    if (std::chrono::steady_clock::now() >= deadline || stop_requested()) return Held::no;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return Held::yes;
}

bool RunLock::in_place(const std::string& path) const {
  struct stat held = {};
  struct stat there = {};
  return file_ >= 0 && fstat(file_, &held) == 0 &&
         stat(fmt::format("{}/{}", path, lock_name).c_str(), &there) == 0 &&
         held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

void RunLock::sign() const {
  const std::string text = fmt::format("{} {} {} {}\n", host_name(), getpid(), std::time(nullptr),
                                       process_start(getpid()));
  // Words for others: where they cannot be written, the run goes on.
  [[maybe_unused]] const bool signed_now =
      ftruncate(file_, 0) == 0 &&
      pwrite(file_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

RunOwner RunLock::owner(int folder) {
  RunOwner owner;
  const int file = openat(folder, lock_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return owner;
  std::array<char, 512> text = {};
  const ssize_t size = read(file, text.data(), text.size() - 1);
  close(file);
  std::istringstream words(std::string(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0));
  if (!(words >> owner.host >> owner.pid >> owner.since >> owner.process_start)) owner = {};
  return owner;
}

Life RunLock::state(int folder) {
  const int file = openat(folder, lock_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  // A run makes it before all else.
  if (file < 0) return errno == ENOENT ? Life::ended : Life::unknown;
  const int status = flock(file, LOCK_EX | LOCK_NB);
  const int reason = errno;
  close(file);
  if (status == 0) return Life::ended;
  return is_busy(reason) ? Life::lives : life_of(owner(folder));
}

}  // namespace peregrine
