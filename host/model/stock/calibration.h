// What `peregrine calibrate stock` learns from history, and its tables in inputs/calibration/.
#pragma once

#include <string>
#include <vector>

#include "host/model/tables/tables.h"
#include "kernels/world.h"

namespace peregrine {

struct CorridorCalibration {
  double pressure = 0.0;          // migration pressure of the latest five years
  double newcomer = 0.0;          // 1 where the corridor is first seen in the latest table
  double shock_scale = 0.0;       // sd of a yearly shock to the pressure
  double revision_scale = 0.0;    // sd of the log error of the figure itself
  double opening_hazard = 0.0;    // yearly probability that it opens, where empty
  double opening_log_size = 0.0;  // log persons, median of an opening
};

struct StockCalibration {
  // [row][stock_parameter_count]; row 0 is the mean, the others are posterior draws.
  std::vector<double> posterior;
  std::vector<CorridorCalibration> corridors;  // in the order of the corridors they were fitted for
  std::vector<double> revision_destination;    // [country] sd of the log error its figures share
  std::vector<double> revised_share;  // [country] probability that its figures have errors at all

  std::size_t rows() const { return posterior.size() / stock_parameter_count; }
};

// Column names of stock_posterior.csv, in the order of StockParameter.
const std::vector<std::string>& stock_parameter_names();

// Reads stock_posterior.csv, stock_corridors.csv and stock_destinations.csv of
// `inputs_dir`/calibration. Throws InputError.
StockCalibration load_stock_calibration(const std::string& inputs_dir, const Countries& countries,
                                        const Corridors& corridors);

// Writes them. Throws OutputError.
void save_stock_calibration(const std::string& calibration_dir, const StockCalibration& calibration,
                            const Countries& countries, const Corridors& corridors);

}  // namespace peregrine
