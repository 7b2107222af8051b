#!/usr/bin/env bash
# usage: jobs/local.sh [options of `peregrine run`]
# From a bare Debian 12 to the reference forecast: installs what is missing, builds in build/, runs
# inputs/scenarios/reference.toml, prints the result and leaves runs/reference.h5 (or what -o says),
# in place of what was there.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

bash "$root/jobs/install_packages.sh"
bash "$root/jobs/build.sh" release build peregrine

output=(-o "$root/runs/reference.h5")
for argument in "$@"; do
  case $argument in -o* | --output | --output=*) output=() ;; esac
done
mkdir -p "$root/runs"
exec "$root/build/peregrine" run "$root/inputs/scenarios/reference.toml" --overwrite \
  "${output[@]}" "$@"
