// The same draws under several scenarios and seeds, and a few numbers of each.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "host/device/simulator.h"
#include "host/model/assembly/forecast.h"
#include "host/report/estimates.h"
#include "host/run/run.h"
#include "kernels/ground/driver_groups.h"

namespace peregrine {

// A number of every draw: whose stock in which year.
struct Quantity {
  Stock stock = Stock::world;
  std::int64_t place = 0;  // index of the country or corridor
  std::int64_t year = 0;   // counted from the first
};

// All draws of a scenario, some drivers perhaps with another seed's luck. `settings` outlives it;
// runs of the same settings that follow each other share a world.
struct SampledRun {
  const RunSettings* settings;
  SecondSeed second;
};

// [run][quantity][draw], persons.
using Samples = std::vector<std::vector<std::vector<double>>>;

// Simulates `draws` draws of every run on all ranks; the samples are on rank 0, empty elsewhere,
// and the same for any number of ranks. Collective. `progress` counts the draws of all runs.
Samples sample_runs(const ForecastInputs& inputs, std::span<const SampledRun> runs,
                    std::span<const Quantity> quantities, std::int64_t draws,
                    const DeviceChoice& device, const ProgressCallback& progress);

}  // namespace peregrine
