# shellcheck shell=bash disable=SC2034
# A CPU cluster: environment modules, Open MPI built with SLURM support, mpirun, GPFS (Spectrum Scale).

load_modules() {
  set +u # module reads variables that may not be set
  module load gcc       # the compiler that built the program: its libstdc++
  module load openmpi   # mpirun
  module load hdf5      # HDF5
  set -u
}

# mpirun learns nodes and ranks from SLURM. Each rank is bound to as many cores as SLURM gives it CPUs.
# If mpirun refuses that beyond one node, as that of Open MPI 4.1.8 does: profile gpfs-openmpi-srun.
launcher=(mpirun --map-by "slot:PE=${SLURM_CPUS_PER_TASK:-1}" --bind-to core)

# Threads of OpenMP; a program built without it takes `tbb`.
device=omp

# The parallel file system, as the centre names it.
runs=${SCRATCH:?the centre sets it to the parallel file system}/peregrine

# GPFS lays every file over all disks by itself.
stripe() { :; }

# HDF5 locks files by default, which costs GPFS a message to the owner of the lock for each.
export HDF5_USE_FILE_LOCKING=FALSE
