// The calibration of irregular crossings (host/model/routes/calibration.h), fitted to what was
// counted up to a month.
#pragma once

#include <string>

#include "host/model/displacement/tables.h"
#include "host/model/routes/state.h"

namespace peregrine {

struct RouteFit {
  RouteCalibration calibration;
  RouteState state;
  double band_multiplier = 0.0;  // of the scales that tracking starts from
};

// Uses figures up to and including `last_month` alone; leaves displaced_effect at 0. Deterministic.
RouteFit fit_routes(const IrregularHistory& history, int last_month);

// Slope of the yearly change of a nationality's log detections at European borders of first entry
// on that of log refugees from there, year effects apart; standard error clustered by nationality.
// Whole years up to `last_year`.
Estimate fit_displaced_effect(const IrregularHistory& history,
                              const DisplacementHistory& displacement, int last_year);

// fit_routes and fit_displaced_effect on the tables of a folder. Throws InputError.
RouteFit calibrate_routes(const std::string& inputs_dir, int last_month);

// Lines of what was fitted.
std::string describe(const RouteFit& fit, const IrregularHistory& history);

}  // namespace peregrine
