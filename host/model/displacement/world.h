// The displacement of a run: what history and a scenario make of it, and how it meets the stock by
// corridor, as the kernels read it.
#pragma once

#include "host/model/displacement/posterior.h"
#include "host/model/displacement/process.h"
#include "host/model/displacement/settings.h"
#include "host/model/economy/calibration.h"
#include "host/model/tables/settings.h"
#include "kernels/world.h"

namespace peregrine {

// A process without pairs: a world that has no displacement.
struct Displacement {
  Owned<DisplacementView> process;
  Owned<RefugeeView> refugees;
};

// What the displacement of a run is made from.
struct DisplacementInputs {
  const DisplacementHistory& history;
  const DisplacementPosterior& posterior;
  const BaselineInputs& baseline;
  const EconomyCalibration& economy;
};

// `corridors`: of the world's arrays, padding included. Pairs without a corridor in the table and
// areas that are no country stay outside the stock.
Displacement make_displacement(const DisplacementInputs& inputs,
                               const DisplacementSettings& settings, const SharedSettings& shared,
                               int corridors);

}  // namespace peregrine
