// What is there already under the name of an output.
#pragma once

#include <cstdint>
#include <string>

#include "host/checkpoint/run_record.h"
#include "host/model/assembly/settings.h"
#include "host/run/machine.h"
#include "host/run/preparation.h"
#include "host/run/run.h"
#include "host/store/ensemble_reader.h"

namespace peregrine {

// Throws UsageError, which says what the file holds and how to go on. `or_else`: what else could be
// done, for example by another option.
inline constexpr const char* resume_ends_at_once =
    "--resume ends at once if it is this run's; or choose another file with -o";
[[noreturn]] void refuse_to_replace(const std::string& file,
                                    const std::string& or_else = resume_ends_at_once);

// Throws as above where the file is there and neither may be replaced nor is to be completed. Only
// the first rank looks.
void check_may_replace(const MachineSettings& machine,
                       const std::string& or_else = resume_ends_at_once);

// A finished ensemble that a run goes on from; an empty one where it starts from nothing.
struct Base {
  std::string file;
  std::int64_t draws = 0;
  std::string content_hash;
};

RunIdentity identity_of(const RunSettings& settings, const Preparation& prepared, const Base& base);

// A report of a run that finds all done: by what is in the file.
void note_complete(const EnsembleReader& reader, const Preparation& prepared, RunReport& report);

// Whether the output is there already, of the run that is to be resumed; the report then says so.
// Throws where it is another's, unless that may be replaced or the run is under way that is to
// replace it.
bool is_there(const RunSettings& settings, const MachineSettings& machine,
              const Preparation& prepared, RunReport& report);

// The same for more draws in a file, which another process may have put there meanwhile.
bool is_extended(const RunSettings& settings, const MachineSettings& machine,
                 const Preparation& prepared, const Base& base, RunReport& report);

}  // namespace peregrine
