// The error of the stock table itself, from two revisions of the same year.
#pragma once

#include <array>
#include <vector>

#include "host/model/tables/tables.h"

namespace peregrine {

struct RevisionFit {
  double revised_share = 1.0;  // of the destinations that have figures
  // Where the figures of a destination are revised:
  std::vector<double> destination;  // [country] sd of the log error its figures share
  // [country] sd of a figure's own log error there; no_estimate where it was not revised
  std::vector<double> own_by_destination;
  std::array<double, 6> own_by_size = {};  // by log10 persons, all destinations
  // sd of the own log error of a figure of `stock` persons at this destination.
  double own(int country, double stock) const;
  // Variances over all draws, most of which may have no error.
  double own_variance(int country, double stock) const;
  double shared_variance(int country) const;
};

// Of tables of one revision, whose errors cancel in the changes between them: a hundredth of a
// figure is left, for what is rounded.
RevisionFit errors_within_a_revision(int countries);

// Log differences between the revisions of 2020 and 2024 for mid-2020. Most destinations were not
// revised at all: they say how often that is so, the others by how much. Both revisions err: a
// figure's own variance is half that of the difference.
RevisionFit fit_revisions(const StockHistory& first, const StockHistory& second, int countries);

}  // namespace peregrine
