#include "host/report/compare/run_differences.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "host/support/numbers.h"
#include "host/support/toml_keys.h"

namespace peregrine {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

constexpr std::size_t most_named = 6;

// The first few of them in words, each once.
std::string listed(const std::vector<std::string>& names) {
  std::vector<std::string> once;
  for (const std::string& name : names) {
    if (std::ranges::count(once, name) == 0) once.push_back(name);
  }
  std::string text;
  for (std::size_t at = 0; at < std::min(once.size(), most_named); ++at) {
    text += (at == 0 ? "" : ", ") + once[at];
  }
  if (once.size() > most_named) text += fmt::format(" and {} more", once.size() - most_named);
  return text;
}

// Which tables the runs read of other editions; their names begin the lines of `vintages`.
std::string tables_that_differ(const EnsembleHeader& before, const EnsembleHeader& after) {
  if (before.vintages.empty() || after.vintages.empty()) {
    return "The runs read other tables; which, a file of an older format does not say.";
  }
  const std::vector<std::string> old = lines_of(before.vintages);
  std::vector<std::string> names;
  for (const std::string& line : lines_of(after.vintages)) {
    if (std::ranges::count(old, line) == 0) names.push_back(line.substr(0, line.find(' ')));
  }
  if (names.empty()) return "The runs read other tables, of editions that are called the same.";
  return fmt::format("The runs read other tables, of other editions: {}.", listed(names));
}

}  // namespace

std::vector<std::string> what_runs_differ_in(const EnsembleHeader& before,
                                             const EnsembleHeader& after) {
  std::vector<std::string> differs;
  if (before.model_version != after.model_version) {
    differs.push_back(
        fmt::format("The model is version {}, was {}.", after.model_version, before.model_version));
  }
  if (before.inputs_sha256 != after.inputs_sha256) {
    differs.push_back(tables_that_differ(before, after));
  }
  if (before.seed != after.seed) {
    differs.push_back(fmt::format("The seed is {}, was {}.", after.seed, before.seed));
  }
  if (before.draws != after.draws) {
    differs.push_back(
        fmt::format("The draws are {}, were {}.", grouped(after.draws), grouped(before.draws)));
  }
  std::vector<std::string> keys;
  for (const ChangedKey& change : changed_keys(before.scenario_toml, after.scenario_toml)) {
    if (change.key != "run.seed" && change.key != "run.draws") keys.push_back(change.key);
  }
  if (!keys.empty()) differs.push_back(fmt::format("The scenarios differ in {}.", listed(keys)));
  return differs;
}

}  // namespace peregrine
