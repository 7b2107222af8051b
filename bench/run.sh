#!/bin/bash
# Builds build-bench/ for this machine, measures, prints a table and writes it to bench/results/, which
# takes a tree without changes. --print-only: any tree, and nothing is stored. --beside COMMIT: builds
# that commit in build-beside/COMMIT, kept for the next time, and runs both in turn, and nothing else
# unless --only says so. All other arguments are handed on to bench/measure.py.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
build="$root/build-bench"
results=(--results "$root/bench/results")
arguments=()
beside=""
while [ $# -gt 0 ]; do
  case $1 in
    --print-only) results=() ;;
    --beside)
      beside=$(git -C "$root" rev-parse --short "${2:?--beside needs a commit}^{commit}")
      shift
      ;;
    *) arguments+=("$1") ;;
  esac
  shift
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
# build TREE FOLDER OPTION...
build() {
  local tree=$1 folder=$2
  shift 2
  if ! { cmake -G Ninja -S "$tree" -B "$folder" -DCMAKE_BUILD_TYPE=Release -DPEREGRINE_ARCH=native \
           -DPEREGRINE_TESTS=OFF -DPEREGRINE_WERROR=OFF "${launcher[@]}" "$@" &&
         cmake --build "$folder" --parallel "$(nproc)"; } >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    exit 1
  fi
}
build "$root" "$build" -DPEREGRINE_BENCH=ON
if [ -n "$beside" ]; then
  tree=$root/build-beside/$beside
  if [ ! -d "$tree" ]; then
    mkdir -p "$tree"
    git -C "$root" archive "$beside" | tar -x -C "$tree"
  fi
  build "$tree" "$tree/build" -DPEREGRINE_BENCH=OFF
  arguments+=(--beside "$tree")
  case " ${arguments[*]} " in *" --only "*) ;; *) arguments+=(--only beside) ;; esac
fi
python=/usr/bin/python3
[ -x "$python" ] || python=python3
"$python" "$root/bench/measure.py" --build "$build" "${results[@]}" "${arguments[@]}"
