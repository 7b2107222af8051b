// The economy of a run, as the kernels read it.
#pragma once

#include "host/model/economy/calibration.h"
#include "host/model/economy/settings.h"
#include "host/model/tables/owned.h"
#include "kernels/economy/view.h"

namespace peregrine {

// Not present: a world that has no economy.
using Economy = Owned<EconomyView>;

// Incomes follow the growth of the SSP path from those of 2020, log-linear between its steps; a
// country without income or path has no drivers. `years`: steps of the forecast from 2020.
Economy make_economy(const EconomyCalibration& calibration, const BaselineInputs& inputs,
                     const EconomySettings& settings, int years);

}  // namespace peregrine
