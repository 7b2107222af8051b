#include "host/store/output_path.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <limits>

#include "host/store/ensemble_writer.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

constexpr double bytes_per_megabyte = 1e6;

std::filesystem::path folder_of(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  return folder.empty() ? "." : folder;
}

void sync_to_disk(const std::string& name, int flags, const std::string& path) {
  const int descriptor = open(name.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) {
    throw OutputError(output_failure(path, "cannot be opened to sync it", std::strerror(errno)));
  }
  const int status = fsync(descriptor);
  const int reason = errno;
  close(descriptor);
  // Some file systems cannot sync a folder and say so with EINVAL; the file itself always can.
  if (status != 0 && !((flags & O_DIRECTORY) != 0 && reason == EINVAL)) {
    throw OutputError(output_failure(path, "cannot be synced to disk", std::strerror(reason)));
  }
}

void check_free_space(const std::filesystem::path& folder, const std::string& path, double bytes) {
  struct statvfs space = {};
  if (statvfs(folder.c_str(), &space) != 0) return;
  const double available =
      static_cast<double>(space.f_bavail) * static_cast<double>(space.f_frsize);
  if (available < bytes) {
    throw OutputError(
        output_failure(path,
                       fmt::format("needs {:.1f} MB and {:.1f} MB are free",
                                   bytes / bytes_per_megabyte, available / bytes_per_megabyte),
                       std::strerror(ENOSPC)));
  }
}

}  // namespace

std::string output_failure(const std::string& path, const std::string& what,
                           const std::string& cause) {
  const bool full = cause.find(std::strerror(ENOSPC)) != std::string::npos ||
                    cause.find(std::strerror(EDQUOT)) != std::string::npos;
  const bool limited = cause.find(std::strerror(EFBIG)) != std::string::npos;
  return fmt::format("{}: {}: {} ({})", path, what, cause,
                     full      ? "free space there, or choose another folder with -o"
                     : limited ? "raise the limit on file sizes, `ulimit -f` of the shell that "
                                 "starts the run, or choose another folder with -o"
                               : "check the folder and its disk, or choose another with -o");
}

void check_output_path(const std::string& path, double bytes) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (path.empty()) throw OutputError("the output file has no name (give one with -o)");
  if (fs::is_directory(path, ignored)) {
    throw OutputError(fmt::format("{}: is a folder (name a file in it, with -o)", path));
  }
  if (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored)) {
    throw OutputError(fmt::format("{}: is not a regular file (choose another with -o)", path));
  }
  const fs::path folder = folder_of(path);
  if (!fs::is_directory(folder, ignored)) {
    throw OutputError(
        fmt::format("{}: its folder {} does not exist (make it first)", path, folder.string()));
  }
  if (access(folder.c_str(), W_OK | X_OK) != 0) {
    throw OutputError(
        output_failure(path, "its folder cannot be written to", std::strerror(errno)));
  }
  if (bytes > 0) check_free_space(folder, path, bytes);
}

double file_size_limit() {
  struct rlimit limit = {};
  if (getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
    return std::numeric_limits<double>::infinity();
  }
  return static_cast<double>(limit.rlim_cur);
}

void start_sync_to_disk(const std::string& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
  close(descriptor);
}

void publish(const std::string& from, const std::string& to) {
  sync_to_disk(from, O_RDWR, to);
  if (std::rename(from.c_str(), to.c_str()) != 0) {
    throw OutputError(output_failure(to, "cannot be renamed into place", std::strerror(errno)));
  }
  sync_to_disk(folder_of(to).string(), O_RDONLY | O_DIRECTORY, to);
}

}  // namespace peregrine
