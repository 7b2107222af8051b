# Prints the lines of golden_hash.txt as this build has them: golden.sh BUILD_FOLDER. For a change of
# model or calibration that is meant to change the bits; the file is edited by hand. Before it:
# bash jobs/build.sh tests BUILD_FOLDER peregrine tile_hash_programs
set -eu
build=$1
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
program=$build/tests/model/tile_hash_gxx_native
[ -x "$program" ] || program=$build/tests/model/tile_hash_clangxx_native
# Not within echo, which would hide that one fails.
tile_hash=$("$program")
reference=$(sh "$here/reference_hash.sh" "$build/peregrine" "$scratch")
echo "tile_hash $tile_hash"
echo "reference_2100_draws_to_2022 $reference"
