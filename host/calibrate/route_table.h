// The calibrated irregular crossings: inputs/calibration/routes.csv, routes_borders.csv and
// routes_corridors.csv.
#pragma once

#include <string>

#include "host/calibrate/routes.h"

namespace peregrine {

// `inputs_dir` is the folder that holds calibration/; borders and corridors are those of `history`.
// Throws InputError with every problem of the three files.
RouteCalibration load_route_calibration(const std::string& inputs_dir,
                                        const IrregularHistory& history);
// Throws OutputError.
void save_route_calibration(const std::string& calibration_dir, const RouteCalibration& calibration,
                            const IrregularHistory& history);

}  // namespace peregrine
