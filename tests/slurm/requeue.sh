#!/usr/bin/env bash
# usage: requeue.sh PEREGRINE
# A run four times as long as its limit: jobs/requeue.sbatch stops it and starts it again until it is
# complete, and the content hash is that of a run that was never stopped. Limits and their signals come
# at half minutes only, so that scancel stands in for them: SIGUSR1 to the job's shell, as
# --signal=B:USR1 sends it. A limit is the time that a quarter of the blocks takes, however fast the
# machine is at that moment; a few more may be done before it is seen and while ranks finish theirs.
set -euo pipefail
# shellcheck source=submit.sh
source "$(dirname "$0")/submit.sh"
start_cluster
make_tree "$1"
long=(--draws 24576 --keep 16 --to 2021 --checkpoint-every 1)

# The same run undisturbed.
edit requeue.sbatch output undisturbed.h5
nodes=(--ntasks-per-node=1 --cpus-per-task=1 --gres=none)
job=$(sbatch --parsable "${nodes[@]}" jobs/requeue.sbatch "${long[@]}")
await_success "$job" 90
[ "$(field "$job" Restarts)" = 0 ] || fail "the undisturbed run was disturbed"

blocks=24
limit=$((blocks / 4))

blocks_done() {
  local done
  done=$("$PEREGRINE" status runs/disturbed.h5 2>/dev/null |
    sed -n 's/.*: \([0-9]*\) of .* blocks done.*/\1/p')
  echo "${done:-0}"
}

# Whether the job has done a limit's blocks since its last start, or has ended.
limit_is_reached() {
  hurry "$1"
  ended "$1" || [ $(($(blocks_done) - before)) -ge "$limit" ]
}

not_running() {
  ! in_state "$1" RUNNING
}

edit requeue.sbatch output disturbed.h5
job=$(sbatch --parsable "${nodes[@]}" jobs/requeue.sbatch "${long[@]}")
before=0
signals=0
while wait_until 60 limit_is_reached "$job" && ! ended "$job"; do
  scancel --batch --signal=USR1 "$job"
  signals=$((signals + 1))
  [ "$signals" -le 30 ] || fail "30 starts have not finished the run"
  # Until it is out of the way: the shell stops the ranks, they finish their blocks.
  wait_until 30 not_running "$job"
  before=$(blocks_done)
done
await_success "$job" 10
restarts=$(field "$job" Restarts)
echo "limit $limit blocks of $blocks, $signals signals, $restarts restarts"
# A start that a node refuses is a restart, too, and the last signal may come when all draws are done.
[ "$restarts" -ge 2 ] || fail "a run of four limits was started again $restarts times"
[ "$restarts" -ge $((signals - 1)) ] || fail "$signals limits, but $restarts restarts"
same_hash runs/disturbed.h5 runs/undisturbed.h5
[ ! -e runs/disturbed.h5.parts ] || fail "part files are left"

# A cancelled job keeps what it has and does not come back by itself; submitted again it goes on, here
# with one rank in place of two.
edit requeue.sbatch output cancelled.h5
job=$(sbatch --parsable "${nodes[@]}" jobs/requeue.sbatch "${long[@]}")
wait_until 30 in_state "$job" RUNNING
sleep 1
scancel "$job"
wait_until 30 ended "$job"
in_state "$job" CANCELLED || fail "the cancelled job is $(field "$job" JobState)"
[ ! -e runs/cancelled.h5 ] || fail "a cancelled job has written its file"
sleep 3
in_state "$job" CANCELLED || fail "the cancelled job came back"
job=$(sbatch --parsable --nodes=1 "${nodes[@]}" jobs/requeue.sbatch "${long[@]}")
await_success "$job" 90
same_hash runs/cancelled.h5 runs/undisturbed.h5
