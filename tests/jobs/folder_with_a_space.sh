#!/usr/bin/env bash
# usage: folder_with_a_space.sh FOLDER
# Copies the sources into the folder, builds and runs there by the project's own scripts, called from
# elsewhere.
set -euo pipefail
# shellcheck source=../copy_sources.sh
source "$(dirname "${BASH_SOURCE[0]}")/../copy_sources.sh"
folder=$1
[[ $folder == *' '* ]] || { echo "no space in $folder" >&2; exit 2; }
copy_sources "$folder"
cd /
bash "$folder/tests/lint.sh"
bash "$folder/jobs/build.sh" tests build-tests peregrine > "$folder/build.log" 2>&1 ||
  { tail -n 40 "$folder/build.log" >&2; exit 1; }
cd "$folder"
rm -f run.h5
build-tests/peregrine run inputs/scenarios/reference.toml --draws 16 --to 2021 -q -o run.h5
build-tests/peregrine verify run.h5
