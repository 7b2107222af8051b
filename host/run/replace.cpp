#include "host/run/replace.h"

#include <fmt/format.h>

#include <filesystem>

#include "host/cluster/cluster.h"
#include "host/store/ensemble_reader.h"
#include "host/support/error.h"

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

}  // namespace

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

}  // namespace peregrine
