#!/usr/bin/env bash
# Attributes of a netCDF-4 file in jsfive, the reader of HDF5 in JavaScript alone.
# Expected: all of them; h5wasm has them.
# Seen (0.4.2): of a group with eight attributes all, of one with nine none. From the ninth on HDF5
# keeps them in a heap ("dense storage"), which jsfive passes over without a word. Variables have
# fewer of their own: netCDF itself adds up to five to each.
# Hurt: web pages that show a file's title or history, or that need `units`, `_FillValue` and
# `scale_factor` of a well described variable: they get undefined, and 9.97e36 for missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/unpack.sh"

unpack_debian netcdf-bin=1:4.9.0-3+b1
unpack_npm jsfive@0.4.2 h5wasm@0.10.3
for count in 8 9; do
  # The first is netCDF's own `_NCProperties`.
  attributes=$(for ((i = 2; i <= count; i++)); do echo ":note_$i = \"text\";"; done)
  ncgen -k nc4 -o "$count.nc" << CDL
netcdf file {
dimensions: n = 2;
variables: float heat(n); $attributes
data: heat = 1, 2;
}
CDL
done
cat > count.mjs << 'NODE'
import fs from "fs";
import * as jsfive from "jsfive";
import h5wasm from "h5wasm/node";
await h5wasm.ready;
for (const name of ["8.nc", "9.nc"]) {
  const bytes = new Uint8Array(fs.readFileSync(name));
  const counts = [new jsfive.File(bytes.buffer, name), new h5wasm.File(name, "r")]
    .map((file) => Object.keys(file.attrs).length);
  console.log(`jsfive ${counts[0]} h5wasm ${counts[1]}`);
}
NODE
now=$(node count.mjs 2> /dev/null | paste -sd ' ')
judge "jsfive 8 h5wasm 8 jsfive 9 h5wasm 9" "jsfive 8 h5wasm 8 jsfive 0 h5wasm 9" "$now"
