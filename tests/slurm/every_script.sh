#!/usr/bin/env bash
# usage: every_script.sh PEREGRINE
# The job scripts of a single run, with every machine profile, and the benchmark: each passes on two
# nodes and leaves the same bits. Modules and Lustre's tool are stood in for.
set -euo pipefail
# shellcheck source=submit.sh
source "$(dirname "$0")/submit.sh"
start_cluster
make_tree "$1"
short=(--draws 64 --keep 16 --to 2022)

"$PEREGRINE" run inputs/scenarios/reference.toml -o alone.h5 "${short[@]}" --quiet

# Commands of centres: found as functions by whatever bash the job starts.
module() { echo "module $*"; }
lfs() { echo "lfs $*"; }
export -f module lfs
export SCRATCH=$cluster/scratch

edit single-gpu.sbatch output single.h5
single=$(sbatch --parsable --cpus-per-task=1 jobs/single-gpu.sbatch "${short[@]}")
await_success "$single" 30
grep -q gpu "jobs/single-gpu.sbatch" && same_hash runs/single.h5 alone.h5

for profile in default cray-lustre-gpu gpfs-openmpi-cpu gpfs-openmpi-srun; do
  edit multi-node.sbatch output "$profile.h5"
  job=$(PEREGRINE_PROFILE=$profile sbatch --parsable --ntasks-per-node=2 --cpus-per-task=1 \
    --gres=gpu:2 jobs/multi-node.sbatch "${short[@]}")
  await_success "$job" 40
  if [ "$profile" = default ]; then folder=runs; else folder=$SCRATCH/peregrine; fi
  same_hash "$folder/$profile.h5" alone.h5
  [ "$profile" = default ] || grep -q '^module load' "peregrine-$job.log" ||
    fail "profile $profile loaded no modules"
done
grep -q '^lfs setstripe' peregrine-*.log || fail "no folder was striped"

# Nodes wait for each other before ranks speak: by a ring, since by a tree they do not (on_cluster.sh).
# shellcheck disable=SC2154 # $cluster comes from cluster.sh
grep -q 'COLL_FENCE_RING.*DONE' "$cluster"/n?/slurmd.log || fail "no fence between nodes"
! grep -q COLL_FENCE_TREE "$cluster"/n?/slurmd.log || fail "a fence for which nodes do not wait"

# A job that is submitted again when its file is complete has nothing to do.
again=$(sbatch --parsable --cpus-per-task=1 jobs/single-gpu.sbatch "${short[@]}")
await_success "$again" 30

bench=$(sbatch --parsable --ntasks-per-node=2 --cpus-per-task=1 --gres=gpu:2 \
  jobs/bench.sbatch "${short[@]}")
await_success "$bench" 60
[ "$(cut -f 1 runs/scaling.tsv | tr '\n' ' ')" = 'ranks 1 2 4 ' ] || fail "runs of the benchmark"
[ -z "$(find runs -name 'bench-*')" ] || fail "the benchmark left its ensembles behind"

# A job that takes nothing of the environment it was submitted from: what the profile exports reaches the
# ranks all the same. Here the profile sends them to inputs that are not there.
cp jobs/profiles/default.sh default.sh
{
  declare -p PEREGRINE
  export -p | grep -E ' (OMPI|PRTE)_| TMPDIR='
  echo 'export PEREGRINE_INPUTS=/the/profile/says/so'
} >> jobs/profiles/default.sh
edit multi-node.sbatch output closed.h5
job=$(sbatch --parsable --export=NONE --ntasks-per-node=1 --cpus-per-task=1 --gres=none \
  jobs/multi-node.sbatch "${short[@]}")
wait_until 40 ended "$job"
[ "$(field "$job" ExitCode)" = 3:0 ] || fail "--export=NONE ended with $(field "$job" ExitCode)"
grep -q '/the/profile/says/so' "peregrine-$job.log" || fail "--export=NONE hid the profile's exports from the ranks"
cp default.sh jobs/profiles/default.sh

# A launcher that ends with 1 and has started nothing: that is no error of the program, and the job may try
# again (255), ten times in a row.
echo 'launcher=(srun --mpi=there_is_none)' >> jobs/profiles/default.sh
edit requeue.sbatch output never.h5
nodes=(--ntasks-per-node=1 --cpus-per-task=1 --gres=none)
job=$(PEREGRINE_RESTARTS=0 sbatch --parsable "${nodes[@]}" jobs/requeue.sbatch "${short[@]}")
wait_until 20 ended "$job"
[ "$(field "$job" ExitCode)" = 255:0 ] || fail "a launcher that starts nothing ended the job with $(field "$job" ExitCode)"
grep -q 'no rank was started' "peregrine-$job.log" || fail "the log does not say that no rank was started"
# The next job's number is known; nine tries of it lie behind it.
printf '\n%.0s' {1..9} > "runs/.not-started-$((job + 1))"
job=$(sbatch --parsable "${nodes[@]}" jobs/requeue.sbatch "${short[@]}")
wait_until 20 ended "$job"
grep -q '10 tries in a row' "peregrine-$job.log" || fail "a job goes back into the queue for ever"
mv default.sh jobs/profiles/default.sh

# A profile that is none, and a name that would be a path, end the job with a message.
for profile in nowhere ../default; do
  job=$(PEREGRINE_PROFILE=$profile sbatch --parsable jobs/single-gpu.sbatch --cpus-per-task=1)
  wait_until 20 ended "$job"
  [ "$(field "$job" ExitCode)" = 2:0 ] || fail "profile $profile ended with $(field "$job" ExitCode)"
done
echo "every script passed"
