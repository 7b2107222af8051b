#!/usr/bin/env bash
# usage: tests/run.sh [options of ctest]
# Installs what is missing, checks the sources (tests/lint.sh), runs the fuzz targets, builds tests
# and benchmarks in build-tests/ and runs the whole suite. With options, for example `-R store`, the
# suite alone, restricted by them. Flags in the environment: docs/developing.md, "Tests".
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

source tests/environment.sh

run_tests_of() {
  local folder=$1
  shift
  # One more than most machines for tests have cores: some tests wait.
  ctest --test-dir "$folder" --output-on-failure -j3 "$@"
}

bash jobs/install_packages.sh tests

preset=tests
if [ "${PEREGRINE_SANITIZE:-0}" = 1 ]; then
  preset=sanitize
  export LSAN_OPTIONS="suppressions=$root/tests/lsan.supp:print_suppressions=0"
  export UBSAN_OPTIONS=print_stacktrace=1
elif [ "${PEREGRINE_CLANG:-0}" = 1 ]; then
  preset=clang
fi

if [ "$preset" = tests ] && [ $# = 0 ]; then
  bash tests/lint.sh
  bash jobs/build.sh fuzz build-fuzz csv_fuzz scenario_fuzz ensemble_fuzz part_fuzz
  run_tests_of build-fuzz -R '^fuzz\.'
fi
bash jobs/build.sh "$preset" "build-$preset"
run_tests_of "build-$preset" "$@"
