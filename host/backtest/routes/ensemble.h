// Forecasts of detections by the process of kernels/routes/routes.h alone: campaigns, responses and
// the bound on ordinary months act, the drivers stay as they are at the origin.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/model/routes/fit/routes.h"
#include "host/model/routes/fronts.h"
#include "host/model/routes/tables.h"
#include "host/model/tables/tables.h"

namespace peregrine {

// What a forecast of the routes reads besides the fit of its origin. The fronts, their rates and
// sizes are today's table and no fit: they know which fronts there were by 2024.
struct RouteRecord {
  IrregularHistory history;
  Countries countries;
  FrontInputs fronts;
};

// Throws InputError.
RouteRecord load_route_record(const std::string& inputs_dir);

// Detections of `months` (at most 12) months after the state's, [month][border][draw]; 0 or more,
// not whole. Figures of later months are not read, and before 2023 no campaign is remembered.
// Targets respond as in the reference scenario. A draw has the same luck for any number of draws.
// Throws std::invalid_argument.
std::vector<float> route_ensemble(const RouteRecord& record, const RouteFit& fit, int months,
                                  int draws, std::uint64_t seed);

}  // namespace peregrine
