// An observer's way through the months of one watched place.
#pragma once

#include "host/attribute/attribute.h"
#include "host/attribute/series.h"

namespace peregrine {

// `from` and `to`: the months judged, both of the series.
AttributedWatch observe(const Watch& watch, const WatchSeries& series, int from, int to);

}  // namespace peregrine
