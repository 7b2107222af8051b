# usage: sh same_bits.sh NVCC ARCHITECTURE SCRATCH
# The kernels' bits on a GPU of that architecture, for example sm_90, as far as they can be seen
# without one: nvcc's PTX, with the flags of cmake/PeregrineDevices.cmake, becomes C (ptx_to_c.py),
# and a program that runs it must print the golden hash. Exit code 77: nvcc does not know it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
nvcc=$1 architecture=$2 scratch=$3
mkdir -p "$scratch"
if ! "$nvcc" --list-gpu-code | grep -qx "$architecture"; then
  echo "skipped: $nvcc knows no $architecture"
  exit 77
fi
"$nvcc" -O3 -DNDEBUG "-arch=$architecture" --fmad=false -std=c++17 "-I$root" -ptx \
  "$root/kernels/ensemble.cu" -o "$scratch/ensemble.ptx"
python3 "$here/ptx_to_c.py" "$scratch/ensemble.ptx" "$scratch/ensemble.c"
gcc -std=gnu11 -O1 -mfma -ffp-contract=off -fno-math-errno -fno-strict-aliasing -fwrapv -w \
  -c "$scratch/ensemble.c" -o "$scratch/ensemble.o"
g++ -std=c++20 -O1 -march=x86-64-v3 -ffp-contract=off -fno-math-errno -fno-trapping-math \
  -fopenmp-simd "-I$root" "$here/ptx_hash.cpp" "$here/thread_blocks.cpp" \
  "$root/host/device/tile_memory.cpp" \
  "$scratch/ensemble.o" -o "$scratch/ptx_hash"
"$scratch/ptx_hash" > "$scratch/hashes"
sort -u "$scratch/hashes" > "$scratch/hash"
sh "$here/../compare_hash.sh" "$here/../golden_hash.txt" tile_hash cat "$scratch/hash"
