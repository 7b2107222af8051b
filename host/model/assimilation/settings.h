// What a scenario asks of figures that were published after a forecast's first year: plain data.
#pragma once

#include "host/model/tables/settings.h"

namespace peregrine {

struct AssimilationSettings {
  Sampling stock = Sampling::on;  // whether draws are led to the table of migrants of mid-2024
};

}  // namespace peregrine
