# shellcheck shell=bash disable=SC2034
# A cluster without modules: whatever is on the path, srun where SLURM was built with PMIx, else mpirun.

load_modules() { :; }

# Starts ranks; `-n RANKS PROGRAM...` is put behind it. If one rank dies all are ended: the others
# would wait for it until the limit.
if srun --mpi=list 2>&1 | grep -q pmix; then
  launcher=(srun --mpi=pmix --kill-on-bad-exit=1)
else
  launcher=(mpirun)
fi

# Device of `peregrine run --device`: the GPU where there is one.
device=auto

# Folder of the results, which all nodes must see.
runs=$PWD/runs

# stripe FOLDER: how the files of a new folder are laid over disks.
stripe() { :; }
