// One ensemble from settings to file.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "host/model/assembly/settings.h"
#include "host/run/machine.h"

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
  std::string own_months;   // in words, of the table at irregular.observed; empty: none
  std::string device;       // in words, for example "omp, 2 threads, tiles of 16"
  std::string threads_why;  // in words, for example "all CPUs that the process was given"
  double memory_bytes = 0;  // of one rank, at its peak
  double file_bytes = 0;    // of the finished ensemble file
  double parts_bytes = 0;   // of what is kept beside it until it is finished
};

struct RunReport {
  RunPlan plan;
  bool was_there = false;        // the file of the same run; nothing was done
  bool complete = true;          // false: stopped by a signal, and nothing below but blocks_done
  std::int64_t blocks_done = 0;  // of which `blocks_before` by an earlier run
  std::int64_t blocks_before = 0;
  std::string content_hash;     // of the file, as `peregrine verify` prints it
  double simulate_seconds = 0;  // draws
  double write_seconds = 0;     // quantiles and file
};

struct Preparation;  // host/run/preparation.h

// A run whose inputs are read and checked.
class PreparedRun {
 public:
  // Checks settings and inputs and sizes the run without computing it. Throws InputError,
  // UsageError.
  PreparedRun(RunSettings settings, MachineSettings machine);
  ~PreparedRun();
  PreparedRun(const PreparedRun&) = delete;
  PreparedRun& operator=(const PreparedRun&) = delete;

  const RunPlan& plan() const;

  // What a job of it would take, by the speed of this machine, which takes some seconds to measure:
  // lines of `time` and `slurm`, in words. Throws std::bad_alloc, std::runtime_error (device
  // errors).
  std::string job_in_words() const;

  // Computes the ensemble on all ranks and writes it; the file appears under its name only when it
  // is complete. What is finished is kept beside it until then (host/checkpoint/checkpoint.h), so
  // that another run can go on from there after a stop or a failure; a signal to stop ends it after
  // the blocks under way. Throws InputError, UsageError, OutputError on every rank alike.
  RunReport run(const ProgressCallback& progress);

  // Adds draws to a finished ensemble that has its statistics (`mergeable`), with the same bits as
  // run() gives from the beginning. The settings are those of the file, but for more draws; the
  // output may be the file itself. Throws as run(); InputError where the file is of another model
  // version or other inputs, or has no statistics.
  RunReport extend(const std::string& file, const ProgressCallback& progress);

 private:
  RunSettings settings_;
  MachineSettings machine_;
  std::unique_ptr<Preparation> prepared_;
};

// Joins finished ensembles of one scenario under different seeds, each of the same number of draws,
// a multiple of 16, and with its statistics: realizations one after the other, statistics over all
// draws. `settings`: those of the first file, but for the draws of all. The seed of the result is
// the first one's; its history names all. Throws InputError with everything that does not fit,
// OutputError.
RunReport merge_ensembles(const std::vector<std::string>& files, const RunSettings& settings,
                          const MachineSettings& machine);

}  // namespace peregrine
