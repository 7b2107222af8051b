#!/bin/bash
# Builds build-bench/ for this machine, measures, prints a table and appends it to bench/results/.
# Arguments are handed on to bench/measure.py.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
build="$root/build-bench"
launcher=()
if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
if ! { cmake -G Ninja -S "$root" -B "$build" -DCMAKE_BUILD_TYPE=Release -DPEREGRINE_ARCH=native \
         -DPEREGRINE_BENCH=ON -DPEREGRINE_TESTS=OFF "${launcher[@]}" &&
       cmake --build "$build" --parallel "$(nproc)"; } >"$log" 2>&1; then
  tail -n 40 "$log" >&2
  exit 1
fi
python=/usr/bin/python3
[ -x "$python" ] || python=python3
exec "$python" "$root/bench/measure.py" --build "$build" --results "$root/bench/results" "$@"
