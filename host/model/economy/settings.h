// What a scenario asks of the economy: plain data.
#pragma once

#include "host/model/tables/settings.h"

namespace peregrine {

struct EconomySettings {
  Sampling shocks = Sampling::on;    // incomes wander about their path
  Sampling response = Sampling::on;  // arrivals respond to incomes
};

}  // namespace peregrine
