// What the drivers of migration do to arrivals: numbers of the calibration and of the scenario.
#pragma once

#include "kernels/portable.h"

namespace peregrine {

struct DriversView {
  // Change of log arrivals from an origin of middle income per kelvin of local warming: mean and sd
  // of a realization's value. The poorest react by `poor_ratio` times that, with the other sign.
  float warming_response;
  float warming_response_spread;
  float poor_ratio;
  float poor_ratio_spread;
  float response_scale;  // of the scenario: 0 none, 1 as above
  float adaptation;      // share of the response to warming that adaptation finance takes away

  float legal_pathways;  // share of arrivals that destinations of high income take in addition
  int policy_step;       // first year of adaptation finance and pathways, counted from the start
};

enum DriverParameter : int { middle_response, poor_response, driver_parameter_count };

struct DriversState {
  float* parameters;  // [driver_parameter_count][lane] log arrivals per kelvin
};

}  // namespace peregrine
