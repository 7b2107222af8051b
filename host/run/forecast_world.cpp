#include "host/run/forecast_world.h"

namespace peregrine {

World make_forecast_world(const std::string& inputs_dir, const BaselineInputs& inputs,
                          const RunSettings& settings) {
  const StockCalibration stock =
      load_stock_calibration(inputs_dir, inputs.countries, inputs.corridors);
  const EconomyCalibration economy = load_economy_calibration(inputs_dir, inputs.countries);
  World world = make_world(forecast_source(inputs, settings.to_year), stock);
  world.climate = make_climate(load_climate(inputs_dir, inputs.countries), settings,
                               PopulationTrend::first_year);
  world.economy = make_economy(economy, inputs, settings, world.years);
  world.drivers = make_drivers(settings);
  world.conflict = make_conflict(inputs_dir, settings, world.years);
  world.displacement = make_displacement(inputs_dir, inputs, economy, settings, world.corridors);
  return world;
}

}  // namespace peregrine
