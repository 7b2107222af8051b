// What the drivers of migration do to arrivals: numbers of the calibration and of the scenario.
#pragma once

#include "kernels/ground/portable.h"

namespace peregrine {

struct DriversView {
  // Change of log arrivals from an origin of middle income per kelvin of local warming: mean and sd
  // of a realization's value. The poorest react by `poor_ratio` times that, with the other sign.
  float warming_response;
  float warming_response_spread;
  float poor_ratio;
  float poor_ratio_spread;
  float response_scale;  // of the scenario: 0 none, 1 as above
  // The same per standard deviation of a year's heat, where all live of agriculture.
  float food_response;
  float food_response_spread;
  float food_scale;  // of the scenario: 0 none, 1 as above
  float adaptation;  // share of both responses that adaptation finance takes away

  float legal_pathways;  // share of arrivals that destinations of high income take in addition
  int policy_step;       // first year of adaptation finance and pathways, counted from the start
};

enum DriverParameter : int {
  middle_response,  // log arrivals per kelvin
  poor_response,
  middle_food_response,  // log arrivals per standard deviation of heat
  poor_food_response,
  driver_parameter_count
};

struct DriversState {
  float* parameters;  // [driver_parameter_count][lane]
};

}  // namespace peregrine
