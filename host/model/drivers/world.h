// What the drivers of migration do to arrivals in a scenario.
#pragma once

#include "host/model/drivers/settings.h"
#include "host/model/tables/settings.h"
#include "kernels/drivers/view.h"

namespace peregrine {

DriversView make_drivers(const DriversSettings& settings, const SharedSettings& shared);

}  // namespace peregrine
