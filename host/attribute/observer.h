// An observer's way through the months of one watched place.
#pragma once

#include "host/attribute/attribute.h"
#include "host/attribute/series.h"

namespace peregrine {

// `from` and `to`: the months judged, both of the series. `history` is the shipped one, whose other
// borders say how borders vary.
AttributedWatch observe(const Watch& watch, const WatchSeries& series,
                        const IrregularHistory& history, int from, int to);

}  // namespace peregrine
