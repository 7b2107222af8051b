// What a run stands on, before the first draw.
#pragma once

#include <cstdint>

#include "host/device/simulator.h"
#include "host/run/forecast.h"
#include "host/run/run.h"
#include "host/run/settings.h"
#include "host/run/world.h"
#include "host/store/ensemble_header.h"

namespace peregrine {

struct Preparation {
  ForecastInputs inputs;
  World world;
  DeviceChoice device;
  std::int64_t kept = 0;
  EnsembleHeader header;
  RunPlan plan;
};

// Throws InputError, UsageError.
Preparation prepare(const RunSettings& settings, const MachineSettings& machine);

}  // namespace peregrine
