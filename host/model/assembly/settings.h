// What one run is asked to do: a scenario, resolved. Plain data, no behaviour.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/model/assimilation/settings.h"
#include "host/model/climate/settings.h"
#include "host/model/conflict/settings.h"
#include "host/model/displacement/settings.h"
#include "host/model/drivers/settings.h"
#include "host/model/economy/settings.h"
#include "host/model/events/settings.h"
#include "host/model/routes/settings.h"
#include "host/model/stock/settings.h"
#include "host/model/tables/settings.h"

namespace peregrine {

struct RunSettings : SharedSettings {
  std::string name = "reference";
  std::string description;
  std::int64_t draws = 2000;  // realizations, 1 ... 2^40
  std::uint64_t seed = 281;   // key of every random stream
  std::int64_t keep = 1000;   // realizations written one by one; quantiles use all of them
  std::string keep_corridors = "largest:200, campaigns";  // whose draws are written as well

  StockSettings stock;
  ClimateSettings climate;
  EconomySettings economy;
  DriversSettings drivers;
  ConflictSettings conflict;
  DisplacementSettings displacement;
  RoutesSettings routes;
  AssimilationSettings assimilation;
  std::vector<EventSettings> events;

  std::string resolved_toml;  // the whole scenario with every key, as stored in the ensemble file
};

}  // namespace peregrine
