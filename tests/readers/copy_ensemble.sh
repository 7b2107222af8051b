#!/usr/bin/env bash
# usage: copy_ensemble.sh TOOL FILE FOLDER PEREGRINE
# A copy that TOOL makes of an ensemble file has the same values and the content hash that `peregrine
# verify` finds in the file. TOOL: xarray_netcdf4, xarray_h5netcdf, nccopy or h5repack.
# Exit code 77 where it is not installed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tool=$1
file=$2
folder=$3
peregrine=$4
python=${PYTHON:-/usr/bin/python3}
mkdir -p "$folder"
copy=$folder/$tool.h5
rm -f "$copy"

skip() {
  echo "skipped: $1"
  exit 77
}

# netCDF 4.9.0 compresses no file with a variable of strings, unless told to leave those alone.
compress_by_nccopy() {
  nccopy -s -d 1 "$file" "$copy" 2> "$folder/nccopy.log" && return
  grep -q 'Filter error' "$folder/nccopy.log" || { cat "$folder/nccopy.log"; return 1; }
  local strings=()
  while read -r name; do strings+=(-F "/$name,none"); done < <(
    ncdump -h "$file" | sed -n 's/^\tstring \([a-z_0-9]*\)(.*/\1/p')
  nccopy -s -d 1 "${strings[@]}" "$file" "$copy"
}

case $tool in
  xarray_*) "$python" "$here/copy_by_xarray.py" "${tool#xarray_}" "$file" "$copy" ;;
  nccopy)
    command -v nccopy > /dev/null || skip "nccopy is not installed"
    compress_by_nccopy
    ;;
  h5repack)
    command -v h5repack > /dev/null || skip "h5repack is not installed"
    h5repack -f SHUF -f GZIP=1 "$file" "$copy"
    ;;
esac

for name in "$file" "$copy"; do
  "$python" "$here/table_of.py" h5py "$name" | sort > "$folder/$tool.$(basename "$name").table"
done
"$python" "$here/compare_tables.py" "$folder/$tool.$(basename "$file").table" \
  "$folder/$tool.$(basename "$copy").table"
hash_of_copy() {
  case $tool in
    # xarray turns texts into strings of variable length, whose lengths peregrine takes from no file.
    xarray_*) "$python" "$here/content_hash.py" "$copy" ;;
    *) "$peregrine" verify "$copy" | grep -oE '[0-9a-f]{64}' ;;
  esac
}
original_hash=$("$peregrine" verify "$file" | grep -oE '[0-9a-f]{64}')
copied_hash=$(hash_of_copy)
[ "$original_hash" = "$copied_hash" ] ||
  { echo "content hash $copied_hash of the copy, $original_hash of the file"; exit 1; }
echo "content hash $original_hash, also of the copy"
