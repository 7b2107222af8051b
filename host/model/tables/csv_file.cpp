// A table's bytes, and its problems.
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "host/model/tables/csv.h"
#include "host/model/tables/readers.h"
#include "host/support/utf8.h"

namespace peregrine {

void CsvProblems::add(long line, std::string_view key, std::string_view value,
                      std::string_view problem, std::string_view remedy) {
  if (kept_.size() == most_kept) {
    ++more_;
    return;
  }
  kept_.push_back(
      {file_, line, printable(key), printable(value), std::string(problem), std::string(remedy)});
}

std::vector<Problem> CsvProblems::all() const {
  std::vector<Problem> problems = kept_;
  if (more_ > 0) {
    problems.push_back({file_, 0, "", "", fmt::format("{} more problems", more_),
                        "put these right first, then check again"});
  }
  return problems;
}

std::string read_bytes(const std::string& path, CsvProblems& problems, const std::string& where) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) {
    problems.add(0, "", "", "does not exist", where);
    return {};
  }
  if (!std::filesystem::is_regular_file(status)) {
    problems.add(0, "", "", "is not a file", "must be a CSV table");
    return {};
  }
  const std::uintmax_t bytes = std::filesystem::file_size(path, error);
  if (!error && bytes > csv_most_bytes) {
    problems.add(0, "", "", fmt::format("is {} bytes long", bytes),
                 fmt::format("must be at most {}", csv_most_bytes));
    return {};
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string text(error ? 0 : static_cast<std::size_t>(bytes), '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (error || !file) {
    problems.add(0, "", "", fmt::format("cannot be read: {}", std::strerror(errno)),
                 "check its permissions");
    return {};
  }
  return text;
}

std::string read_own_table(const std::string& path) {
  CsvProblems problems(path);
  std::string bytes = read_bytes(path, problems, "check its path, which is from this folder");
  throw_if_any(problems.all());
  return bytes;
}

}  // namespace peregrine
