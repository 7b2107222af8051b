// What the kernels read of a later table of migrants.
#pragma once

#include "host/model/assimilation/calibration.h"
#include "host/model/assimilation/figures.h"
#include "host/model/tables/owned.h"
#include "kernels/world.h"

namespace peregrine {

// For the corridors of `world`, padded ones included. `step`: the figures' year, years after the
// first; `same_revision`: whether the figures of the first year are of the same revision.
Owned<StockFiguresView> make_stock_figures(const WorldView& world, const StockFigures& figures,
                                           const AssimilationCalibration& gains, int step,
                                           bool same_revision);

}  // namespace peregrine
