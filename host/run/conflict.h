// The arrays behind the conflict process of a run, and what a scenario makes of it.
#pragma once

#include <vector>

#include "host/calibrate/conflict_panel.h"
#include "host/calibrate/conflict_world.h"
#include "host/run/settings.h"
#include "kernels/conflict_view.h"

namespace peregrine {

// Extents as in kernels/conflict_view.h. Not present: a world that has no conflict.
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

// `place` as for a climate (host/run/climate.h).
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

// The last year of a run that repeats what was observed: settings.observed_until, or the run's own
// last year where that is earlier.
int last_observed_year(const RunSettings& settings);

// `years`: steps of the forecast from 2020.
Conflict make_conflict(const ConflictPanel& panel, const ConflictCalibration& calibration,
                       const RunSettings& settings, int years);

}  // namespace peregrine
