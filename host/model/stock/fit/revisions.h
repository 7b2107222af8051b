// The error of the stock table itself, from two revisions of the same year.
#pragma once

#include <array>
#include <vector>

#include "host/model/tables/tables.h"

namespace peregrine {

struct RevisionFit {
  std::vector<double> destination;         // [country] sd of the log error its figures share
  std::vector<double> own_by_destination;  // [country] sd of a figure's own log error there
  std::array<double, 6> own_by_size = {};  // by log10 persons, all destinations
  // sd of the own log error of a figure of `stock` persons at this destination.
  double own(int country, double stock) const;
};

// Of tables of one revision, whose errors cancel in the changes between them: a hundredth of a figure
// is left, for what is rounded.
RevisionFit errors_within_a_revision(int countries);

// Log differences between the revisions of 2020 and 2024 for mid-2020. Both revisions err: a
// figure's own variance is half that of the difference.
RevisionFit fit_revisions(const StockHistory& first, const StockHistory& second, int countries);

}  // namespace peregrine
