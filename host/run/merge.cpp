// Finished ensembles of several seeds as one.
#include <fmt/format.h>

#include <set>
#include <utility>

#include "host/outcome/realizations.h"
#include "host/outcome/statistics.h"
#include "host/run/machine.h"
#include "host/run/preparation.h"
#include "host/run/run.h"
#include "host/store/batches.h"
#include "host/store/ensemble_reader.h"
#include "host/support/error.h"
#include "host/support/toml_keys.h"
#include "host/support/version.h"

namespace peregrine {
namespace {

constexpr const char* make_again = "make it with `peregrine run --mergeable`";

// Everything that keeps the file from being joined with the first one.
void note_differences(const EnsembleReader& reader, const EnsembleHeader& first,
                      const std::string& inputs_sha256, std::vector<Problem>& problems) {
  const EnsembleHeader& header = reader.header();
  const auto note = [&](const std::string& key, const std::string& value,
                        const std::string& problem, const std::string& remedy) {
    problems.push_back({reader.path(), 0, key, value, problem, remedy});
  };
  if (header.model_version != model_version) {
    note("model_version", header.model_version,
         fmt::format("is not this program's, {}", model_version),
         "merge it with the program that wrote it");
  }
  if (header.inputs_sha256 != inputs_sha256) {
    note("inputs_sha256", header.inputs_sha256,
         fmt::format("is not that of the inputs here, {}", inputs_sha256),
         "name the inputs it was made from with --inputs");
  }
  const char* const same_draws = "run all with the same number of draws, a multiple of 16";
  if (header.draws != first.draws) {
    note("draws", fmt::format("{}", header.draws),
         fmt::format("is not the first file's, {}", first.draws), same_draws);
  }
  if (header.draws % most_batches != 0) {
    note("draws", fmt::format("{}", header.draws),
         fmt::format("is no multiple of {}", most_batches), same_draws);
  }
  for (const ChangedKey& change : changed_keys(first.scenario_toml, header.scenario_toml)) {
    if (change.key == "run.seed" || change.key == "run.keep") continue;
    note(change.key, change.in_b, fmt::format("is not the first file's, {}", change.in_a),
         "merge ensembles of one scenario");
  }
  if (reader.mergeable().empty()) {
    note("", "", "has no statistics that could be joined with others", make_again);
  }
}

void check_mergeable(const std::vector<EnsembleReader>& readers, const std::string& inputs_sha256) {
  std::vector<Problem> problems;
  std::set<std::uint64_t> seeds;
  for (const EnsembleReader& reader : readers) {
    note_differences(reader, readers.front().header(), inputs_sha256, problems);
    if (!seeds.insert(reader.header().seed).second) {
      problems.push_back({reader.path(), 0, "seed", fmt::format("{}", reader.header().seed),
                          "is that of a file before it, so that its draws are the same",
                          "merge ensembles of different seeds"});
    }
  }
  if (!problems.empty()) throw InputError(problems);
}

std::string names_of(const std::vector<EnsembleReader>& readers) {
  std::string names;
  for (const EnsembleReader& reader : readers) {
    names += fmt::format("{}{} (seed {}, content {})", names.empty() ? "" : ", ", reader.path(),
                         reader.header().seed, reader.content_hash());
  }
  return names;
}

}  // namespace

RunReport merge_ensembles(const std::vector<std::string>& files, const RunSettings& settings,
                          const MachineSettings& machine) {
  Preparation prepared = prepare(settings, machine);
  std::vector<EnsembleReader> readers;
  for (const std::string& file : files) readers.emplace_back(file);
  check_mergeable(readers, prepared.header.inputs_sha256);
  EnsembleHeader& header = prepared.header;
  header.kept = 0;
  for (const EnsembleReader& reader : readers) header.kept += reader.header().kept;
  header.history += fmt::format("; merged from {}", names_of(readers));

  const int threads = prepared.device.threads;
  EnsembleWriter writer(machine.output, header, {machine.compression, threads, ""});
  EnsembleStatistics statistics(prepared.world.view, prepared.world.listed_corridors,
                                settings.draws);
  copy_realizations(readers, writer);
  for (const EnsembleReader& reader : readers) add_statistics(reader, statistics, threads);
  writer.start_sync();
  writer.write_mergeable(statistics.store(threads));
  statistics.write(writer, threads);
  RunReport report;
  report.plan = prepared.plan;
  report.content_hash = writer.finish();
  return report;
}

}  // namespace peregrine
