// The economy of a run, as the kernels read it.
#pragma once

#include "host/model/economy/calibration.h"
#include "host/model/economy/settings.h"
#include "host/model/tables/owned.h"
#include "kernels/economy/view.h"

namespace peregrine {

// Not present: a world that has no economy.
using Economy = Owned<EconomyView>;

// [year][country] log GDP per head, 2021 PPP dollars, of 2020 and of `years` years after it: the
// growth of the SSP path from what it was in 2020, log-linear between its steps. NaN where a
// country has no income or no path.
std::vector<double> income_path(const EconomyCalibration& calibration, const BaselineInputs& inputs,
                                int years);

// Incomes wander about `path`, as of income_path, with a row for each year; a country that is not
// known in all of them has no drivers.
Economy make_economy(const EconomyCalibration& calibration, const std::vector<double>& path,
                     const EconomySettings& settings);

}  // namespace peregrine
