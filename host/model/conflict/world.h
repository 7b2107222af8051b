// The conflict of a run: what history and a scenario make of it, as the kernels read it.
#pragma once

#include "host/model/conflict/panel.h"
#include "host/model/conflict/process.h"
#include "host/model/conflict/settings.h"
#include "host/model/tables/settings.h"
#include "kernels/conflict/view.h"

namespace peregrine {

// Links not present: a world that has no conflict.
struct Conflict {
  Owned<ConflictView> process;
  ConflictSwitches switches = {};
  Owned<ConflictLinks> links;
};

// Steps of the forecast are counted from shared.first_year.
Conflict make_conflict(const ConflictPanel& panel, const ConflictCalibration& calibration,
                       const ConflictSettings& settings, const SharedSettings& shared);

}  // namespace peregrine
