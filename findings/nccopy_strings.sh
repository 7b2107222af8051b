#!/usr/bin/env bash
# nccopy -d on a file in which one variable among many is of strings.
# Expected: numbers are compressed and the strings are copied as they are; nccopy's manual excepts
# no type.
# Seen (netCDF 4.9.0): "NetCDF: Filter error: bad id or parameters or duplicate filter", no copy.
# The message names neither the variable nor its type. With `-F /name,none` for each variable of
# strings it works (one -F a variable: the list in one -F that the manual shows does not help), and
# netCDF 4.9.3 needs none of it.
# Hurt: who compresses an archive in which files with names of stations are among others.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/unpack.sh"

unpack_debian netcdf-bin=1:4.9.0-3+b1
ncgen -k nc4 -o stations.nc << CDL
netcdf stations {
dimensions: station = 2; time = 1000;
variables: string name(station); string town(station); double heat(time, station);
data: name = "a", "b"; town = "c", "d";
}
CDL
result_of() {
  rm -f copy.nc
  if nccopy "$@" stations.nc copy.nc > /dev/null 2>&1; then echo -n copied; else echo -n stops; fi
}
now="-d 1 $(result_of -d 1), one -F $(result_of -d 1 -F '/name|/town,none'),"
now="$now two -F $(result_of -d 1 -F /name,none -F /town,none)"
judge "-d 1 copied, one -F copied, two -F copied" "-d 1 stops, one -F stops, two -F copied" "$now"
