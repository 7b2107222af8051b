// What a scenario asks of the drivers of migration: plain data.
#pragma once

namespace peregrine {

struct DriversSettings {
  double warming_response = 1.0;  // of arrivals to warming: 0 none, 1 as published
  double food_response = 1.0;     // of arrivals to hot years where people live of agriculture
};

}  // namespace peregrine
