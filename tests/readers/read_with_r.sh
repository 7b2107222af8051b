# usage: read_with_r.sh FILE. Exit code 77 where R or its package ncdf4 is not installed.
set -eu
command -v Rscript > /dev/null || { echo "skipped: R is not installed"; exit 77; }
Rscript -e 'quit(status = if (requireNamespace("ncdf4", quietly = TRUE)) 0 else 1)' ||
  { echo "skipped: R package ncdf4 is not installed"; exit 77; }
exec Rscript "$(dirname "$0")/read_with_r.R" "$1"
