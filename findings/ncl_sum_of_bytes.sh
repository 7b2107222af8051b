#!/usr/bin/env bash
# NCL's sum() of a byte variable, for example of flags that are 0 or 1.
# Expected: the sum as an integer; avg() of the same variable is a float.
# Seen (6.6.2): the sum is a byte as well and wraps: 300 ones are 44, and 200 ones are -56.
# No message. num(flag.eq.1) counts them rightly.
# Hurt: who counts flags, months of an event, or cells of a mask that a file keeps as bytes.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/unpack.sh"

unpack_debian ncl-ncarg=6.6.2.dfsg.1-1
export NCARG_ROOT=$room/root/usr
cat > sum.ncl << 'NCL'
flags = new(300, byte)
flags = tobyte(1)
print("sum " + sum(flags) + " and " + sum(flags(:199)) + ", avg " + avg(flags) + ", num " + num(flags .eq. 1))
NCL
now=$(ncl -Q sum.ncl 2> /dev/null | grep -o 'sum.*') || true
judge "sum 300 and 200, avg 1, num 300" "sum 44 and -56, avg 1, num 300" "$now"
