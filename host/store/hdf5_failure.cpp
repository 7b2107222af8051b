#include "host/store/hdf5_failure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace peregrine {
namespace {

constexpr const char* make_again = "make it again with `peregrine run`";

bool has(const std::string& cause, const std::string& words) {
  return cause.find(words) != std::string::npos;
}

// What disks, networks and memory say.
bool is_of_the_system(const std::string& cause) {
  constexpr std::array errors = {EIO,   ESTALE, ETIMEDOUT, ENOMEM, EACCES,
                                 EPERM, ENOENT, EMFILE,    ENFILE};
  return std::ranges::any_of(errors, [&](int error) { return has(cause, std::strerror(error)); });
}

std::string length_of(const std::string& path) {
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(path, error);
  return error ? "" : fmt::format("; it has {} bytes", bytes);
}

}  // namespace

Hdf5Failure explain_failed_open(const std::string& path, const std::string& cause) {
  if (has(cause, std::strerror(ENOLCK)) || has(cause, std::strerror(ENOSYS))) {
    return {fmt::format("cannot be locked: there are no locks on its file system ({})", cause),
            "set HDF5_USE_FILE_LOCKING=FALSE, or copy it to another"};
  }
  if (has(cause, std::strerror(EAGAIN)) || has(cause, "unable to lock")) {
    return {fmt::format("is held by another program: {}", cause),
            "wait until that has ended, or read a copy"};
  }
  if (has(cause, "already open for")) {
    return {fmt::format("is being written by another program, or that was killed: {}", cause),
            "wait until that has ended; if it was killed, " + std::string(make_again)};
  }
  if (has(cause, "truncated file")) {
    return {fmt::format("is cut off{}: {}", length_of(path), cause),
            fmt::format("copy it anew, or {}", make_again)};
  }
  if (has(cause, "checksum")) {
    return {fmt::format("is damaged: {}", cause), fmt::format("copy it anew, or {}", make_again)};
  }
  if (is_of_the_system(cause)) {
    return {fmt::format("cannot be opened: {}", cause),
            "that is the system's, not the file's: try again, or read a copy"};
  }
  return {fmt::format("cannot be opened: {}", cause),
          fmt::format("copy it anew, or {}", make_again)};
}

std::string remedy_for_failed_read(const std::string& cause, const std::string& damaged) {
  return is_of_the_system(cause) ? "that is the system's, not the file's: try again, or read a copy"
                                 : damaged;
}

}  // namespace peregrine
