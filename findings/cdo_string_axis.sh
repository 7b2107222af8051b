#!/usr/bin/env bash
# CDO and an axis whose coordinate is a variable of strings (`string country(country)`, CF-1.8; what
# xarray writes for any data with country codes as an index).
# Expected: CDO, which has no texts, says so and keeps the numbers, as it does beside other texts.
# Seen (2.1.1, and 2.5.1 of Debian 13): it leaves out every variable over that axis. The same codes
# as a character array (`char country(country, length)`) cost nothing. A sum over "all variables" is
# then one over those without countries, with exit code 0.
# Hurt: who hands files with named axes (countries, stations, basins) from xarray to CDO.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/unpack.sh"

unpack_debian cdo=2.1.1-1+deb12u1 netcdf-bin=1:4.9.0-3+b1
file_with() {
  ncgen -k nc4 -o "$1.nc" << CDL
netcdf file {
dimensions: year = 2; country = 3; length = 3;
variables: int year(year); $2 double people(year, country); double world(year);
data: year = 2020, 2021; country = "CIV", "DEU", "TUR"; people = 1, 2, 3, 4, 5, 6; world = 6, 15;
}
CDL
}
file_with strings 'string country(country);'
file_with letters 'char country(country, length);'
now="strings: $(cdo -s showname strings.nc 2> /dev/null | xargs), exit code $?;"
now="$now letters: $(cdo -s showname letters.nc 2> /dev/null | xargs)"
judge "strings: people world, exit code 0; letters: people world" \
  "strings: world, exit code 0; letters: people world" "$now"
