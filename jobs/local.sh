#!/usr/bin/env bash
# usage: jobs/local.sh [options of `peregrine run`]
# From a bare Debian 12 to the reference forecast: installs what is missing, builds in build/, runs
# inputs/scenarios/reference.toml, prints the result and leaves runs/reference.h5 (or what -o says),
# and a page that shows it, runs/report.html (or beside what -o says), in place of what was there.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

bash "$root/jobs/install_packages.sh"
bash "$root/jobs/build.sh" release build peregrine

ensemble=$root/runs/reference.h5
output=(-o "$ensemble")
page=$root/runs/report.html
# Where the options name a file, or ask for none, it is theirs.
expected=
for argument in "$@"; do
  if [ -n "$expected" ]; then
    ensemble=$argument
    expected=
    continue
  fi
  case $argument in
    -o | --output) output=() expected=yes ;;
    --output=*) output=() ensemble=${argument#--output=} ;;
    -o*) output=() ensemble=${argument#-o} ;;
    --dry-run | --help | -h) page= ;;
  esac
done
[ ${#output[@]} -gt 0 ] || page=${page:+${ensemble%.*}.html}
mkdir -p "$root/runs"
"$root/build/peregrine" run "$root/inputs/scenarios/reference.toml" --overwrite "${output[@]}" "$@"
[ -z "$page" ] || "$root/build/peregrine" report "$ensemble" -o "$page"
