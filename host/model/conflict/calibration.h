// What `peregrine calibrate conflict` learns, and its tables in inputs/calibration/.
#pragma once

#include <string>
#include <vector>

#include "host/model/conflict/panel.h"

namespace peregrine {

// One country at the origin of a forecast.
struct ConflictStart {
  double active = 0.0;            // 1 where the process runs
  double deaths = 0.0;            // persons, in the origin year, all organised violence
  double fought = 0.0;            // those in conflicts of a state
  double memory = 0.0;            // of log(1 + fought)
  double long_memory = 0.0;       // the long one of it
  double other_past = 0.0;        // ten-year level of log(1 + other deaths)
  double effect = 0.0;            // added to both log odds: mean
  double effect_deviation = 0.0;  // standard deviation
  double interstate = 0.0;        // 1 where an interstate war is fought
  double log_population = 0.0;    // log(persons / 10 million)
  double log_income = 0.0;        // log(GDP per head / 8,000 PPP dollars of 2021)
  double heat = 0.0;         // mean of the latest ten years, standard deviations above 1961-1990
  double heat_kelvin = 0.0;  // one such standard deviation, K; 0 where it is not known
  double interstate_weight = 0.0;      // share of the interstate wars that begin
  double coup_weight_africa = 0.0;     // share of Africa's coup attempts
  double coup_weight_elsewhere = 0.0;  // share of the rest's
  double coup_belt = 0.0;              // 1 where it belongs to the coup belt
  double coup_memory = 0.0;            // coups remembered
};

struct ConflictCalibration {
  std::vector<double> posterior;         // [row][conflict_parameter_count]; row 0 is the mean
  std::vector<ConflictStart> countries;  // [country], as baseline/countries.csv

  std::size_t rows() const { return posterior.size() / conflict_parameter_count; }
};

// Column names of conflict_posterior.csv, in the order of ConflictParameter.
const std::vector<std::string>& conflict_parameter_names();

// Reads conflict_posterior.csv and conflict_countries.csv of `inputs_dir`/calibration. Throws
// InputError.
ConflictCalibration load_conflict_calibration(const std::string& inputs_dir,
                                              const Countries& countries);

// Writes them. Throws OutputError.
void save_conflict_calibration(const std::string& calibration_dir,
                               const ConflictCalibration& calibration, const Countries& countries);

}  // namespace peregrine
