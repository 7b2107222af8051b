#!/usr/bin/env bash
# A float variable that netCDF's own BitRound rounded to 9 bits (nc_def_var_quantize), read back in
# another type. netCDF converts on reading; 1, 100 and 7000 fit each type and need no rounding.
# Expected: 1, 100, 7000 in every type: rounding is a matter of writing.
# Seen (netCDF-C 4.9.0, and 4.9.3 of Debian 13): as float and double 1, 100, 7000; as int
# 0, 0, 0, with status NC_NOERR. The attribute that BitRound leaves,
# `_QuantizeBitRoundNumberOfSignificantBits`, has the library round again on reading wherever it
# converts, and of integers it masks the lower bits. As double, 7000.25 of a variable that only
# inherited the attribute (xarray and NCO carry attributes on to results) is 7000.
# Hurt: programs that read numbers of persons or pixels into integers, and R's ncdf4 1.23, which
# reads floats as doubles, on whatever carries the attribute.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/unpack.sh"

needs /usr/bin/python3
unpack_debian libnetcdf19=1:4.9.0-3+b1
now=$(/usr/bin/python3 - << 'PYTHON'
import ctypes

netcdf = ctypes.CDLL("libnetcdf.so.19")
BIT_ROUND, NETCDF4, FLOAT = 3, 0x1000, 5
file, axis, variable = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()


def call(name, *arguments):
    status = getattr(netcdf, name)(*arguments)
    assert status == 0, (name, status)


def read(kind):
    values = (getattr(ctypes, f"c_{kind}") * 3)()
    call(f"nc_get_var_{kind}", file, variable, values)
    return f"{kind} {' '.join(f'{value:g}' for value in values)}"


def create(name, rounded):
    call("nc_create", name, NETCDF4, ctypes.byref(file))
    call("nc_def_dim", file, b"x", ctypes.c_size_t(3), ctypes.byref(axis))
    call("nc_def_var", file, b"stock", FLOAT, 1, ctypes.byref(axis), ctypes.byref(variable))
    if rounded:
        call("nc_def_var_quantize", file, variable, BIT_ROUND, 9)
    else:
        bits = ctypes.c_int(9)
        call("nc_put_att_int", file, variable, b"_QuantizeBitRoundNumberOfSignificantBits", 4,
             ctypes.c_size_t(1), ctypes.byref(bits))
    call("nc_enddef", file)
    values = (1, 100, 7000) if rounded else (1, 100, 7000.25)
    call("nc_put_var_float", file, variable, (ctypes.c_float * 3)(*values))
    call("nc_close", file)
    call("nc_open", name, 0, ctypes.byref(file))


create(b"rounded.nc", True)
found = [read("float"), read("double"), read("int")]
call("nc_close", file)
create(b"inherited.nc", False)
found += ["inherited", read("float"), read("double")]
call("nc_close", file)
print(*found)
PYTHON
)
numbers="1 100 7000"
judge "float $numbers double $numbers int $numbers inherited float $numbers.25 double $numbers.25" \
  "float $numbers double $numbers int 0 0 0 inherited float $numbers.25 double $numbers" "$now"
