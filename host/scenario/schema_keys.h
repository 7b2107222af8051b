// The parts of the table of keys, in the order in which they are documented.
#pragma once

#include <span>

#include "host/scenario/schema.h"

namespace peregrine {

// [scenario] to [policy]: the run, the stock and what drives it.
std::span<const ScenarioKey> forecast_keys();

// [irregular], [campaign], [posture].
std::span<const ScenarioKey> irregular_keys();

}  // namespace peregrine
