// The calibrated economy: inputs/calibration/economy.csv and economy_countries.csv.
#pragma once

#include <string>
#include <vector>

#include "host/model/tables/tables.h"

namespace peregrine {

struct EconomyCalibration {
  double common_spread = 0.0;  // sd of a year's shock to log GDP per head that all countries share
  double shock_tail = 0.0;     // Fleishman's cubic coefficient of all shocks
  double origin_elasticity =
      0.0;  // of arrivals in the origin's GDP per head, and its standard error
  double origin_elasticity_spread = 0.0;
  double destination_elasticity = 0.0;
  double destination_elasticity_spread = 0.0;
  double elasticity_correlation = 0.0;
  std::vector<double> national_spread;  // [country] sd of a year's own shock
  std::vector<double> log_income;  // [country] log 2021 PPP dollars per head in 2020; NaN unknown
};

// Throws InputError with every problem of both files.
EconomyCalibration load_economy_calibration(const std::string& inputs_dir,
                                            const Countries& countries);
// Throws OutputError.
void save_economy_calibration(const std::string& calibration_dir, const EconomyCalibration& economy,
                              const Countries& countries);

}  // namespace peregrine
