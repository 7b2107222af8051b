#!/usr/bin/env bash
# The largest 16-bit number of a variable without `_FillValue`, in R's two packages for netCDF.
# Expected: 65535 in both, as nothing in the file says that a value is missing.
# Seen (RNetCDF 2.6.2, ncdf4 1.21): NA in RNetCDF, 65535 in ncdf4. RNetCDF takes netCDF's default
# fill value of the type for missing where the file names none; for bytes it does not.
# Hurt: who reads counts, or an image's saturated pixels, in 16 bits: the largest values, and only
# they, vanish from maxima and sums with na.rm.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/unpack.sh"

needs Rscript
unpack_debian r-cran-rnetcdf=2.6-2-1 r-cran-ncdf4=1.21-1 netcdf-bin=1:4.9.0-3+b1
ncgen -k nc4 -o counts.nc << CDL
netcdf counts {
dimensions: n = 3;
variables: ushort count(n); ubyte level(n);
data: count = 1, 65534, 65535; level = 1, 254, 255;
}
CDL
cat > read.R << 'R'
one <- RNetCDF::open.nc("counts.nc")
other <- ncdf4::nc_open("counts.nc")
for (name in c("count", "level")) {
  cat("RNetCDF", RNetCDF::var.get.nc(one, name), "ncdf4", ncdf4::ncvar_get(other, name), "")
}
R
now=$(Rscript read.R | xargs)
judge "RNetCDF 1 65534 65535 ncdf4 1 65534 65535 RNetCDF 1 254 255 ncdf4 1 254 255" \
  "RNetCDF 1 65534 NA ncdf4 1 65534 65535 RNetCDF 1 254 255 ncdf4 1 254 255" "$now"
