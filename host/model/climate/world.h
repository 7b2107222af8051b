// The climate of a run, as the kernels read it.
#pragma once

#include "host/model/climate/settings.h"
#include "host/model/climate/tables.h"
#include "host/model/tables/owned.h"
#include "kernels/climate/view.h"

namespace peregrine {

// Without members: a world that has no climate.
using Climate = Owned<ClimateView>;

// `first_year`: of the forecast, 1751 ... 2100.
Climate make_climate(const ClimateInputs& inputs, const ClimateSettings& settings, int first_year);

}  // namespace peregrine
