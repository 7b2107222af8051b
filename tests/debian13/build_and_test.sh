#!/usr/bin/env bash
# usage: build_and_test.sh PEREGRINE FOLDER
# On Debian 12, as root: makes a root of Debian 13 in FOLDER, from the mirror that apt uses here, or takes
# the one that is there; installs the packages and builds in it by the project's own scripts, with warnings
# as errors; compares the content hash of a run with that of PEREGRINE, the program of this machine; and
# runs the tests of what differs most between releases: the store, the command line, MPI and other
# people's readers, but for long ones that ask about the model. PEREGRINE_DEBIAN13=all: both lines of README.md, and so the whole suite; `no`: nothing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_folder=$(cd "$here/../.." && pwd)
# shellcheck source=../copy_sources.sh
source "$here/../copy_sources.sh"
peregrine=$(realpath "$1")
folder=$2
root=$folder/root
tree=/root/peregrine
mode=${PEREGRINE_DEBIAN13:-part}

skip() {
  echo "skipped: $1"
  exit 77
}

# What this machine has to be and to have.
[ "$mode" != no ] || skip "PEREGRINE_DEBIAN13=no"
# shellcheck source=/dev/null
[ "$(. /etc/os-release && echo "$ID $VERSION_ID")" = 'debian 12' ] ||
  skip "this is not Debian 12; the suite of a Debian 13 needs no second one"
[ "$(id -u)" = 0 ] || skip "a root of Debian 13 is made as root"
unshare --mount true 2> /dev/null || skip "no mounts here (a container without CAP_SYS_ADMIN?)"
PATH=$PATH:/usr/sbin:/sbin
command -v debootstrap > /dev/null || skip "no debootstrap"
# shellcheck disable=SC2016 # $(SITE) is apt's
mirror=$(apt-get indextargets --format '$(SITE)' 'Codename: bookworm' 'Component: main' | head -n 1)
[ -n "$mirror" ] || skip "apt knows no mirror of Debian 12 (no apt-get update yet?)"

make_root() {
  local release=$folder/InRelease
  mkdir -p "$folder"
  /usr/lib/apt/apt-helper download-file "$mirror/dists/trixie/InRelease" "$release" > /dev/null 2>&1 ||
    skip "$mirror has no Debian 13, or is out of reach"
  rm -rf "$root"
  # Its packages must be signed by Debian's keys, as those of this machine are.
  if ! debootstrap --variant=minbase --include=ca-certificates trixie "$root" "$mirror" \
    > "$folder/debootstrap.log" 2>&1; then
    tail -n 20 "$folder/debootstrap.log" >&2
    return 1
  fi
  # It can be made anew, so that its packages need not wait for the disk.
  echo force-unsafe-io > "$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
  # A proxy, if apt has one here.
  apt-config dump | grep -E '^Acquire::https?::Proxy' > "$root/etc/apt/apt.conf.d/90proxy" || true
  touch "$folder/made"
}

cache=$(ccache --get-config cache_dir 2> /dev/null || echo "$folder/ccache")
mkdir -p "$cache"
in_root() {
  bash "$here/in_root.sh" "$root" "$cache" "$@"
}

began=$SECONDS
step() {
  echo "debian13: $1 ($((SECONDS - began)) s)"
}

[ -e "$folder/made" ] || make_root
step 'a root of Debian 13 is there'
cp /etc/resolv.conf /etc/hosts "$root/etc/"
copy_sources "$root$tree"
in_root bash "$tree/jobs/install_packages.sh" tests > "$folder/packages.log" 2>&1 ||
  { tail -n 20 "$folder/packages.log" >&2; exit 1; }
step 'packages are there'

if [ "$mode" = all ]; then
  in_root bash "$tree/jobs/local.sh"
  in_root bash "$tree/tests/run.sh"
else
  in_root bash "$tree/jobs/build.sh" tests build-tests \
    peregrine test_store test_cli test_mpi write_sample_ensemble answers_of_cpp example_answers > "$folder/build.log" 2>&1 ||
    { grep -m 40 -E 'error|warning|FAILED' "$folder/build.log" >&2 || tail -n 40 "$folder/build.log" >&2; exit 1; }
fi
step 'it is built'

# One content hash for both releases: of all that a draw goes through, to the last year.
content_hash() {
  awk '$1 == "content" { print $2 }'
}
run=(inputs/scenarios/reference.toml --draws 200 --to 2050 -q)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
(cd "$source_folder" && "$peregrine" run "${run[@]}" -o "$scratch/12.h5")
here_hash=$("$peregrine" verify "$scratch/12.h5" | content_hash)
there_hash=$(in_root bash -euc "cd $tree; rm -f /tmp/13.h5; build-tests/peregrine run ${run[*]} -o /tmp/13.h5
  build-tests/peregrine verify /tmp/13.h5" | content_hash)
if [ -z "$here_hash" ] || [ "$here_hash" != "$there_hash" ]; then
  echo "200 draws to 2050: content hash $here_hash on Debian 12, $there_hash on Debian 13" >&2
  exit 1
fi
step "200 draws to 2050 have content hash $here_hash on both"

if [ "$mode" != all ]; then
  of_the_model='[.](Decompose|Processors|CompareVariablesOfRuns|ContentHash[.]is_one)|/ShippedScenario[.]'
  in_root bash -c "cd $tree && source tests/environment.sh &&
    ctest --test-dir build-tests --output-on-failure -j2 -R '^(store|cli|mpi|readers)[.]' \
      -E '$of_the_model'"
  step 'the tests of store, command line, MPI and readers have passed'
fi
