#include "host/model/assembly/forecast.h"

#include <algorithm>

#include "host/model/routes/world.h"

namespace peregrine {

ForecastInputs load_forecast_inputs(const std::string& folder) {
  ForecastInputs inputs;
  inputs.folder = find_inputs(folder);
  inputs.baseline = load_baseline(inputs.folder);
  inputs.stock =
      load_stock_calibration(inputs.folder, inputs.baseline.countries, inputs.baseline.corridors);
  inputs.climate = load_climate(inputs.folder, inputs.baseline.countries);
  inputs.economy = load_economy_calibration(inputs.folder, inputs.baseline.countries);
  inputs.conflict_history = make_conflict_panel(inputs.folder);
  inputs.conflict = load_conflict_calibration(inputs.folder, inputs.baseline.countries);
  inputs.displacement_history = load_displacement_history(inputs.folder);
  inputs.displacement = load_displacement_posterior(inputs.folder + "/calibration");
  inputs.irregular_history = load_irregular_history(inputs.folder);
  inputs.routes = load_route_calibration(inputs.folder, inputs.irregular_history);
  inputs.fronts = load_fronts(inputs.folder, inputs.irregular_history, inputs.baseline.countries);
  return inputs;
}

World make_forecast_world(const ForecastInputs& inputs, const RunSettings& settings) {
  World world = make_world(forecast_source(inputs.baseline, settings.to_year), inputs.stock);
  world.climate = make_climate(inputs.climate, settings.climate, PopulationTrend::first_year);
  world.economy = make_economy(inputs.economy, inputs.baseline, settings.economy, world.years);
  world.drivers = make_drivers(settings.drivers, settings.policy);
  world.conflict =
      make_conflict(inputs.conflict_history, inputs.conflict, settings.conflict, settings);
  world.displacement = make_displacement(
      {inputs.displacement_history, inputs.displacement, inputs.baseline, inputs.economy},
      settings.displacement, settings, world.corridors);
  const int last_month = std::min(settings.routes.observed_until, IrregularHistory::last_month);
  const RouteState state = route_state(inputs.irregular_history, inputs.routes, last_month);
  world.routes =
      make_routes({inputs.irregular_history, inputs.routes, state, inputs.fronts}, inputs.baseline,
                  {inputs.displacement_history, world.displacement.pair, world.corridors},
                  settings.routes, settings);
  return world;
}

StockSwitches switches_of(const RunSettings& settings) {
  StockSwitches switches = {};
  switches.measurement_error = weight_of(settings.stock.measurement_error);
  switches.innovations = weight_of(settings.stock.innovations);
  switches.new_corridors = weight_of(settings.stock.new_corridors);
  switches.parameter_uncertainty = flag_of(settings.parameter_uncertainty);
  return switches;
}

}  // namespace peregrine
