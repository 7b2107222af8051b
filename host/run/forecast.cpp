#include "host/run/forecast.h"

#include <algorithm>

#include "host/run/routes.h"

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
  world.climate = make_climate(inputs.climate, settings, PopulationTrend::first_year);
  world.economy = make_economy(inputs.economy, inputs.baseline, settings, world.years);
  world.drivers = make_drivers(settings);
  world.conflict = make_conflict(inputs.conflict_history, inputs.conflict, settings, world.years);
  world.displacement =
      make_displacement(inputs.displacement_history, inputs.displacement, inputs.baseline,
                        inputs.economy, settings, world.corridors);
  const int last_month = std::min(month_number(PopulationTrend::first_year, 1) +
                                      months_from_start(settings.irregular_observed_until),
                                  IrregularHistory::last_month);
  const RouteState state = route_state(inputs.irregular_history, inputs.routes, last_month);
  world.routes =
      make_routes({inputs.irregular_history, inputs.routes, state, inputs.fronts}, inputs.baseline,
                  {inputs.displacement_history, world.displacement.pair, world.corridors}, settings,
                  world.years);
  return world;
}

StockSwitches switches_of(const RunSettings& settings) {
  const auto as_number = [](Sampling sampling) { return sampling == Sampling::on ? 1.0f : 0.0f; };
  StockSwitches switches = {};
  switches.measurement_error = as_number(settings.measurement_error);
  switches.innovations = as_number(settings.innovations);
  switches.new_corridors = as_number(settings.new_corridors);
  switches.parameter_uncertainty = settings.parameter_uncertainty == Sampling::on ? 1 : 0;
  return switches;
}

namespace {

// "eastern-borders" as "Eastern Borders".
std::string in_capitals(std::string code) {
  bool begins = true;
  for (char& letter : code) {
    if (begins && letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    begins = letter == '-';
    if (begins) letter = ' ';
  }
  return code;
}

}  // namespace

RouteNames route_names(const IrregularHistory& history, const FrontInputs& fronts) {
  RouteNames names;
  names.route_code = route_codes(history);
  for (const std::string& code : names.route_code) {
    // A route of one border has its name; the others are named by their codes.
    std::string name = code;
    int borders = 0;
    for (const Border& border : history.borders) {
      if (border.route != code) continue;
      ++borders;
      name = border.name;
    }
    if (borders > 1) name = in_capitals(code);
    names.route_name.push_back(name);
  }
  for (const Border& border : history.borders) {
    names.border_code.push_back(border.code);
    names.border_name.push_back(border.name);
    const auto route = std::find(names.route_code.begin(), names.route_code.end(), border.route);
    names.border_route.push_back(static_cast<std::int32_t>(route - names.route_code.begin()));
  }
  for (const Front& front : fronts.fronts) {
    names.front_code.push_back(front.code);
    names.front_name.push_back(front.name);
    names.front_border.push_back(front.border);
  }
  for (const RouteCorridor& corridor : history.corridors) {
    names.route_corridor_border.push_back(corridor.border);
    names.route_corridor_nationality.push_back(corridor.nationality);
  }
  return names;
}

void set_coordinates(const BaselineInputs& inputs, const RunSettings& settings,
                     EnsembleHeader& header) {
  for (int year = PopulationTrend::first_year; year <= settings.to_year; ++year) {
    header.years.push_back(year);
  }
  header.country_iso3 = inputs.countries.iso3;
  header.country_name = inputs.countries.name;
  const Corridors& corridors = inputs.corridors;
  header.corridor_origin.assign(corridors.origin.begin(), corridors.origin.end());
  header.corridor_destination.assign(corridors.destination.begin(), corridors.destination.end());
  for (const CorridorKind kind : corridors.kind) {
    header.corridor_listed.push_back(kind == CorridorKind::listed ? 1 : 0);
  }
}

}  // namespace peregrine
