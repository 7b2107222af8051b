#!/usr/bin/env bash
# usage: several_hosts.sh PEREGRINE
# Ranks on three hosts that only a network joins: what ranks of one machine do by shared memory goes another
# way there, which a test on one machine never takes. The hosts are network namespaces with names of their
# own, joined by a bridge; mpirun reaches them by a remote shell that is `ip netns exec`. All of it is in
# a namespace of this test and gone with it. 77: this machine has no MPI, or does not let us.
set -euo pipefail
hosts=3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

skip() {
  echo "skipped: $1"
  exit 77
}

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

if [ "${2:-}" != inside ]; then
  PATH=$PATH:/usr/sbin:/sbin
  export PATH
  for program in mpirun ip unshare; do
    command -v "$program" > /dev/null || skip "no $program (Debian: openmpi-bin, iproute2, util-linux)"
  done
  [ "$(id -u)" = 0 ] || skip "network namespaces are made as root"
  unshare --net --mount --uts --propagation private \
    sh -c 'mount -t tmpfs hosts /run && ip link add name left type veth peer name right' 2> /dev/null ||
    skip "no network namespaces or veth devices here (a container without CAP_SYS_ADMIN and CAP_NET_ADMIN?)"
  exec unshare --net --mount --uts --propagation private bash "$here/several_hosts.sh" "$(realpath "$1")" inside
fi

peregrine=$1
inputs=$(cd "$here/../../inputs" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# The names of namespaces lie in /run/netns, those of hosts in /etc/hosts; both are this test's own.
mount -t tmpfs hosts /run
mkdir /run/netns
echo '127.0.0.1 localhost' > names
ip link add name switch type bridge
ip link set switch up
list=
for ((host = 1; host <= hosts; host++)); do
  name=host$host
  ip netns add "$name"
  ip link add name "to-$name" type veth peer name eth0 netns "$name"
  ip link set "to-$name" master switch up
  ip -n "$name" address add "10.77.0.$host/24" dev eth0
  ip -n "$name" link set eth0 up
  ip -n "$name" link set lo up
  echo "10.77.0.$host $name" >> names
  list+=${list:+,}$name:1
done
mount --bind names /etc/hosts

cat > remote_shell << 'REMOTE'
#!/bin/sh
# remote_shell HOST COMMAND...: as ssh, the words of the command are joined and given to a shell.
host=$1
shift
exec ip netns exec "$host" unshare --uts sh -c 'hostname "$0" && exec sh -c "$1"' "$host" "$*"
REMOTE
chmod +x remote_shell

# shellcheck source=../environment.sh
source "$here/../environment.sh"
export OMPI_MCA_plm_rsh_agent=$scratch/remote_shell PRTE_MCA_plm_ssh_agent=$scratch/remote_shell
short=("$inputs/scenarios/reference.toml" --inputs "$inputs" --draws 5000 --keep 16 --to 2021 --threads 1 -q)

"$peregrine" run "${short[@]}" -o alone.h5
code=0
timeout --signal=KILL 150 ./remote_shell host1 "cd $scratch && mpirun --timeout 120 --host $list -n $hosts \
  $peregrine run ${short[*]} -o together.h5" > log 2>&1 || code=$?
[ "$code" = 0 ] || { cat log >&2; fail "mpirun on $hosts hosts ended with $code"; }
# Quiet runs say nothing; a library that complains is heard. What mpirun has to say of its own remote shell
# is not the program's.
if grep -v '\] plm:' log >&2; then
  fail "a run on $hosts hosts that is asked to be quiet says something"
fi
content_hash() {
  "$peregrine" verify "$1" | awk '$1 == "content" { print $2 }'
}
[ -n "$(content_hash alone.h5)" ] || fail "no content hash"
[ "$(content_hash alone.h5)" = "$(content_hash together.h5)" ] || fail "other bits on $hosts hosts"
echo "$hosts hosts: the same content hash"
