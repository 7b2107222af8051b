// How many threads a process may use, and why.
#pragma once

#include <string>

namespace peregrine {

// What bears on it; numbers that nobody has set are 0.
struct ProcessorFacts {
  int asked = 0;           // --threads
  int given = 1;           // CPUs on which the process may run
  int sharers = 1;         // ranks that may run on the same ones, this one among them
  int ranks_here = 1;      // all on this machine
  double quota = 0.0;      // CPUs of the control group, for all of these together
  int cpus_per_task = 0;   // SLURM_CPUS_PER_TASK
  int openmp_threads = 0;  // OMP_NUM_THREADS
};

struct ProcessorChoice {
  int threads = 1;
  std::string why;  // in words
};

// What was asked for, or else the least of what the others say.
ProcessorChoice choose_processors(const ProcessorFacts& facts);

// CPU quota of the control group that the process is in, in CPUs; 0 where there is none. Of groups
// of version 1 and 2, and of those above it. `root`: where /proc and /sys are, for tests.
double cpu_quota(const std::string& root = "");

// A whole number of the environment, the first of a list; 0 where there is none.
int number_in_environment(const char* name);

}  // namespace peregrine
