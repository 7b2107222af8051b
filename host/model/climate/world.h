// The arrays behind a ClimateView.
#pragma once

#include <vector>

#include "host/model/climate/settings.h"
#include "host/model/climate/tables.h"
#include "kernels/climate/view.h"

namespace peregrine {

// Extents as in kernels/climate/view.h. Without members: a world that has no climate.
struct Climate {
  std::vector<float> parameters;
  std::vector<float> other_forcing;
  std::vector<float> fossil;
  std::vector<float> land;
  std::vector<float> abatement_unit;
  std::vector<float> pattern;
  std::vector<float> pattern_sd;
  std::vector<float> yearly_sd;
  ClimateView scalars = {};  // all that is not a pointer
};

// `place` says where an array lies: for the CPU where it is, for a GPU a copy there.
template <class Place>
ClimateView view_of(const Climate& climate, const Place& place) {
  ClimateView view = climate.scalars;
  view.parameters = place(climate.parameters);
  view.other_forcing = place(climate.other_forcing);
  view.fossil = place(climate.fossil);
  view.land = place(climate.land);
  view.abatement_unit = place(climate.abatement_unit);
  view.pattern = place(climate.pattern);
  view.pattern_sd = place(climate.pattern_sd);
  view.yearly_sd = place(climate.yearly_sd);
  return view;
}

// `first_year`: of the forecast, 1751 ... 2100.
Climate make_climate(const ClimateInputs& inputs, const ClimateSettings& settings, int first_year);

}  // namespace peregrine
