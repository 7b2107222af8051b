#!/usr/bin/env bash
# ncwa -a country over a file whose countries are named by a character array, country(country, length).
# Expected: the mean of the numbers, and no codes, which have no mean.
# Seen (NCO 5.1.4, and 5.3.3 of Debian 13): the letters are averaged as bytes. The mean of CIV, DEU
# and TUR is "ILT", and `cell_methods` says "country: mean".
# Hurt: who averages over named places or members: the result bears a code of its own that looks like
# a place (three letters of ISO 3166 easily are one), and joins with tables by it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/unpack.sh"

unpack_debian nco=5.1.4-1+deb12u1 netcdf-bin=1:4.9.0-3+b1
ncgen -k nc4 -o people.nc << CDL
netcdf people {
dimensions: country = 3; length = 3;
variables: char country(country, length); double people(country);
data: country = "CIV", "DEU", "TUR"; people = 1, 2, 6;
}
CDL
ncwa -O -a country people.nc out.nc
now=$(ncdump out.nc | sed -n 's/^ \(country\|people\) = \(.*\) ;/\2/p' | paste -sd ' ')
judge '3' '"ILT" 3' "$now"
