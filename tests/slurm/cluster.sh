# shellcheck shell=bash
# A SLURM cluster of two nodes on this machine, for tests: its own munged, slurmctld and two slurmd,
# with free ports, all in one temporary folder. Nothing outside that folder is touched, and only the
# daemons that wrote their pid files into it are ended.
#
#   source cluster.sh
#   start_cluster        # sets $cluster, the folder, and $SLURM_CONF; a trap ends it with the script
#
# A machine without SLURM ends the script with code 77, which CTest takes for "skipped".

cpus_a_node=4
cluster=

skip() {
  echo "skipped: $1"
  exit 77
}

need_slurm() {
  local program missing=()
  # Debian has the daemons in /usr/sbin, which is not on everybody's path.
  PATH=$PATH:/usr/sbin:/sbin
  for program in munged slurmctld slurmd sbatch srun scontrol scancel sinfo squeue; do
    command -v "$program" > /dev/null || missing+=("$program")
  done
  [ ${#missing[@]} = 0 ] || skip "SLURM is not on this machine (no ${missing[*]}); Debian has it in slurmctld, slurmd, slurm-client, munge"
}

# A TCP port that nobody listens on, other than those given.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    case " $* " in *" $port "*) continue ;; esac
    if ! (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
      echo "$port"
      return
    fi
  done
}

# Calls a condition every tenth of a second until it holds.
wait_until() {
  local seconds=$1 i
  shift
  for ((i = 0; i < seconds * 10; i++)); do
    if "$@"; then return 0; fi
    sleep 0.1
  done
  echo "gave up after $seconds s: $*" >&2
  return 1
}

write_configuration() {
  local host user ports=() i
  host=$(hostname -s)
  user=$(id -un)
  for i in 0 1 2; do ports+=("$(free_port "${ports[@]}")"); done
  for i in 0 1; do ln -s /dev/null "$cluster/gpu$i"; done
  cat > "$cluster/slurm.conf" << CONFIGURATION
ClusterName=peregrine
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=${ports[0]}
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$cluster/munge.socket
StateSaveLocation=$cluster/state
SlurmctldPidFile=$cluster/slurmctld.pid
SlurmctldLogFile=$cluster/slurmctld.log
SlurmdDebug=debug
SlurmdSpoolDir=$cluster/%n/spool
SlurmdPidFile=$cluster/%n/slurmd.pid
SlurmdLogFile=$cluster/%n/slurmd.log
TmpFS=$cluster/%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/linux
AccountingStorageType=accounting_storage/none
SlurmdParameters=config_overrides
MpiDefault=pmix
ReturnToService=2
JobRequeue=1
KillWait=3
SlurmctldTimeout=5
SlurmdTimeout=5
SchedulerParameters=sched_interval=2,sched_min_interval=100000,batch_sched_delay=0,bf_interval=2
GresTypes=gpu
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=${ports[1]} CPUs=$cpus_a_node Sockets=1 CoresPerSocket=$cpus_a_node ThreadsPerCore=1 RealMemory=4000 Gres=gpu:2
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=${ports[2]} CPUs=$cpus_a_node Sockets=1 CoresPerSocket=$cpus_a_node ThreadsPerCore=1 RealMemory=4000 Gres=gpu:2
PartitionName=both Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONFIGURATION
  # No cgroups: inside a container there may be none to write to.
  printf 'CgroupPlugin=cgroup/v1\nCgroupAutomount=no\n' > "$cluster/cgroup.conf"
  # Two GPUs a node by name only: SLURM counts them out and sets CUDA_VISIBLE_DEVICES.
  printf 'NodeName=n[1-2] Name=gpu File=%s/gpu[0-1]\n' "$cluster" > "$cluster/gres.conf"
  export SLURM_CONF=$cluster/slurm.conf
  srun --mpi=list 2>&1 | grep -q pmix || skip "this SLURM has no PMIx, by which srun starts ranks"
}

# A node as it is after a boot, without the sockets of steps that were killed.
start_node() {
  rm -rf "${cluster:?}/$1"
  mkdir -p "$cluster/$1/spool"
  slurmd -N "$1"
}

both_nodes_idle() {
  [ "$(sinfo -h -N -o %t 2> /dev/null | sort -u)" = idle ]
}

start_cluster() {
  need_slurm
  # Short: the path of a socket has at most 107 bytes.
  cluster=$(mktemp -d /tmp/slurm.XXXXXX)
  chmod 711 "$cluster"  # munged wants its socket within everybody's reach
  trap stop_cluster EXIT
  trap 'exit 1' INT TERM HUP
  mkdir "$cluster/state"
  head -c 128 /dev/urandom > "$cluster/munge.key"
  chmod 600 "$cluster/munge.key"
  munged --key-file="$cluster/munge.key" --socket="$cluster/munge.socket" \
    --pid-file="$cluster/munged.pid" --log-file="$cluster/munged.log" \
    --seed-file="$cluster/munged.seed"
  write_configuration
  slurmctld -c
  start_node n1
  start_node n2
  wait_until 20 both_nodes_idle
}

# Ends the daemon of a pid file and waits until it is gone.
end_daemon() {
  local pid i
  [ -s "$1" ] || return 0
  pid=$(< "$1")
  kill "$pid" 2> /dev/null || return 0
  for ((i = 0; i < 50; i++)); do
    kill -0 "$pid" 2> /dev/null || return 0
    sleep 0.1
  done
  kill -9 "$pid" 2> /dev/null || true
}

no_jobs() {
  [ -z "$(squeue -h 2> /dev/null)" ]
}

stop_cluster() {
  local code=$?
  trap - EXIT
  set +e
  if [ "$code" != 0 ] && [ "$code" != 77 ]; then show_logs >&2; fi
  if [ -n "$(squeue -h 2> /dev/null)" ]; then
    scancel --user="$(id -un)" 2> /dev/null
    wait_until 10 no_jobs
  fi
  end_daemon "$cluster/n1/slurmd.pid"
  end_daemon "$cluster/n2/slurmd.pid"
  end_daemon "$cluster/slurmctld.pid"
  end_daemon "$cluster/munged.pid"
  rm -rf "$cluster"
  exit "$code"
}

show_logs() {
  local log
  for log in "$cluster"/slurmctld.log "$cluster"/n?/slurmd.log "$cluster/a tree"/*.log; do
    [ -s "$log" ] || continue
    echo "--- last lines of $log"
    tail -n 60 "$log"
  done
}
