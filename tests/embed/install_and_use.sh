#!/usr/bin/env bash
# Installs the build, and builds a program against it that prints numbers of the kernels: twice, for
# two CPU levels, which have to agree. install_and_use.sh BUILD_FOLDER SCRATCH_FOLDER
set -euo pipefail
build=$1
scratch=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
rm -rf "$scratch"
mkdir -p "$scratch"
cmake --install "$build" --prefix "$scratch/prefix" > /dev/null
[ -x "$scratch/prefix/bin/peregrine" ]
[ -f "$scratch/prefix/share/peregrine/inputs/scenarios/reference.toml" ]
# What docs/security.md says of the executable.
readelf --file-header --dynamic --segments --symbols --wide "$scratch/prefix/bin/peregrine" \
  > "$scratch/executable.txt"
for line in 'DYN (Position-Independent' 'FLAGS_1.*NOW.*PIE' 'GNU_RELRO' 'GNU_STACK.* RW ' \
  '__stack_chk_fail' '__[a-z]*_chk@'; do
  grep -q "$line" "$scratch/executable.txt" || { echo "no $line in the executable" >&2; exit 1; }
done
for level in x86-64-v2 x86-64-v3; do
  cmake -G Ninja -S "$here/consumer" -B "$scratch/$level" -DCMAKE_PREFIX_PATH="$scratch/prefix" \
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS=-march=$level > /dev/null
  cmake --build "$scratch/$level" > /dev/null
  "$scratch/$level/consumer" > "$scratch/$level.txt"
done
cmp "$scratch/x86-64-v2.txt" "$scratch/x86-64-v3.txt"
# The program that was installed finds the inputs that were installed with it.
cd "$scratch"
PEREGRINE_INPUTS="$scratch/prefix/share/peregrine/inputs" \
  prefix/bin/peregrine run prefix/share/peregrine/inputs/scenarios/reference.toml --draws 16 \
  --to 2021 -q -o installed.h5
prefix/bin/peregrine verify installed.h5
# The readers of ensembles: headers, the Python package, the R files.
c++ -std=c++20 -I prefix/include/peregrine prefix/share/peregrine/readers/examples/answers.cpp -o answers \
  $(pkg-config --cflags --libs hdf5) -lhdf5_hl
./answers installed.h5
if /usr/bin/python3 -c 'import xarray' 2> /dev/null; then
  PYTHONPATH=prefix/share/peregrine/readers/python /usr/bin/python3 -c \
    'import peregrine_ensemble as pe; print(pe.open("installed.h5").pe.fan("SYR", "DEU"))'
fi
if Rscript -e 'library(ncdf4)' 2> /dev/null; then
  Rscript -e 'source("prefix/share/peregrine/readers/r/peregrine_ensemble.R")' \
    -e 'print(dim(pe_fan(pe_open("installed.h5"), "SYR", "DEU")))' -e 'stopifnot(nrow(pe_shapes()) > 10000)'
fi
# The page's script and style are in the program.
PEREGRINE_INPUTS="$scratch/prefix/share/peregrine/inputs" prefix/bin/peregrine report installed.h5
grep -q '<section id="map"' installed.html
