// Which other route those try who are kept from theirs.
#pragma once

#include <vector>

#include "host/model/routes/world.h"

namespace peregrine {

// Of those at a border (row) who try another route, the share that tries each border (column):
// [border][border], a row sums to 1, or to 0 where there is nowhere to go. A multinomial logit for
// each nationality over the borders of first entry, on other routes of the table of diversion,
// whose utilities are the logs of its usual detections there (McFadden 1974); a row is their mean
// over the border's own usual nationals who have such a border. The levels of borders and the
// shares of corridors are there.
std::vector<float> choice_of_routes(const RouteInputs& inputs, const RoutesView& routes);

}  // namespace peregrine
