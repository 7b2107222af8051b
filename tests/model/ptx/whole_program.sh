# usage: sh whole_program.sh PROGRAM STAND_IN SCENARIO SCRATCH
# The whole program as `--device cuda`, on the stand-in for the CUDA runtime: the same content hash as on
# the CPU, launches as wanted, and few bytes to the host. Then little memory, and two ranks on two GPUs,
# each of which takes its own.
set -eu
program=$1 stand_in=$2 scenario=$3 scratch=$4
rm -rf "$scratch"
mkdir -p "$scratch"
cd "$scratch"
hash_of() { "$program" verify "$1" | sed -n 's/^content  *//p'; }
expect_same() {
  [ "$(hash_of gpu.h5)" = "$(hash_of cpu.h5)" ] || { echo "$1: other content"; exit 1; }
}

# The first block of draws is counted on the host, the other two on the GPU, whose four multiprocessors
# have 2,048 lanes: a launch for the draws' year and one to count it, a block of threads a cell.
run="run $scenario --draws 2100 --to 2022 --keep 20 --quiet"
# shellcheck disable=SC2086 # words
"$program" $run --device serial -o cpu.h5
# shellcheck disable=SC2086 # words
PEREGRINE_STAND_IN_TRACE=one "$stand_in" $run --device cuda -o gpu.h5
expect_same "one GPU"
cat > wanted <<'EOF'
peregrine_begin_draws <<<4, 256>>>
peregrine_advance_year <<<4, 256>>>
peregrine_advance_year <<<4, 256>>>
peregrine_begin_draws <<<8, 256>>>
peregrine_count_year <<<17368, 256>>>
peregrine_advance_year <<<8, 256>>>
peregrine_count_year <<<17368, 256>>>
peregrine_advance_year <<<8, 256>>>
peregrine_count_year <<<17368, 256>>>
EOF
grep '^peregrine' one.* | diff wanted -
# What comes to the host while the GPU counts are values outside the bins of their cells: a few of the
# 17,368 of each draw and year. Once, and not for each draw, the histograms come: some 500 bins a cell.
awk '
  /^to host/ { to_host += $3 }
  /begin_draws/ { begun = to_host }
  /count_year/ { counting = to_host - begun; counted = to_host }
  END {
    a_draw = counting / 1076 / 2
    a_cell = (to_host - counted) / (3 * 17368)
    printf "to the host: %.0f bytes a draw and year, %.0f bytes a cell\n", a_draw, a_cell
    exit !(a_draw < 200 && a_cell < 2500)
  }' one.*

# Single realizations beyond the first block; and memory for one block of lanes alone, found out late.
run="run $scenario --draws 2100 --to 2021 --keep 1500 --overwrite"
# shellcheck disable=SC2086 # words
"$program" $run --quiet --device omp -o cpu.h5
# shellcheck disable=SC2086 # words
PEREGRINE_STAND_IN_MEMORY=1.8e9 PEREGRINE_STAND_IN_TAKEN=0.9e9 PEREGRINE_STAND_IN_TRACE=little \
  "$stand_in" $run --device cuda -o gpu.h5 > said 2>&1
expect_same "little memory"
grep 'suffices for 1,024 draws at once, not for 2,048' said
[ "$(cat little.* | grep -c 'begin_draws <<<4, 256>>>')" = 3 ]

command -v mpirun > /dev/null || exit 0
# They add to a run that ended amid a block of draws.
run="run $scenario --to 2021 --keep 20 --mergeable --quiet --device omp --overwrite"
# shellcheck disable=SC2086 # words
"$program" $run --draws 3100 -o cpu.h5
# shellcheck disable=SC2086 # words
"$program" $run --draws 1500 -o gpu.h5
PEREGRINE_STAND_IN_GPUS=2 PEREGRINE_STAND_IN_TRACE=two mpirun --timeout 600 -n 2 \
  "$stand_in" extend gpu.h5 --draws 3100 --quiet --device cuda
expect_same "two GPUs"
[ "$(grep -h '^gpu' two.* | sort -u | tr '\n' ' ')" = "gpu 0 gpu 1 " ] || { cat two.*; exit 1; }
