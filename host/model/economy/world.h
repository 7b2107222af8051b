// The arrays behind an EconomyView.
#pragma once

#include <vector>

#include "host/model/economy/calibration.h"
#include "host/model/economy/settings.h"
#include "kernels/economy/view.h"

namespace peregrine {

// Extents as in kernels/economy/view.h. Empty: a world that has no economy.
struct Economy {
  std::vector<float> trend;
  std::vector<float> national_spread;
  std::vector<float> known;
  EconomyView scalars = {};  // all that is not a pointer
};

// `place` as for a climate (host/model/climate/world.h).
template <class Place>
EconomyView view_of(const Economy& economy, const Place& place) {
  EconomyView view = economy.scalars;
  view.trend = place(economy.trend);
  view.national_spread = place(economy.national_spread);
  view.known = place(economy.known);
  return view;
}

// Incomes follow the growth of the SSP path from those of 2020, log-linear between its steps; a
// country without income or path has no drivers. `years`: steps of the forecast from 2020.
Economy make_economy(const EconomyCalibration& calibration, const BaselineInputs& inputs,
                     const EconomySettings& settings, int years);

}  // namespace peregrine
