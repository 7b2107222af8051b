#include "host/run/existing.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "host/cluster/cluster.h"
#include "host/store/ensemble_reader.h"
#include "host/store/ensemble_writer.h"
#include "host/support/error.h"
#include "host/support/version.h"

namespace peregrine {
namespace {

std::string contents_of(const std::string& file) {
  try {
    const EnsembleReader reader(file);
    const EnsembleHeader& header = reader.header();
    return fmt::format("complete, with {} draws of scenario {}, seed {}", header.draws,
                       header.scenario, header.seed);
  } catch (const InputError&) {
    return "and is no complete ensemble of this program";
  }
}

// Whether an unfinished run of this identity is there.
bool is_under_way(const std::string& output, const RunIdentity& asked) {
  const std::string path = parts_folder(output);
  if (!PartFolder::exists(path)) return false;
  try {
    return read_record(PartFolder(path, false)).identity.hash() == asked.hash();
  } catch (const InputError&) {
    return false;
  }
}

// Left where a run was killed between its last two steps; not those of a process that is at them.
void remove_leftovers(const std::string& output) {
  const std::string path = parts_folder(output);
  if (!PartFolder::exists(path)) return;
  PartFolder folder(path, false);
  if (folder.hold(RunLock::Against::all, 0.0) == RunLock::Held::yes) folder.remove_all();
}

}  // namespace

RunIdentity identity_of(const RunSettings& settings, const Preparation& prepared,
                        const Base& base) {
  RunIdentity identity;
  identity.model_version = model_version;
  identity.inputs_sha256 = prepared.header.inputs_sha256;
  identity.seed = settings.seed;
  identity.draws = settings.draws;
  identity.kept = prepared.kept;
  identity.from_draw = base.draws;
  identity.scenario_toml = settings.resolved_toml;
  return identity;
}

void refuse_to_replace(const std::string& file, const std::string& or_else) {
  throw UsageError(fmt::format(
      "{}: is there already, {} (--overwrite replaces it when the new one is complete; {})", file,
      contents_of(file), or_else));
}

void check_may_replace(const MachineSettings& machine, const std::string& or_else) {
  if (machine.overwrite || machine.resume || world_rank() != 0) return;
  // A folder or the like is refused in words of its own.
  std::error_code ignored;
  if (std::filesystem::is_regular_file(machine.output, ignored))
    refuse_to_replace(machine.output, or_else);
}

void note_complete(const EnsembleReader& reader, const Preparation& prepared, RunReport& report) {
  report.plan = prepared.plan;
  report.was_there = true;
  report.blocks_before = report.blocks_done = prepared.plan.blocks;
  report.content_hash = reader.content_hash();
}

bool is_there(const RunSettings& settings, const MachineSettings& machine,
              const Preparation& prepared, RunReport& report) {
  if (!std::filesystem::exists(machine.output)) return false;
  // Refuses a folder and the like, which no option replaces.
  if (!std::filesystem::is_regular_file(machine.output)) check_output_path(machine.output);
  if (!machine.resume) {
    if (!machine.overwrite) refuse_to_replace(machine.output);
    return false;
  }
  const RunIdentity asked = identity_of(settings, prepared, {});
  const bool under_way = is_under_way(machine.output, asked);
  const bool may_replace = machine.overwrite || under_way;
  std::optional<EnsembleReader> reader;
  try {
    reader.emplace(machine.output);
  } catch (const InputError&) {
    if (!may_replace) refuse_to_replace(machine.output);
    return false;
  }
  const EnsembleHeader& header = reader->header();
  RunIdentity there;
  there.model_version = header.model_version;
  there.inputs_sha256 = header.inputs_sha256;
  there.seed = header.seed;
  there.draws = header.draws;
  there.kept = header.kept;
  there.scenario_toml = header.scenario_toml;
  if (there.hash() != asked.hash()) {
    if (!may_replace) check_same_run(machine.output, there, asked, "--overwrite");
    return false;
  }
  if (machine.mergeable && reader->mergeable().empty()) {
    if (machine.overwrite) return false;
    throw UsageError(fmt::format(
        "{}: is complete, without the statistics that --mergeable asks for, which cannot be added "
        "to it (--overwrite computes it again; or choose another file with -o)",
        machine.output));
  }
  if (under_way) remove_leftovers(machine.output);
  note_complete(*reader, prepared, report);
  return true;
}

bool is_extended(const RunSettings& settings, const MachineSettings& machine,
                 const Preparation& prepared, const Base& base, RunReport& report) {
  const EnsembleReader now(base.file);
  if (now.content_hash() == base.content_hash) return false;
  if (base.file != machine.output || now.header().draws != settings.draws) {
    throw InputError({{base.file, 0, "", "", "was replaced by another process meanwhile",
                       "give the same command again"}});
  }
  note_complete(now, prepared, report);
  return true;
}

}  // namespace peregrine
