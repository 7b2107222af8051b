#!/bin/bash
# Builds build-bench/ for this machine, measures, prints a table and writes it to bench/results/, which
# takes a tree without changes. --print-only: any tree, and nothing is stored. All other arguments are
# handed on to bench/measure.py.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
build="$root/build-bench"
results=(--results "$root/bench/results")
arguments=()
for argument in "$@"; do
  if [ "$argument" = --print-only ]; then results=(); else arguments+=("$argument"); fi
done
if [ ${#results[@]} -gt 0 ]; then
  # measure.py refuses as well, but only after a build of minutes.
  if ! changes="$(git -C "$root" status --porcelain)" || [ -n "$changes" ]; then
    printf '%s\n' "bench/run.sh: not a git checkout, or changes are not committed; results name the commit they are of:" \
      "$changes" "Commit or stash them, or measure with --print-only, which stores nothing." >&2
    exit 1
  fi
fi
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
"$python" "$root/bench/measure.py" --build "$build" "${results[@]}" "${arguments[@]}"
