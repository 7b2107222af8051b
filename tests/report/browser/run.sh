#!/usr/bin/env bash
# usage: run.sh PEREGRINE FOLDER
# Makes the page of a small run and of another scenario beside it, and looks at it in Chromium. What it
# sees lies in FOLDER. Exit code 77 where Chromium, node or playwright-core (npm) cannot be had.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
peregrine=$(realpath "$1")
folder=$2
python=${PYTHON:-/usr/bin/python3}
scenarios=$here/../../../inputs/scenarios

skip() {
  echo "skipped: $1"
  exit 77
}

chromium=$(command -v chromium || command -v chromium-browser) || skip "chromium is not installed"
command -v node > /dev/null || skip "node is not installed"
command -v npm > /dev/null || skip "npm is not installed"
"$python" -c 'import h5py' 2> /dev/null || skip "$python has no h5py"

mkdir -p "$folder/node"
cp "$here/package.json" "$here/package-lock.json" "$here/page.mjs" "$folder/node/"
timeout 120 npm ci --prefix "$folder/node" --ignore-scripts --no-audit --no-fund --silent ||
  skip "npm cannot get playwright-core"

cd "$folder"
for scenario in reference no-climate-change; do
  "$peregrine" run "$scenarios/$scenario.toml" --draws 64 --keep 32 --to 2030 --overwrite --quiet \
    -o "$scenario.h5"
done
"$peregrine" decompose "$scenarios/reference.toml" --draws 100 --to 2030 --country DEU --json --quiet > shares.json
"$peregrine" report reference.h5 --second no-climate-change.h5 --decomposition shares.json -o page.html
# As many places, years and corridors as a page has.
"$peregrine" run "$scenarios/reference.toml" --draws 64 --overwrite --quiet -o long.h5
"$peregrine" report long.h5 --second long.h5 --decomposition shares.json -o long.html
[ "$(stat -c %s long.html)" -le 2000000 ] || { echo "long.html has more than 2 MB" && exit 1; }
"$python" "$here/../../readers/answers/format_3.py" reference.h5 format_3.h5
"$peregrine" report format_3.h5 -o format_3.html
"$python" "$here/expected.py" reference.h5 no-climate-change.h5 shares.json > expected.json
node node/page.mjs page.html format_3.html expected.json "$chromium" "$PWD"
