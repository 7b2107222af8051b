// The stock process fitted to history: every part, and the tables a run reads.
#pragma once

#include <string>
#include <vector>

#include "host/model/fitting/elasticities.h"
#include "host/model/stock/calibration.h"
#include "host/model/stock/fit/location.h"
#include "host/model/stock/fit/spread.h"

namespace peregrine {

struct OpeningFit {
  double per_year = 0.0;    // corridors that open in the world
  double log_size = 0.0;    // mean log persons at the first table after
  double log_spread = 0.0;  // sd of it
};

struct StockFit {
  int origin_year = 2020;
  double turnover = 0.0;  // a year; makes gross moves those of the flow table
  double onward_share = 0.0;
  double deaths_rate = 0.0;
  double diaspora = 0.0;  // elasticity used for the pressure map
  LocationFit location;
  SpreadFit spread;
  Elasticities elasticities;
  OpeningFit opening;

  PressureMap map() const { return PressureMap(turnover, diaspora, deaths_rate); }
};

StockFit fit_stock(const StockPanel& panel);

// The mean in row 0, then `draws` posterior draws; [row][stock_parameter_count]. Repeats its bits.
std::vector<double> posterior_rows(const StockFit& fit, int draws);

// What a corridor starts from, given its figures five years before and at the origin, persons.
CorridorCalibration calibrate_corridor(const StockFit& fit, const PressureMap& map, double before,
                                       double start);

// Spreads the world's openings evenly over the empty corridors among `stock`, [corridor] persons.
void set_opening_hazards(const StockFit& fit, const std::vector<double>& stock,
                         StockCalibration& calibration);

// Fit and tables for a forecast from mid-2020. Throws InputError.
struct StockForecastCalibration {
  StockFit fit;
  StockCalibration tables;
};
StockForecastCalibration calibrate_stock(const std::string& inputs_dir);

// What was fitted, in words and numbers.
std::string describe(const StockFit& fit);

}  // namespace peregrine
