// What a finished ensemble hands to another one.
#pragma once

#include <cstdint>

#include "host/run/statistics.h"
#include "host/store/ensemble_reader.h"
#include "host/store/ensemble_writer.h"

namespace peregrine {

// Writes all that `from` keeps, in its order, as the realizations `first` and on of another
// ensemble of the same years and places. Throws InputError, OutputError.
void copy_realizations(const EnsembleReader& from, EnsembleWriter& to, std::int64_t first);

// Adds the statistics of all its draws, where it has them. Throws InputError where they are not
// those of such a run.
void add_statistics(const EnsembleReader& from, EnsembleStatistics& to, int threads);

}  // namespace peregrine
