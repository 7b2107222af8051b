// The arrays behind an EconomyView, and what drivers do in a scenario.
#pragma once

#include <vector>

#include "host/calibrate/economy_calibration.h"
#include "host/run/settings.h"
#include "kernels/drivers_view.h"
#include "kernels/economy_view.h"

namespace peregrine {

// Extents as in kernels/economy_view.h. Empty: a world that has no economy.
struct Economy {
  std::vector<float> trend;
  std::vector<float> national_spread;
  std::vector<float> known;
  EconomyView scalars = {};  // all that is not a pointer

  // With the pointers set to the arrays above.
  EconomyView view() const;
};

// Incomes follow the growth of the SSP path from those of 2020, log-linear between its steps; a
// country without income or path has no drivers. `years`: steps of the forecast from 2020.
Economy make_economy(const EconomyCalibration& calibration, const BaselineInputs& inputs,
                     const RunSettings& settings, int years);

DriversView make_drivers(const RunSettings& settings);

}  // namespace peregrine
