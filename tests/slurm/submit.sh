# shellcheck shell=bash
# For the tests of jobs/: a tree to submit from, with the three lines of each script edited as a user
# would edit them, and what jobs have left. Needs cluster.sh. The first argument of a test is the program.

# shellcheck disable=SC2154 # $cluster comes from cluster.sh
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=cluster.sh
source "$here/cluster.sh"

# Open MPI refuses root and more ranks than cores unless told; the test machine may be both.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_mpi_yield_when_idle=1
export PRTE_MCA_rmaps_default_mapping_policy=:oversubscribe
# No shared memory: ranks of both nodes would give their segments the same names, since both nodes are
# one machine. For Open MPI 5 the loopback interface is no way between nodes unless told.
export OMPI_MCA_btl=self,tcp OMPI_MCA_btl_tcp_if_include=lo
# The reference takes half a minute; these runs are to be short. No GPU is asked for, none is needed.
export PEREGRINE_JOB_DEVICE=serial

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

# edit SCRIPT VARIABLE VALUE: puts the value into one of the lines to edit, which must be there once.
edit() {
  [ "$(grep -c "^$2=" "jobs/$1")" = 1 ] || fail "jobs/$1 has no one line $2="
  sed -i "s|^$2=.*|$2=$3|" "jobs/$1"
}

# A copy of jobs/ to submit from, beside a link to inputs/; the current folder from then on.
make_tree() {
  PEREGRINE=$(realpath "$1")
  export PEREGRINE
  # What Open MPI leaves behind when a node dies goes with the cluster.
  export TMPDIR=$cluster/tmp
  # With a space in its name, as a user's folder may have.
  tree="$cluster/a tree"
  mkdir -p "$tree" "$TMPDIR"
  cd "$tree" || exit
  cp -r "$here/../../jobs" jobs
  ln -s "$(realpath "$here/../../inputs")" inputs
  local script
  for script in jobs/*.sbatch; do
    [ "$(grep -c '^#SBATCH --account=my-project --partition=my-partition$' "$script")" = 1 ] ||
      fail "$script has no one line of account and partition"
    sed -i 's|^#SBATCH --account=.*|#SBATCH --account=tests --partition=both|' "$script"
  done
}

# What SLURM knows of a job by `scontrol show`: field JOB NAME.
field() {
  scontrol show job --oneliner "$1" | tr ' ' '\n' | sed -n "s/^$2=//p" | head -n 1
}

in_state() {
  [[ " $2 " == *" $(field "$1" JobState) "* ]]
}

ended() {
  in_state "$1" 'COMPLETED FAILED CANCELLED TIMEOUT NODE_FAIL OUT_OF_MEMORY BOOT_FAIL DEADLINE'
}

# A job that goes back into the queue waits two minutes there. Tests wait two seconds: in the second in
# which it was stopped, a node refuses to start it again.
hurry() {
  local start
  in_state "$1" PENDING || return 0
  start=$(date -d "$(field "$1" StartTime)" +%s 2> /dev/null) || return 0
  [ $((start - $(date +%s))) -gt 10 ] || return 0
  scontrol update JobId="$1" StartTime=now+2 2> /dev/null || true
}

ended_without_delay() {
  hurry "$1"
  ended "$1"
}

# await_success JOB SECONDS
await_success() {
  wait_until "$2" ended_without_delay "$1" || fail "job $1 is $(field "$1" JobState)"
  in_state "$1" COMPLETED || fail "job $1 is $(field "$1" JobState), exit code $(field "$1" ExitCode)"
}

content_hash() {
  "$PEREGRINE" verify "$1" | grep -oE '[0-9a-f]{64}' | head -n 1
}

same_hash() {
  local ours theirs
  ours=$(content_hash "$1")
  theirs=$(content_hash "$2")
  [ -n "$ours" ] || fail "no content hash of $1"
  [ "$ours" = "$theirs" ] || fail "$1 has content hash $ours, $2 has $theirs"
}
