#!/usr/bin/env bash
# usage: answers.sh python|r|cpp PEREGRINE ENSEMBLE WRONG_FILES FOLDER PROGRAM
# Asks a reader, and compares what it answers. Exit code 77 where a package is not installed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
language=$1 peregrine=$2 ensemble=$3 wrong=$4 found=$5/answers_of_$1.txt program=$6
python=${PYTHON:-/usr/bin/python3}
readers=$here/../../../readers
status=0
case $language in
  python) "$python" -B "$here/answers.py" "$readers/python" "$ensemble" "$wrong" > "$found" || status=$? ;;
  r)
    command -v Rscript > /dev/null || { echo "skipped: R is not installed"; exit 77; }
    LC_ALL=C.UTF-8 Rscript "$here/answers.R" "$readers/r" "$ensemble" "$wrong" > "$found" || status=$?
    ;;
  cpp) "$program" "$ensemble" "$wrong" > "$found" || status=$? ;;
esac
if [ "$status" != 0 ]; then
  tail -n 1 "$found"
  exit "$status"
fi
"$python" "$here/compare_answers.py" "$peregrine" "$ensemble" "$wrong/later.h5" "$found"
