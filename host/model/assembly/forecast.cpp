#include "host/model/assembly/forecast.h"

#include <algorithm>
#include <utility>

#include "host/model/assimilation/world.h"
#include "host/model/climate/world.h"
#include "host/model/conflict/world.h"
#include "host/model/displacement/world.h"
#include "host/model/drivers/world.h"
#include "host/model/economy/world.h"
#include "host/model/events/world.h"
#include "host/model/routes/world.h"

namespace peregrine {

ForecastInputs load_pilot_inputs(const std::string& folder) {
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
  const StockHistory revised = load_stock_history(inputs.folder, Revision::rev2024);
  inputs.figures =
      match_figures(revised, revised.latest, StockHistory::latest_year,
                    {inputs.baseline.corridors.origin, inputs.baseline.corridors.destination},
                    inputs.baseline.countries.size() - 1);
  return inputs;
}

ForecastInputs load_forecast_inputs(const std::string& folder) {
  ForecastInputs inputs = load_pilot_inputs(folder);
  inputs.assimilation =
      load_assimilation(inputs.folder, inputs.baseline.countries, inputs.baseline.corridors);
  return inputs;
}

ContinuedHistory continued_history(const ForecastInputs& inputs, const RunSettings& settings) {
  return continue_history(inputs.irregular_history, inputs.baseline.countries, inputs.fronts,
                          settings.routes);
}

World make_forecast_world(const ForecastInputs& inputs, const RunSettings& settings) {
  const WorldSource source = forecast_source(inputs.baseline, settings.to_year);
  World world = make_moved_world(
      inputs, source, income_path(inputs.economy, inputs.baseline, source.years), settings);
  if (settings.assimilation.stock == Sampling::on) {
    lead_world(inputs.figures, inputs.assimilation, CorridorGain::steps, false, world);
  }
  return world;
}

void lead_world(const StockFigures& figures, const AssimilationCalibration& gains, int step,
                bool same_revision, World& world) {
  world.take(world.view.figures,
             make_stock_figures(world.view, figures, gains, step, same_revision));
  std::vector<double> shock_scale;
  for (const CorridorGain& gain : gains.corridors) shock_scale.push_back(gain.shock_scale);
  take_sizes(figures.persons, shock_scale, world);
}

World make_moved_world(const ForecastInputs& inputs, const WorldSource& source,
                       const std::vector<double>& incomes, const RunSettings& settings) {
  World world = make_world(source, inputs.stock);
  WorldView& view = world.view;
  world.take(view.climate, make_climate(inputs.climate, settings.climate, settings.first_year));
  world.take(view.economy, make_economy(inputs.economy, incomes, settings.economy));
  view.drivers = make_drivers(settings.drivers, settings);
  Conflict conflict =
      make_conflict(inputs.conflict_history, inputs.conflict, settings.conflict, settings);
  world.take(view.conflict, std::move(conflict.process));
  view.conflict_switches = conflict.switches;
  world.take(view.conflict_links, std::move(conflict.links));
  Displacement displacement = make_displacement(
      {inputs.displacement_history, inputs.displacement, inputs.baseline, inputs.economy},
      settings.displacement, settings, view.corridors);
  world.take(view.displacement, std::move(displacement.process));
  world.take(view.refugees, std::move(displacement.refugees));
  const int last_month = std::min(settings.routes.observed_until, IrregularHistory::last_month);
  if (!has_routes(settings)) return world;
  const IrregularHistory crossings = continued_history(inputs, settings).history;
  const RouteState state = route_state(crossings, inputs.routes, last_month);
  world.take(
      view.routes,
      make_routes({crossings, inputs.routes, state, inputs.fronts}, inputs.baseline,
                  {inputs.displacement_history, world.array(view.refugees.pair), view.corridors},
                  settings.routes, settings));
  world.take(view.events, make_events(settings.events,
                                      {crossings.borders, inputs.fronts.fronts,
                                       inputs.baseline.countries, world.array(view.conflict.active),
                                       world.array(view.routes.borders.observed_months),
                                       settings.last_observed_year(), settings.first_year},
                                      settings.parameter_uncertainty == Sampling::on));
  view.routes.events = view.events.borders.count > 0 ? 1 : 0;
  return world;
}

bool has_routes(const RunSettings& settings) {
  return month_number(settings.first_year, 1) >= IrregularHistory::first_month;
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
