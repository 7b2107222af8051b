// What a run of the conflict process starts from, as the kernels read it.
#pragma once

#include <vector>

#include "host/model/conflict/calibration.h"
#include "host/model/tables/owned.h"
#include "kernels/conflict/view.h"

namespace peregrine {

// Population and income of all `steps` years after the origin are those of its year; a caller with
// trends of them puts those.
Owned<ConflictView> make_conflict_process(const ConflictCalibration& calibration,
                                          const std::vector<std::vector<int>>& neighbours,
                                          int steps);

}  // namespace peregrine
