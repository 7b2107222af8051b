// The arrays behind a ClimateView, and which of the climate's parts a scenario asks for.
#pragma once

#include <string_view>
#include <vector>

#include "host/inputs/climate.h"
#include "host/run/settings.h"
#include "kernels/climate_view.h"

namespace peregrine {

// Extents as in kernels/climate_view.h. Without members: a world that has no climate.
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

  // With the pointers set to the arrays above.
  ClimateView view() const;
};

// What climate.emissions may be, separated by |.
inline constexpr std::string_view emission_choices =
    "pledges|current-policies|ssp126|ssp245|ssp585|verylow|medium-extension|none";

// `first_year`: of the forecast, 1751 ... 2100. Throws std::invalid_argument where
// settings.climate_emissions is none of emission_choices.
Climate make_climate(const ClimateInputs& inputs, const RunSettings& settings, int first_year);

}  // namespace peregrine
