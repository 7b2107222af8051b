# shellcheck shell=bash disable=SC2034
# As gpfs-openmpi-cpu, with ranks started by srun in place of mpirun. For centres that prefer it, and where
# more than one CPU a rank is wanted on more than one node: the mpirun of Open MPI 4.1.8 refuses
# `--map-by slot:PE=N` there.

# shellcheck source=gpfs-openmpi-cpu.sh
source jobs/profiles/gpfs-openmpi-cpu.sh

# Open MPI takes its place among the ranks from PMIx, which SLURM must have been built with
# (`srun --mpi=list` names it). If one rank dies all are ended: the others would wait for it until the limit.
launcher=(srun --mpi=pmix --cpu-bind=cores --kill-on-bad-exit=1)
