// How a run gets the folder of its parts for itself.
#pragma once

#include <optional>
#include <string>

#include "host/checkpoint/part_file.h"

namespace peregrine {

// Seconds, at most, that a run waits for another to end. That may be in its last seconds; and after
// a kill of mpirun, ranks live on for a second, under Open MPI 5 for nine.
inline constexpr double longest_wait = 12.0;

// Opens the folder of that name, or makes it, holds it against all others and signs its lock.
// Another run may hold it, and remove it while this one waits. Throws OutputError, naming its
// owner, where another process goes on with it, NotYet where what is left of a killed run is about
// to end.
void hold_alone(std::optional<PartFolder>& folder, const std::string& path);

}  // namespace peregrine
