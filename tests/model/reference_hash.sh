# Prints the content hash of the golden run: reference_hash.sh PROGRAM SCRATCH_FOLDER.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
"$1" run "$root/inputs/scenarios/reference.toml" --inputs "$root/inputs" --draws 2100 --to 2022 \
  --keep 1500 -o "$2/golden.h5" -q
"$1" verify "$2/golden.h5" | awk '$1 == "content" { print $2 }'
