// What a forecast is made from, and the world that a scenario makes of it.
#pragma once

#include <string>

#include "host/calibrate/conflict_calibration.h"
#include "host/calibrate/displacement_table.h"
#include "host/calibrate/economy_calibration.h"
#include "host/calibrate/route_table.h"
#include "host/calibrate/stock_calibration.h"
#include "host/inputs/climate.h"
#include "host/inputs/displacement.h"
#include "host/inputs/fronts.h"
#include "host/inputs/irregular.h"
#include "host/inputs/tables.h"
#include "host/run/settings.h"
#include "host/run/world.h"
#include "host/store/ensemble_header.h"

namespace peregrine {

// Read once, for as many scenarios as are asked for.
struct ForecastInputs {
  std::string folder;
  BaselineInputs baseline;
  StockCalibration stock;
  ClimateInputs climate;
  EconomyCalibration economy;
  ConflictPanel conflict_history;
  ConflictCalibration conflict;
  DisplacementHistory displacement_history;
  DisplacementPosterior displacement;
  IrregularHistory irregular_history;
  RouteCalibration routes;
  FrontInputs fronts;
};

// `folder`: as MachineSettings::inputs. Throws InputError with all problems of a table.
ForecastInputs load_forecast_inputs(const std::string& folder);

World make_forecast_world(const ForecastInputs& inputs, const RunSettings& settings);

StockSwitches switches_of(const RunSettings& settings);

// What the irregular corridors are called in an ensemble file.
RouteNames route_names(const IrregularHistory& history, const FrontInputs& fronts);

// Coordinates of the run's places and years.
void set_coordinates(const BaselineInputs& inputs, const RunSettings& settings,
                     EnsembleHeader& header);

}  // namespace peregrine
