// How incomes wander about their trend, and what they do to arrivals.
#pragma once

#include <string>
#include <vector>

#include "host/model/economy/calibration.h"
#include "host/model/fitting/elasticities.h"

namespace peregrine {

// Yearly growth of GDP per head 1991 ... `origin_year`, in logs. A year's common shock is the
// median over countries of growth less the country's own mean; what is left is national, its spread
// pooled towards that of all countries with the weight of ten years; the tail matches the kurtosis
// of the standardised rest. Elasticities: fit_income_elasticities on the flows of the last five
// years before the origin. Throws InputError.
EconomyCalibration calibrate_economy(const std::string& inputs_dir, int origin_year);

// Lines of what was fitted.
std::string describe(const EconomyCalibration& economy);

}  // namespace peregrine
