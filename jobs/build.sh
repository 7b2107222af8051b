#!/usr/bin/env bash
# usage: jobs/build.sh PRESET FOLDER [TARGET...]
# Configures a preset of CMakePresets.json and builds it, or these targets alone. FOLDER is the
# preset's own build folder. Compilations go through ccache where it is installed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
preset=$1
folder=$2
shift 2

# Compilations of another checkout, with the same paths from its top, are taken over from the cache.
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$root} CCACHE_NOHASHDIR=1

options=()
if command -v ccache > /dev/null; then
  options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_CUDA_COMPILER_LAUNCHER=ccache)
fi
if [ -n "${PEREGRINE_FUZZ_SECONDS:-}" ]; then
  options+=("-DPEREGRINE_FUZZ_SECONDS=$PEREGRINE_FUZZ_SECONDS")
fi
cmake -S "$root" --preset "$preset" "${options[@]}"
# Not more jobs than CPUs: a unit with Thrust or toml++ takes up to 1 GB to compile.
cmake --build "$root/$folder" --parallel "$(nproc)" ${1:+--target "$@"}
