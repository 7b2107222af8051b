#!/usr/bin/env bash
# usage: node_failure.sh PEREGRINE
# A node dies in the middle of a run on two: its slurmd and all processes of the job there end at once.
# SLURM or the script puts the job back into the queue, it goes on when the node is back, and the
# content hash is that of an undisturbed run.
set -euo pipefail
# shellcheck source=submit.sh
source "$(dirname "$0")/submit.sh"
start_cluster
make_tree "$1"
long=(--draws 32768 --keep 16 --to 2021)
every_block=(--checkpoint-every 1)

"$PEREGRINE" run inputs/scenarios/reference.toml -o alone.h5 "${long[@]}" --quiet --threads 1

edit requeue.sbatch output failed.h5
job=$(sbatch --parsable --ntasks-per-node=1 --cpus-per-task=1 --gres=none \
  jobs/requeue.sbatch "${long[@]}" "${every_block[@]}")

# Some blocks must be there, so that the second start has something to go on from.
some_blocks() {
  [ "$(find runs/failed.h5.parts -type f 2> /dev/null | wc -l)" -ge 2 ]
}
wait_until 60 some_blocks

# Process ids of a process and of all that descend from it.
family() {
  local child
  echo "$1"
  for child in $(pgrep -P "$1"); do family "$child"; done
}

# All processes of the job on n2: its slurmstepd (there the title has the step, in n1's as well) and
# their children. The daemon goes first, so that it can not tell the controller.
kill -9 "$(< "$cluster/n2/slurmd.pid")"
killed=0
for step in "$cluster"/n2/spool/n2_"$job".*; do
  [ -e "$step" ] || continue
  # The socket of a step's slurmstepd; who listens there is that process.
  for pid in $(fuser "$step" 2> /dev/null); do
    # shellcheck disable=SC2046
    kill -9 $(family "$pid")
    killed=$((killed + 1))
  done
done
[ "$killed" -gt 0 ] || fail "n2 ran no step of the job"

not_running() {
  ! in_state "$job" 'RUNNING COMPLETING'
}
wait_until 60 not_running
echo "after the failure: $(field "$job" JobState), $(field "$job" Reason), restarts $(field "$job" Restarts)"
in_state "$job" PENDING || fail "the job was not put back into the queue"
[ ! -e runs/failed.h5 ] || fail "half a file has the final name"

start_node n2
await_success "$job" 120
[ "$(field "$job" Restarts)" -ge 1 ] || fail "the job was not started again"
same_hash runs/failed.h5 alone.h5
