// Whether a file keeps enough single draws to say something of them.
#pragma once

#include <cstdint>
#include <string>

#include "host/store/ensemble_reader.h"

namespace peregrine {

// With fewer the 80 % band is little more than the least and the greatest draw, and the Monte Carlo
// error of a chance of one half is 16 per cent or more.
inline constexpr std::int64_t least_kept_draws = 10;

bool keeps_enough_draws(const EnsembleReader& reader);

// "keeps 3 draws one by one, too few for chances and bands of them (...)", with what to do.
std::string few_draws_in_words(const EnsembleReader& reader);

// Throws UsageError where it keeps fewer than least_kept_draws.
void require_enough_draws(const EnsembleReader& reader);

}  // namespace peregrine
