// What is there already under the name of an output.
#pragma once

#include <string>

#include "host/run/settings.h"

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

}  // namespace peregrine
