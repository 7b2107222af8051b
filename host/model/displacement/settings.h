// What a scenario asks of displacement: plain data.
#pragma once

#include "host/model/tables/settings.h"

namespace peregrine {

struct DisplacementSettings {
  Sampling simulated = Sampling::on;    // after the last year observed, or as in that year
  double infrastructure_attacks = 0.0;  // share of Ukraine's outflow that they add in years of war
};

}  // namespace peregrine
