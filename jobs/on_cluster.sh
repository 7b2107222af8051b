# shellcheck shell=bash
# What all job scripts share; they read it from the folder that holds jobs/. It takes over the machine
# profile and gives them $peregrine, $runs, run_ensemble and requeue_unfinished.
#
# PEREGRINE_PROFILE     name of a file of jobs/profiles/, without .sh; `default` if not set
# PEREGRINE             the program; if not set build/peregrine, else the one on the path
# PEREGRINE_JOB_DEVICE  device of `peregrine run` in place of the profile's
# PEREGRINE_RESTARTS    how often a job may go back into the queue by itself; 100 if not set

end_with() {
  printf 'job: %s\n' "$2" >&2
  exit "$1"
}

# SLURM signals this shell before the time limit (SIGUSR1, by --signal=B:USR1@...) and when the job is
# cancelled or preempted (SIGTERM). The ranks get SIGUSR1 in either case: srun and mpirun hand it on,
# whereas mpirun kills its ranks on SIGTERM.
launched=
signals=0
cancelled=no
stop_ranks() {
  signals=$((signals + 1))
  [ -z "$launched" ] || kill -USR1 "$launched" 2> /dev/null || true
}
trap stop_ranks USR1
trap 'cancelled=yes; stop_ranks' TERM

profile=${PEREGRINE_PROFILE:-default}
[[ $profile =~ ^[A-Za-z0-9_-]+$ ]] || end_with 2 "PEREGRINE_PROFILE = $profile is no name of a profile"
[ -r "jobs/profiles/$profile.sh" ] || end_with 2 "there is no jobs/profiles/$profile.sh in $PWD"
# shellcheck source=profiles/default.sh
source "jobs/profiles/$profile.sh"
load_modules

# Results go below the profile's $runs; where the job makes that folder, its files are striped.
# shellcheck disable=SC2154 # $runs is the profile's
if [ ! -d "$runs" ]; then
  mkdir -p "$runs"
  stripe "$runs"
fi

peregrine=${PEREGRINE:-$PWD/build/peregrine}
[ -x "$peregrine" ] || peregrine=$(command -v peregrine) ||
  end_with 2 "no program: build it (bash jobs/build.sh release build peregrine) or set PEREGRINE"

# srun no longer takes this over from the job, from SLURM 22.05 on.
export SRUN_CPUS_PER_TASK=${SLURM_CPUS_PER_TASK:-1}

# Ranks that srun starts leave MPI_Init together. By SLURM's own choice, a tree for fences without data,
# nodes do not wait for each other in release 22.05, and a rank that is spoken to too early dies.
export SLURM_PMIX_FENCE=${SLURM_PMIX_FENCE:-ring}

# A job of `sbatch --export=NONE` would have srun hand nothing of its environment on to the ranks, neither
# modules nor what the profile exports.
unset SLURM_EXPORT_ENV

# Starts in a row of which no rank came up, kept over restarts of the job; after so many it gives up, since
# then it is hardly a node that is not ready yet.
not_started=$runs/.not-started-${SLURM_JOB_ID:-0}
most_not_started=10

# run_ensemble RANKS SCENARIO FILE [options]: `peregrine run` on so many ranks, which goes on where an
# earlier start of the job stopped, with as many threads as SLURM gives a rank CPUs; returns its exit code.
run_ensemble() {
  local ranks=$1 scenario=$2 file=$3 code=0 last seen started
  shift 3
  # Rank 0 leaves a file as it comes up. Its name is new each time: a network file system remembers for a
  # while that a name is not there.
  rm -f "$runs/.started-${SLURM_JOB_ID:-0}"-*
  started=$runs/.started-${SLURM_JOB_ID:-0}-${SLURM_RESTART_COUNT:-0}-$RANDOM
  # Stopped before it has begun.
  [ "$signals" = 0 ] || return 75
  # shellcheck disable=SC2154 # $launcher and $device are the profile's
  "${launcher[@]}" -n "$ranks" \
    sh -c '[ "${SLURM_PROCID:-0}" != 0 ] || : > "$0"; exec "$@"' "$started" \
    "$peregrine" run "$scenario" -o "$file" --resume --threads "$SRUN_CPUS_PER_TASK" \
    --device "${PEREGRINE_JOB_DEVICE:-$device}" "$@" &
  launched=$!
  # A signal ends `wait` early; the next one returns the run's own code, or 127 if there is no more.
  while :; do
    seen=$signals
    last=0
    wait "$launched" || last=$?
    if [ "$last" != 127 ] || [ "$code" = 0 ]; then code=$last; fi
    [ "$seen" != "$signals" ] || break
  done
  launched=
  # Where a node refused to start its ranks, srun returns 0 (SLURM 22.05) or 1 (24.11), which is not the
  # program's then.
  if [ -e "$started" ]; then
    rm -f "$started" "$not_started"
    if [ "$code" = 0 ] && [ ! -e "$file" ]; then code=255; fi
  elif [ "$code" = 0 ] || [ "$code" = 1 ]; then
    code=255
    echo "job: no rank was started" >&2
    echo >> "$not_started"
  fi
  return "$code"
}

# requeue_unfinished CODE: ends the job with the code of its run; unless the run is done, or the code says
# that another try would fail as well, the job goes back into the queue first. So it does after 75, "not
# finished", and after codes that are not the program's but of a launcher that lost a rank or a node.
requeue_unfinished() {
  local code=$1 restarts=${SLURM_RESTART_COUNT:-0}
  case $code in 0 | 1 | 2 | 3 | 4 | 126 | 127) exit "$code" ;; esac
  [ "$cancelled" = no ] || end_with "$code" "ended by SLURM; unless SLURM starts it again, submit it again to go on"
  if [ -e "$not_started" ] && [ "$(wc -l < "$not_started")" -ge "$most_not_started" ]; then
    rm -f "$not_started"
    end_with "$code" "no rank was started in $most_not_started tries in a row: the launcher says above why"
  fi
  [ "$restarts" -lt "${PEREGRINE_RESTARTS:-100}" ] ||
    end_with "$code" "not finished after $restarts restarts; submit it again to go on"
  echo "job: exit code $code after $restarts restarts, back into the queue"
  scontrol requeue "$SLURM_JOB_ID"
  exit "$code"
}
