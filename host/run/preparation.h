// What a run stands on, before the first draw.
#pragma once

#include <cstdint>

#include "host/device/simulator.h"
#include "host/model/assembly/forecast.h"
#include "host/model/assembly/settings.h"
#include "host/model/assembly/world.h"
#include "host/run/machine.h"
#include "host/run/run.h"
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
