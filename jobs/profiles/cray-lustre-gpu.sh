# shellcheck shell=bash disable=SC2034
# A Cray EX with NVIDIA GPUs: Lmod, Cray MPICH, srun, Lustre.

load_modules() {
  set +u # module reads variables that may not be set
  module load PrgEnv-gnu      # g++ and Cray MPICH
  module load cudatoolkit     # the CUDA driver's libraries
  module load cray-hdf5-parallel # HDF5
  set -u
}

# srun with the PMI that the centre has set (MpiDefault). Each rank sees the GPUs of its node and takes
# the one of its number. If one rank dies all are ended: the others would wait for it until the limit.
launcher=(srun --cpu-bind=cores --gpu-bind=none --kill-on-bad-exit=1)

# An error where there is no GPU: `auto` would go on with the CPU, on a node that costs a GPU's price.
device=cuda

# The parallel file system, as the centre names it; the home folder is too slow and too small.
runs=${SCRATCH:?the centre sets it to the parallel file system}/peregrine

# Lustre: part files, a few MB each, on one disk; what grows beyond that over more of them.
stripe() {
  lfs setstripe -E 64M -c 1 -E 4G -c 8 -E -1 -c 32 -S 16M "$1"
}

# HDF5 locks files by default, which Lustre allows only if mounted so.
export HDF5_USE_FILE_LOCKING=FALSE
