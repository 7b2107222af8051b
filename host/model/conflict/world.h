// The arrays behind the conflict process of a run, and what a scenario makes of it.
#pragma once

#include <vector>

#include "host/model/conflict/panel.h"
#include "host/model/conflict/process.h"
#include "host/model/conflict/settings.h"
#include "host/model/tables/settings.h"
#include "kernels/conflict/view.h"

namespace peregrine {

// Extents as in kernels/conflict/view.h. Not present: a world that has no conflict.
struct Conflict {
  ConflictWorld process;
  ConflictSwitches switches = {};
  ConflictLinks links = {};  // all that is not a pointer
  std::vector<float> deaths;
  std::vector<float> interstate;
  std::vector<float> coups;
  std::vector<float> heat;
  std::vector<float> per_kelvin;
};

// `place` as for a climate (host/model/climate/world.h).
template <class Place>
ConflictLinks links_of(const Conflict& conflict, const Place& place) {
  ConflictLinks links = conflict.links;
  links.deaths = place(conflict.deaths);
  links.interstate = place(conflict.interstate);
  links.coups = place(conflict.coups);
  links.heat = place(conflict.heat);
  links.per_kelvin = place(conflict.per_kelvin);
  return links;
}

// Steps of the forecast are counted from 2020.
Conflict make_conflict(const ConflictPanel& panel, const ConflictCalibration& calibration,
                       const ConflictSettings& settings, const SharedSettings& shared);

}  // namespace peregrine
