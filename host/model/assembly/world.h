// The world put together: what every draw of a run reads.
#pragma once

#include <vector>

#include "host/model/stock/calibration.h"
#include "host/model/tables/owned.h"
#include "host/model/tables/tables.h"
#include "kernels/world.h"

namespace peregrine {

// Padded with empty corridors to a multiple of four. No process is present unless it is taken in:
// `world.take(world.view.climate, make_climate(...))`.
struct World : Owned<WorldView> {
  int listed_corridors = 0;  // before padding
};

// What a world is made from, for a forecast (2020) and for a back-test (an earlier origin).
struct WorldSource {
  std::vector<int> origin;         // [corridor] country, sorted by (destination, origin)
  std::vector<int> destination;    // [corridor] country
  std::vector<double> stock;       // [corridor] persons at the origin year
  std::vector<double> population;  // [country] persons at the origin year; last: unknown origin, 0
  std::vector<double>
      births_rate;  // [year][country] a year per person, first year after origin first
  std::vector<double> deaths_rate;  // [year][country]
  int years = 0;                    // steps
};

// The source of a forecast from mid-2020 to `to_year`.
WorldSource forecast_source(const BaselineInputs& inputs, int to_year);

// For a back-test: populations of `year`, and births and deaths at its rates, the last that were
// known, in all source.years.
void hold_natural_change(const PopulationHistory& history, int countries, int year,
                         WorldSource& source);

// Throws std::logic_error where calibration and source do not have the same corridors.
World make_world(const WorldSource& source, const StockCalibration& calibration);

// Sets how large corridors are and how strongly they are shaken, [corridor], by a table later than
// the first year's. Where `persons` is not above 0, or one of the two NaN, they stay.
void take_sizes(const std::vector<double>& persons, const std::vector<double>& shock_scale,
                World& world);

}  // namespace peregrine
