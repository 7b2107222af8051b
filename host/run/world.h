// The arrays behind a WorldView: what every draw of a run reads.
#pragma once

#include <vector>

#include "host/calibrate/stock_calibration.h"
#include "host/inputs/tables.h"
#include "host/run/climate.h"
#include "host/run/economy.h"
#include "kernels/world.h"

namespace peregrine {

// Extents as in kernels/world.h. Padded with empty corridors to a multiple of four.
struct World {
  std::vector<int> origin;
  std::vector<int> destination;
  std::vector<float> stock;
  std::vector<float> log_reference;
  std::vector<float> pressure;
  std::vector<float> newcomer;
  std::vector<float> size;
  std::vector<float> shock_scale;
  std::vector<float> revision_scale;
  std::vector<float> arrivals_cap;
  std::vector<float> opening_hazard;
  std::vector<float> opening_log_size;
  std::vector<float> revision_destination;
  std::vector<float> population;
  std::vector<float> births_rate;
  std::vector<float> deaths_rate;
  std::vector<float> posterior;
  Climate climate;           // none unless set
  Economy economy;           // none unless set
  DriversView drivers = {};  // of no effect unless set
  int corridors = 0;         // padded
  int listed_corridors = 0;  // before padding
  int countries = 0;
  int years = 0;

  WorldView view() const;
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

// Throws std::logic_error where calibration and source do not have the same corridors.
World make_world(const WorldSource& source, const StockCalibration& calibration);

}  // namespace peregrine
