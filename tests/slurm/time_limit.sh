#!/usr/bin/env bash
# usage: time_limit.sh PEREGRINE
# The same as requeue.sh by SLURM's own time limit, which it checks at half minutes only: a run of three
# minutes with a limit of one. Takes five minutes.
set -euo pipefail
# shellcheck source=submit.sh
source "$(dirname "$0")/submit.sh"
start_cluster
make_tree "$1"

# How many draws take three minutes here is measured first, on as many ranks as will run.
edit requeue.sbatch output measured.h5
nodes=(--ntasks-per-node=1 --cpus-per-task=1 --gres=none)
job=$(sbatch --parsable "${nodes[@]}" jobs/requeue.sbatch --draws 16384 --keep 16 --to 2021)
wait_until 30 in_state "$job" RUNNING
began=${EPOCHREALTIME/[.,]/}
await_success "$job" 120
draws=$((180 * 16384 * 1000000 / (${EPOCHREALTIME/[.,]/} - began)))

edit requeue.sbatch output limited.h5
job=$(sbatch --parsable "${nodes[@]}" --time=00:01:00 --signal=B:USR1@20 \
  jobs/requeue.sbatch --draws "$draws" --keep 16 --to 2021)
await_success "$job" 900
restarts=$(field "$job" Restarts)
echo "$draws draws, $restarts restarts"
[ "$restarts" -ge 2 ] || fail "a run of three limits took $restarts restarts"
"$PEREGRINE" run inputs/scenarios/reference.toml -o alone.h5 --draws "$draws" --keep 16 --to 2021 --quiet
same_hash runs/limited.h5 alone.h5
