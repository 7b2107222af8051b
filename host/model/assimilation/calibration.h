// How far draws follow a later table of migrants: made by `peregrine calibrate assimilation`, two
// tables in inputs/calibration/.
#pragma once

#include <string>
#include <vector>

#include "host/model/tables/tables.h"

namespace peregrine {

struct CorridorGain {
  double own_error = 0.0;  // sd of the log error of the figure that is its own
  // 1 / variance of what is its own in a deviation; 0: led to the figure as it is, or to nobody
  // where the table lists none.
  double precision = 0.0;
  double gain = 0.0;            // share of a deviation of its own that is taken away; 0: no figure
  double pressure_slope = 0.0;  // migration pressure per log persons, where `pressure` is not known
  // Migration pressure that the growth from the first year to the table shows, both in its
  // revision; no_estimate where one of the two does not list the pair.
  double pressure = no_estimate;
  // Sd of a yearly shock to the pressure at the size of the figure; no_estimate without one.
  double shock_scale = no_estimate;
  // Mean log growth to the table's year from each year between it and the first.
  std::vector<double> growth_to_come = std::vector<double>(steps - 1, 0.0);

  // Years of a forecast to the table.
  static constexpr int steps = StockHistory::latest_year - PopulationTrend::first_year;
};

struct DestinationGain {
  double shared_error = 0.0;  // sd of the log error that its figures share
  double shared_gain = 0.0;   // kernels/assimilation/stock.h: a
  double shared_part = 0.0;   // ... b
};

struct AssimilationCalibration {
  std::vector<CorridorGain> corridors;        // in the order of the baseline's
  std::vector<DestinationGain> destinations;  // [country]
};

// Reads assimilation_corridors.csv and assimilation_destinations.csv of `inputs_dir`/calibration.
// Throws InputError.
AssimilationCalibration load_assimilation(const std::string& inputs_dir, const Countries& countries,
                                          const Corridors& corridors);

// Writes them. Throws OutputError.
void save_assimilation(const std::string& calibration_dir, const AssimilationCalibration& gains,
                       const Countries& countries, const Corridors& corridors);

}  // namespace peregrine
