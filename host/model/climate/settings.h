// What a scenario asks of the climate: plain data.
#pragma once

#include <array>

#include "host/model/tables/settings.h"
#include "kernels/climate/view.h"

namespace peregrine {

// Emissions of CO2 and other forcers: as blocs pledged, as they act today, as a scenario of FaIR's
// has them; none: warming stays at that of the first year.
enum class EmissionPath {
  pledges,
  current_policies,
  ssp126,
  ssp245,
  ssp585,
  verylow,
  medium_extension,
  none
};

struct ClimateSettings {
  EmissionPath emissions = EmissionPath::pledges;
  // [bloc] probability that its pledge is kept: China, the United States, the European Union,
  // India, the rest of the world.
  std::array<double, bloc_count> delivery = {0.5, 0.35, 0.6, 0.4, 0.3};
  double slip_years = 20.0;                       // mean delay of a pledge that is not
  Sampling parameter_uncertainty = Sampling::on;  // a member per draw, or the central one
  Sampling variability = Sampling::on;            // of the globe and of each country
  Sampling pattern_spread = Sampling::on;         // countries' patterns differ by model
};

}  // namespace peregrine
