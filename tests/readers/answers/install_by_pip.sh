#!/usr/bin/env bash
# usage: install_by_pip.sh ENSEMBLE FOLDER
# Installs the Python package into a virtual environment in FOLDER, without a network, and asks it something.
# Exit code 77 where pip, venv or a package that it builds on is not installed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ensemble=$1 folder=$2
python=${PYTHON:-/usr/bin/python3}
for module in venv ensurepip pip setuptools xarray; do
  "$python" -c "import $module" 2> /dev/null || { echo "skipped: Python has no $module"; exit 77; }
done
rm -rf "$folder"
mkdir -p "$folder"
# pip leaves its build in the sources.
cp -r "$here/../../../readers/python" "$folder/sources"
"$python" -m venv --system-site-packages "$folder/venv"
offline=()
if unshare --net true 2> /dev/null; then
  offline=(unshare --net)
fi
"${offline[@]}" "$folder/venv/bin/pip" install --no-index --no-build-isolation --quiet "$folder/sources"
cd /
"$folder/venv/bin/python" - "$ensemble" "$folder" << 'PYTHON'
import sys

import peregrine_ensemble as pe
from peregrine_ensemble import world_map

path, folder = sys.argv[1:]
assert pe.__file__.startswith(f"{folder}/venv/"), pe.__file__
run = pe.open(path)
assert run.sizes["year"] == 11 and run.country.values[0] == "ABW"
print(run.pe.fan("SYR", "DEU", year=2030))
# The table of shapes came along.
assert world_map.importlib.resources.files("peregrine_ensemble").joinpath("country_shapes.csv").is_file()
PYTHON
