// What a scenario asks of the stock: plain data.
#pragma once

#include "host/model/tables/settings.h"

namespace peregrine {

struct StockSettings {
  Sampling measurement_error = Sampling::on;
  Sampling innovations = Sampling::on;    // yearly shocks
  Sampling new_corridors = Sampling::on;  // corridors without migrants in 2020 may open
};

}  // namespace peregrine
