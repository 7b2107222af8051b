// What a finished ensemble hands to another one.
#pragma once

#include <span>

#include "host/outcome/statistics.h"
#include "host/store/ensemble_reader.h"
#include "host/store/ensemble_writer.h"

namespace peregrine {

// Writes all that these keep, one after the other, as the realizations of another ensemble of the
// same years and places. Throws InputError, OutputError.
void copy_realizations(std::span<const EnsembleReader> from, EnsembleWriter& to);

// Adds the statistics of all its draws, where it has them. Throws InputError where they are not
// those of such a run.
void add_statistics(const EnsembleReader& from, EnsembleStatistics& to, int threads);

}  // namespace peregrine
