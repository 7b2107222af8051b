// Moments of a few draws, by which the gains of assimilation are fitted.
#pragma once

#include <cstdint>

#include "host/model/assembly/world.h"
#include "host/model/assimilation/fit/gains.h"

namespace peregrine {

// Of `draws` draws of a world that is led to no table, in the table's year (`step` years after the
// first).
PilotMoments run_pilot(const World& world, const StockFigures& figures,
                       const StockSwitches& switches, int step, int draws, std::uint64_t seed);

}  // namespace peregrine
