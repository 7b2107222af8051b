# usage: sh whole_program.sh PROGRAM STAND_IN SCENARIO SCRATCH
# The whole program as `--device cuda`, on the stand-in for the CUDA runtime: the same content hash as
# on the CPU, and a launch a year for each 1,024 draws, of four blocks of 256 threads. Then two ranks on
# two GPUs, each of which takes its own.
set -eu
program=$1 stand_in=$2 scenario=$3 scratch=$4
rm -rf "$scratch"
mkdir -p "$scratch"
cd "$scratch"
hash_of() { "$program" verify "$1" | sed -n 's/^content  *//p'; }
expect_same() {
  [ "$(hash_of gpu.h5)" = "$(hash_of cpu.h5)" ] || { echo "$1: other content"; exit 1; }
}

run="run $scenario --draws 100 --to 2022 --keep 20 --quiet"
# shellcheck disable=SC2086 # words
"$program" $run --device serial -o cpu.h5
# shellcheck disable=SC2086 # words
PEREGRINE_STAND_IN_TRACE=one "$stand_in" $run --device cuda -o gpu.h5
expect_same "one GPU"
cat > wanted <<'EOF'
gpu 0
peregrine_begin_draws <<<4, 256>>>
peregrine_advance_year <<<4, 256>>>
peregrine_advance_year <<<4, 256>>>
EOF
grep -v bytes one.* | diff wanted -
cat one.*

command -v mpirun > /dev/null || exit 0
run="run $scenario --draws 1100 --to 2021 --keep 20 --quiet --overwrite"
# shellcheck disable=SC2086 # words
"$program" $run --device serial -o cpu.h5
# shellcheck disable=SC2086 # words
PEREGRINE_STAND_IN_GPUS=2 PEREGRINE_STAND_IN_TRACE=two mpirun --timeout 600 -n 2 \
  "$stand_in" $run --device cuda -o gpu.h5
expect_same "two GPUs"
[ "$(grep -h '^gpu' two.* | sort | tr '\n' ' ')" = "gpu 0 gpu 1 " ] || { cat two.*; exit 1; }
