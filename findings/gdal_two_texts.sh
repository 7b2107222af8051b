#!/usr/bin/env bash
# gdalmdimtranslate from netCDF to netCDF, of a file with two character arrays over one dimension.
# Expected: a copy; GDAL reads both arrays as strings.
# Seen (3.6.2, and 3.10.3 of Debian 13): the second array is not in the copy; an error, "String match
# to name in use", goes to the terminal, and the exit code is 0. GDAL calls the dimension of the
# letters after the first dimension of the array, station_length, and asks for it twice. Where the file
# has a station_length of its own, as many have, the first array is lost as well.
# Hurt: who converts or subsets by GDAL what has a code and a name for each station.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/unpack.sh"

unpack_debian gdal-bin=3.6.2+dfsg-1+b2 netcdf-bin=1:4.9.0-3+b1
export GDAL_DATA=$room/root/usr/share/gdal PROJ_DATA=$room/root/usr/share/proj
result_of() {
  ncgen -k nc4 -o file.nc << CDL
netcdf file {
dimensions: station = 2; $2
variables: $3
data: $4
}
CDL
  gdalmdimtranslate -q -of netCDF file.nc copy.nc > /dev/null 2>&1
  echo "$1: exit code $?, $(ncdump -h copy.nc | grep -oE '(code|name|heat)\(' | tr -d '(' | xargs)"
  rm -f copy.nc
}
code='char code(station, a);'
heat='double heat(station);'
now=$(
  result_of one 'a = 3;' "$code $heat" 'code = "AAA", "BBB";'
  result_of two 'a = 3; b = 5;' "$code char name(station, b); $heat" 'name = "Arles", "Berne";'
  result_of own 'station_length = 3;' "char code(station, station_length); $heat" 'heat = 1, 2;'
)
now=$(echo "$now" | paste -sd ';')
judge "one: exit code 0, code heat;two: exit code 0, code name heat;own: exit code 0, code heat" \
  "one: exit code 0, code heat;two: exit code 0, code heat;own: exit code 0, heat" "$now"
