// The world of a forecast with all its processes.
#pragma once

#include <string>

#include "host/inputs/tables.h"
#include "host/run/settings.h"
#include "host/run/world.h"

namespace peregrine {

// From mid-2020 to settings.to_year. `inputs` are those of `inputs_dir`. Throws InputError.
World make_forecast_world(const std::string& inputs_dir, const BaselineInputs& inputs,
                          const RunSettings& settings);

}  // namespace peregrine
