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
inputs=()
# What the options say of the files; the page lies beside an ensemble that they name.
next=
for argument in "$@"; do
  case $next$argument in
    output:*) ensemble=$argument ;;
    inputs:*) inputs=(--inputs "$argument") ;;
    -o | --output) output=() next=output: && continue ;;
    --output=*) output=() ensemble=${argument#--output=} ;;
    -o*) output=() ensemble=${argument#-o} ;;
    --inputs) next=inputs: && continue ;;
    --inputs=*) inputs=("$argument") ;;
    --dry-run | --help | -h) page= ;;
  esac
  next=
done
if [ ${#output[@]} = 0 ] && [ -n "$page" ]; then
  page=${ensemble%.h5}.html
fi
mkdir -p "$root/runs"
"$root/build/peregrine" run "$root/inputs/scenarios/reference.toml" --overwrite "${output[@]}" "$@"
[ -z "$page" ] || "$root/build/peregrine" report "$ensemble" -o "$page" "${inputs[@]}"
