// The inputs folder as a whole: where it is and what it hashes to.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "host/model/tables/readers.h"
#include "host/support/sha256.h"

namespace peregrine {
namespace {

namespace fs = std::filesystem;

bool holds_inputs(const std::string& folder) {
  std::error_code error;
  return fs::is_directory(fs::path(folder) / "baseline", error);
}

[[noreturn]] void refuse_folder(const std::string& folder, const std::string& problem,
                                const std::string& remedy) {
  throw InputError({Problem{folder, 0, "", "", problem, remedy}});
}

std::string folder_or_refuse(const std::string& folder, const std::string& told_by) {
  if (!holds_inputs(folder)) {
    refuse_folder(folder, "is no inputs folder: it has no baseline/ inside",
                  "was given by " + told_by);
  }
  return folder;
}

}  // namespace

std::string find_inputs(const std::string& asked) {
  if (!asked.empty()) return folder_or_refuse(asked, "--inputs");
  const char* variable = std::getenv("PEREGRINE_INPUTS");
  if (variable != nullptr && *variable != '\0') {
    return folder_or_refuse(variable, "the environment variable PEREGRINE_INPUTS");
  }
  for (const char* folder : {PEREGRINE_SOURCE_INPUTS, PEREGRINE_INSTALLED_INPUTS}) {
    if (holds_inputs(folder)) return folder;
  }
  refuse_folder(PEREGRINE_INSTALLED_INPUTS, "is not there, nor are the inputs of the source tree",
                "give the folder with --inputs or PEREGRINE_INPUTS");
}

std::string sha256_of_inputs(const std::string& inputs_dir) {
  std::vector<std::string> names;
  for (const char* room : {"baseline", "calibration", "climate", "history"}) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(fs::path(inputs_dir) / room, error)) {
      if (entry.path().extension() == ".csv") {
        names.push_back(std::string(room) + "/" + entry.path().filename().string());
      }
    }
  }
  std::sort(names.begin(), names.end());
  Problems problems;
  Sha256 hash;
  for (const std::string& name : names) {
    CsvProblems found(inputs_dir + "/" + name);
    const std::string bytes = read_bytes(inputs_dir + "/" + name, found);
    // The length keeps one file's end from being another's beginning.
    hash.add(fmt::format("{}\n{}\n", name, bytes.size()));
    hash.add(bytes);
    const Problems all = found.all();
    problems.insert(problems.end(), all.begin(), all.end());
  }
  throw_if_any(problems);
  if (names.empty()) refuse_folder(inputs_dir, "holds no tables to hash", "check the folder");
  return hash.hex();
}

}  // namespace peregrine
