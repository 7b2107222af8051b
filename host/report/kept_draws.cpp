#include "host/report/kept_draws.h"

#include <fmt/format.h>

#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {

bool keeps_enough_draws(const EnsembleReader& reader) {
  return reader.extent(Dimension::realization) >= least_kept_draws;
}

std::string few_draws_in_words(const EnsembleReader& reader) {
  const std::int64_t kept = reader.extent(Dimension::realization);
  const bool of_few = reader.header().draws < least_kept_draws;
  return fmt::format(
      "keeps {} one by one, too few for chances and bands of them: {} or more are needed (run the "
      "scenario again with {})",
      kept == 1 ? "1 draw" : fmt::format("{} draws", grouped(kept)), least_kept_draws,
      of_few
          ? "more draws, as by run.draws = 2000"
          : fmt::format("a larger run.keep, up to its {} draws", grouped(reader.header().draws)));
}

void require_enough_draws(const EnsembleReader& reader) {
  if (keeps_enough_draws(reader)) return;
  throw UsageError(fmt::format("{}: {}", reader.path(), few_draws_in_words(reader)));
}

}  // namespace peregrine
