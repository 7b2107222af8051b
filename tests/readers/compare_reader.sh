#!/usr/bin/env bash
# usage: compare_reader.sh READER FILE FOLDER
# Compares what a reader has of an ensemble file, every variable, with what h5py has. Tables go to
# FOLDER, and so does h5wasm, which comes from npm.
# READER: netcdf4, xarray_netcdf4, xarray_h5netcdf, ncdf4, RNetCDF, rhdf5, octave, cdo or h5wasm.
# Exit code 77 where it is not installed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
reader=$1
file=$2
folder=$3
python=${PYTHON:-/usr/bin/python3}
h5wasm=h5wasm@0.10.3
mkdir -p "$folder"
expected=$folder/$reader.expected
found=$folder/$reader.found

skip() {
  echo "skipped: $1"
  exit 77
}

# Its tarball has no dependency and no install script.
install_h5wasm() {
  local room=$folder/h5wasm
  if [ ! -d "$room/node_modules/h5wasm" ]; then
    command -v npm > /dev/null || skip "npm is not installed"
    mkdir -p "$room"
    echo '{"private": true}' > "$room/package.json"
    timeout 60 npm install --prefix "$room" --ignore-scripts --no-audit --no-fund --silent \
      "$h5wasm" || skip "npm cannot get $h5wasm"
  fi
  cp "$here/table_of.mjs" "$room/"
  node "$room/table_of.mjs" "$file"
}

read_table() {
  case $reader in
    ncdf4 | RNetCDF | rhdf5)
      command -v Rscript > /dev/null || skip "R is not installed"
      LC_ALL=C.UTF-8 Rscript "$here/table_of.R" "$reader" "$file"
      ;;
    octave)
      command -v octave-cli > /dev/null || skip "Octave is not installed"
      octave-cli --quiet --no-init-file "$here/table_of.m" "$file" "$expected"
      ;;
    cdo) sh "$here/table_of_cdo.sh" "$file" ;;
    h5wasm) install_h5wasm ;;
    *) "$python" "$here/table_of.py" "$reader" "$file" ;;
  esac
}

# What a reader is known to lack, as patterns of name:kind (docs/formats.md, "Readers").
known=()
case $reader in
  octave) known=(--unreadable '*_name:text') ;;
  cdo)
    known=(--lacks '*:text')
    for axis in realization year quantile batch time month_ahead; do known+=(--lacks "$axis:*"); done
    # Of the monthly variables CDO has those that begin with the months.
    while read -r name; do known+=(--lacks "$name:*"); done < <(
      ncdump -h "$file" | sed -n 's/.* \([a-z_]*\)([a-z]*, time, [a-z_]*) ;/\1/p')
    ;;
esac

"$python" "$here/table_of.py" h5py "$file" > "$expected" || exit
read_table > "$found"
"$python" "$here/compare_tables.py" "$expected" "$found" "${known[@]}"
