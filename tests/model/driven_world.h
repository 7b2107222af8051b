// The world of the reference forecast with its climate, economy and drivers.
#pragma once

#include "host/model/climate/world.h"
#include "host/model/drivers/world.h"
#include "host/model/economy/world.h"
#include "tests/model/forecast_world.h"

namespace peregrine::test {

inline constexpr int driven_to_year = 2050;

inline World driven_world(const RunSettings& settings, int to_year = driven_to_year) {
  static const ClimateInputs climate = load_climate(inputs_dir, baseline().countries);
  static const EconomyCalibration economy =
      load_economy_calibration(inputs_dir, baseline().countries);
  World world = forecast_world(to_year);
  world.take(world.view.climate,
             make_climate(climate, settings.climate, PopulationTrend::first_year));
  world.take(
      world.view.economy,
      make_economy(economy, income_path(economy, baseline(), world.view.years), settings.economy));
  world.view.drivers = make_drivers(settings.drivers, settings);
  return world;
}

}  // namespace peregrine::test
