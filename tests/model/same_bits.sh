# Builds the program with every compiler and CPU level that is here and compares its content hash with
# the golden one: same_bits.sh SCRATCH_FOLDER. Takes minutes a build.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
scratch=${1:?a scratch folder}
status=0
mkdir -p "$scratch"
for compiler in g++ clang++; do
  command -v "$compiler" >/dev/null || { echo "$compiler is not here"; continue; }
  for level in x86-64-v3 native; do
    build=$scratch/$compiler-$level
    cmake -G Ninja -S "$root" -B "$build" -DCMAKE_CXX_COMPILER="$compiler" -DPEREGRINE_ARCH="$level" \
      -DPEREGRINE_DEVICE=SERIAL -DPEREGRINE_TESTS=OFF -DPEREGRINE_BENCH=OFF >"$build.log"
    cmake --build "$build" --target peregrine >>"$build.log" || { tail -30 "$build.log"; exit 1; }
    if sh "$here/compare_hash.sh" "$here/golden_hash.txt" reference_2100_draws_to_2022 \
      sh "$here/reference_hash.sh" "$build/peregrine" "$scratch"; then
      echo "$compiler $level: same bits"
    else
      status=1
    fi
  done
done
exit $status
