// A comparison in those draws alone in which something happens.
#pragma once

#include "host/report/compare/compare.h"

namespace peregrine {

// The draws in which every condition of `request.given` holds in A, over the months asked for.
// Throws UsageError for a condition that is none, for months that are observed and the same in all
// draws, and where fewer draws fulfil it than `summary` demands.
GivenDraws given_draws(const ComparablePair& pair, const CompareRequest& request);

}  // namespace peregrine
