// The arrays behind the displacement process of a run, how it meets the stock by corridor, and what
// a scenario makes of it.
#pragma once

#include <memory>
#include <vector>

#include "host/model/displacement/posterior.h"
#include "host/model/displacement/process.h"
#include "host/model/displacement/settings.h"
#include "host/model/economy/calibration.h"
#include "host/model/tables/settings.h"
#include "kernels/world.h"

namespace peregrine {

// Extents as in kernels/displacement/view.h and kernels/world.h. Without a process: a world that
// has no displacement.
struct Displacement {
  std::shared_ptr<const DisplacementWorld> process;
  DisplacementView scalars = {};  // what a scenario changes, but for the pointers
  std::vector<float> outflow_rise;
  std::vector<float> rich;
  std::vector<int> pair;
  std::vector<int> country_of_area;
};

// `place` as for a climate (host/model/climate/world.h).
template <class Place>
DisplacementView view_of(const Displacement& displacement, const Place& place) {
  if (displacement.process == nullptr) return {};
  DisplacementView view = displacement.process->view_at(place);
  view.held = displacement.scalars.held;
  view.log_recognition = displacement.scalars.log_recognition;
  view.more_exits = displacement.scalars.more_exits;
  view.policy_step = displacement.scalars.policy_step;
  view.outflow_rise = place(displacement.outflow_rise);
  view.rich = place(displacement.rich);
  return view;
}

template <class Place>
RefugeeView refugees_of(const Displacement& displacement, const Place& place) {
  if (displacement.process == nullptr) return {};
  return {place(displacement.pair), place(displacement.country_of_area)};
}

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
