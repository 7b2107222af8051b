#!/usr/bin/env bash
# usage: example.sh python|r|cpp ENSEMBLE FOLDER PROGRAM
# Runs an example of readers/examples, and looks whether it prints what docs/reading.md shows and whether its
# pictures in FOLDER show something: look at them yourself. Exit code 77 where a package is not installed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
language=$1 ensemble=$2 folder=$3 program=${4:-}
python=${PYTHON:-/usr/bin/python3}
readers=$here/../../../readers
rm -rf "$folder"
mkdir -p "$folder"
printed=$folder/printed.txt

skip() {
  echo "skipped: $1"
  exit 77
}

# Nothing may come from a network: where it can be, there is none.
offline=()
if unshare --net true 2> /dev/null; then
  offline=(unshare --net)
fi
case $language in
  python)
    for module in xarray matplotlib cartopy; do
      "$python" -c "import $module" 2> /dev/null || skip "Python has no $module"
    done
    PYTHONPATH=$readers/python "${offline[@]}" "$python" -B "$readers/examples/answers.py" "$ensemble" "$folder" \
      > "$printed"
    "$python" "$here/printed_in_docs.py" answers.py "$printed"
    ;;
  r)
    command -v Rscript > /dev/null || skip "R is not installed"
    for package in ncdf4 ggplot2; do
      Rscript -e "quit(status = if (requireNamespace('$package', quietly = TRUE)) 0 else 1)" ||
        skip "R has no $package"
    done
    LC_ALL=C.UTF-8 "${offline[@]}" Rscript "$readers/examples/answers.R" "$ensemble" "$folder" > "$printed"
    "$python" "$here/printed_in_docs.py" answers.R "$printed"
    "$python" -c 'import matplotlib' 2> /dev/null || skip "no matplotlib to look at the pictures with"
    ;;
  cpp)
    "$program" "$ensemble" > "$printed"
    "$python" "$here/printed_in_docs.py" answers.cpp "$printed"
    exit 0
    ;;
esac
"$python" "$here/check_pictures.py" "$folder"
