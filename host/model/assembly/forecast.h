// What a forecast is made from, and the world that a scenario makes of it.
#pragma once

#include <string>

#include "host/model/assembly/settings.h"
#include "host/model/assembly/world.h"
#include "host/model/assimilation/calibration.h"
#include "host/model/assimilation/figures.h"
#include "host/model/climate/tables.h"
#include "host/model/conflict/calibration.h"
#include "host/model/displacement/posterior.h"
#include "host/model/displacement/tables.h"
#include "host/model/economy/calibration.h"
#include "host/model/routes/calibration.h"
#include "host/model/routes/continued.h"
#include "host/model/routes/fronts.h"
#include "host/model/routes/tables.h"
#include "host/model/stock/calibration.h"
#include "host/model/tables/tables.h"

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
  StockFigures figures;
  AssimilationCalibration assimilation;
};

// `folder`: as MachineSettings::inputs. Throws InputError with all problems of a table.
ForecastInputs load_forecast_inputs(const std::string& folder);

// The same without the gains of assimilation, for the pilot that makes them.
ForecastInputs load_pilot_inputs(const std::string& folder);

// The record of irregular crossings as the scenario's own months continue it. Throws InputError.
ContinuedHistory continued_history(const ForecastInputs& inputs, const RunSettings& settings);

// Throws InputError with all problems of the scenario's own months.
World make_forecast_world(const ForecastInputs& inputs, const RunSettings& settings);

// A world of `source` with all that moves it, led to no later table: of a forecast or of a
// back-test, whose inputs are those of its first year (settings.first_year). `incomes` as of
// income_path(). Without irregular corridors where it begins before their record: has_routes().
World make_moved_world(const ForecastInputs& inputs, const WorldSource& source,
                       const std::vector<double>& incomes, const RunSettings& settings);

// Leads the draws of `world` to a later table of migrants, as make_stock_figures() has it.
// Corridors have the size that their figures have, and the shocks of that size.
void lead_world(const StockFigures& figures, const AssimilationCalibration& gains, int step,
                bool same_revision, World& world);

bool has_routes(const RunSettings& settings);

StockSwitches switches_of(const RunSettings& settings);

}  // namespace peregrine
