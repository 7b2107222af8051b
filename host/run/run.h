// One ensemble from settings to file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "host/run/settings.h"

namespace peregrine {

// Called on the rank that reports, at most a few times a second and once at the end.
using ProgressCallback = std::function<void(std::int64_t draws_done, std::int64_t draws_total)>;

// What a run would take, known before it starts.
struct RunPlan {
  std::int64_t draws = 0;
  std::int64_t blocks = 0;
  int years = 0;
  int corridors = 0;
  int countries = 0;
  int ranks = 1;
  int threads = 1;
  int tile_width = 0;
  std::string device;       // in words, for example "omp, 2 threads, tiles of 16"
  double memory_bytes = 0;  // of one rank, at its peak
  double file_bytes = 0;    // of the finished ensemble file
};

struct RunReport {
  RunPlan plan;
  std::string content_hash;     // of the file, as `peregrine verify` prints it
  double simulate_seconds = 0;  // draws
  double write_seconds = 0;     // quantiles and file
};

// Checks settings and inputs and sizes the run without computing it. Throws InputError, UsageError.
RunPlan plan_run(const RunSettings& settings, const MachineSettings& machine);

// Computes the ensemble on all ranks and writes it; the file appears under its name only when it
// is complete. Throws InputError, UsageError, OutputError on every rank alike.
RunReport run_ensemble(const RunSettings& settings, const MachineSettings& machine,
                       const ProgressCallback& progress);

}  // namespace peregrine
