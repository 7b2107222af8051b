#!/usr/bin/env bash
# The mean of a byte variable in NCO's two programs that can take one.
# Expected: both keep the type of the variable and round, so that 0.667 is 1.
# Seen (5.1.4, and 5.3.3 of Debian 13): ncwa rounds (1), ncap2 cuts off (0). --dbl, "promote b4
# arithmetic", is the default and changes neither. Totals wrap in both, as the kept type lets expect.
# `ncap2 -s 'mean=(flag*1.0).avg()'` gives 0.667.
# Hurt: who takes the share of flags, levels of alert, or a land mask: 0 and 1 both look like an
# answer, and which of them it is depends on the program.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/unpack.sh"

unpack_debian nco=5.1.4-1+deb12u1 netcdf-bin=1:4.9.0-3+b1
ncgen -k nc4 -o flags.nc << CDL
netcdf flags {
dimensions: day = 3; n = 18;
variables: byte flag(day); byte level(n);
data: flag = 0, 1, 1; level = $(yes 100 | head -n 18 | paste -sd ,);
}
CDL
value_of() { ncdump -v "$1" "$2" | sed -n "s/^ $1 = \(.*\) ;/\1/p"; }
ncwa -O -v flag flags.nc mean.nc
ncwa -O -y ttl -v level flags.nc total.nc
ncap2 -O -v -s 'mean=flag.avg();total=level.total();real=(flag*1.0).avg()' flags.nc both.nc
now="ncwa $(value_of flag mean.nc) and total $(value_of level total.nc);"
now="$now ncap2 $(value_of mean both.nc) and total $(value_of total both.nc),"
now="$now by 1.0 $(value_of real both.nc)"
judge "ncwa 1 and total 8; ncap2 1 and total 8, by 1.0 0.666666666666667" \
  "ncwa 1 and total 8; ncap2 0 and total 8, by 1.0 0.666666666666667" "$now"
