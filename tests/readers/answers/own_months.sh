# usage: bash own_months.sh PEREGRINE EXAMPLE_IN_CPP FOLDER; PYTHON in the environment.
# Where a run was given months of its own at a border, a chance on that route begins after them, in each
# language, and on another route after the record. 77: a package is not installed.
set -euo pipefail
program=$1 example=$2 folder=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readers=$here/../../../readers
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
{
  echo border,month,nationality,arrivals
  for month in 1 2 3 4 5 6; do echo "central-mediterranean,2025-0$month,ALL,5000"; done
} > months.csv
"$program" run "$here/../../../inputs/scenarios/reference.toml" --draws 64 --to 2026 --observed months.csv \
  --quiet -o own.h5

expect() { # LANGUAGE MONTH PRINTED
  case $3 in
    *"$2"*) ;;
    *) echo "$1: not from $2 on: $3" && exit 1 ;;
  esac
}
expect C++ 2025-07 "$("$example" own.h5)"
"$PYTHON" -c 'import xarray, matplotlib' 2> import || exit 77
cat > ask.py <<'EOF'
import peregrine_ensemble as pe
run = pe.open("own.h5")
print(*(run.pe.exceeds(1, code).frame["start"][0] for code in ("central-mediterranean", "western-africa")))
EOF
expect Python "2025-07 2025-01" "$(PYTHONPATH=$readers/python "$PYTHON" -W ignore ask.py)"
cat > ask.R <<'EOF'
source(file.path(commandArgs(TRUE)[1], "r", "peregrine_ensemble.R"))
run <- pe_open("own.h5")
cat(sapply(c("central-mediterranean", "western-africa"), function(code) pe_exceeds(run, 1, code)$start[1]))
EOF
Rscript -e 'library(ncdf4); library(ggplot2)' > /dev/null 2>&1 || exit 77
expect R "2025-07 2025-01" "$(Rscript ask.R "$readers")"
