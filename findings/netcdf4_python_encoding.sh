#!/usr/bin/env bash
# netCDF4-python reads the names of a character array with the attribute `_Encoding` (netCDF's own
# convention for text beyond ASCII) by decoding the whole array at once and cutting the result into
# rows of as many *letters* as a row has *bytes*.
# Expected: each name as it was written, which is what the convention is for.
# Seen (1.6.2, and 1.7.2 of Debian 13): from the first letter beyond ASCII on, every row begins with
# letters of the next one; no warning. xarray, which decodes by itself, reads the same file rightly.
# Hurt: who takes country or station names by netCDF4 from a file that netCDF4, xarray or nccopy
# wrote with `_Encoding`; names after the first accent match nothing, or the wrong row.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/unpack.sh"

needs /usr/bin/python3
unpack_debian python3-netcdf4=1.6.2-1+b1
now=$(/usr/bin/python3 - << 'PYTHON' 2> /dev/null
import netCDF4

names = ["Curaçao", "Germany", "Türkiye"]
with netCDF4.Dataset("names.nc", "w") as file:
    file.createDimension("country", 3)
    file.createDimension("length", 10)
    name = file.createVariable("name", "S1", ("country", "length"))
    rows = [value.encode().ljust(10, b"\0") for value in names]
    for index, row in enumerate(rows):
        name[index] = [row[i:i + 1] for i in range(10)]
    name._Encoding = "utf-8"
with netCDF4.Dataset("names.nc") as file:
    print([value.replace("\0", ".") for value in file["name"][:].tolist()])
PYTHON
)
judge "['Curaçao...', 'Germany...', 'Türkiye...'] but for the padding" \
  "['Curaçao..G', 'ermany...T', 'ürkiye']" "$now"
