// What the process was given when it started, looked at before any library could change it.
#pragma once

namespace peregrine {

// CPUs that the process was given at its start. OpenMP binds the main thread while the program is
// loaded (OMP_PROC_BIND), so that what main() sees is less.
int cpus_at_start();

// Whether `cpu` is among them.
bool was_given_cpu(int cpu);
// No CPU that a process is given has this number or a higher one.
inline constexpr int most_cpus = 8192;

// Lets the calling thread, and those that it makes, run on all CPUs that the process was given.
void run_on_cpus_at_start();

// Whether a hang-up of the terminal was to be ignored (nohup). Debian 13's Open MPI loads UCX,
// which puts a handler of its own in that place before main().
bool hang_up_was_ignored();

}  // namespace peregrine
