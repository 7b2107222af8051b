// How long a run takes on this machine, and what to ask a cluster for.
#pragma once

#include <cstdint>
#include <string>

#include "host/run/preparation.h"

namespace peregrine {

// Measured on `draws` draws of this run, statistics included, on this rank's device.
struct Speed {
  std::int64_t draws;
  double seconds_a_draw;  // of one rank
};

// Takes some seconds. Throws std::bad_alloc, std::runtime_error (device errors).
Speed measure_speed(const Preparation& prepared, const RunSettings& settings);

// A job that does the run in about an hour or less, as far as its blocks can be shared out.
struct JobProposal {
  std::int64_t ranks;
  int threads;           // of a rank
  bool gpu;              // one for each rank
  double memory_bytes;   // of a rank, with a quarter to spare
  double seconds;        // expected
  std::int64_t minutes;  // to ask for: twice what is expected, in steps of five
};
JobProposal propose_job(const Preparation& prepared, const Speed& speed);

// As options of sbatch.
std::string slurm_options(const JobProposal& job);

}  // namespace peregrine
