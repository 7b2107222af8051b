// Forecasts of detections by the process of host/calibrate/routes.h, in plain C++.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/calibrate/routes.h"

namespace peregrine {

// Detections of `months` months after the state's, [month][border][draw]; 0 or more, not whole.
// A draw has the same luck for every fit. Errors: none.
std::vector<float> route_ensemble(const RouteFit& fit, const std::vector<Border>& borders,
                                  int months, int draws, std::uint64_t seed);

}  // namespace peregrine
