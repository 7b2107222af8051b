#!/usr/bin/env bash
# usage: assets.sh FOLDER
# The script and style that the program carries are those that the sources and the lock file build.
# Exit code 77 where npm is not there or cannot get the packages.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
web=$here/../../../host/report/page/web
folder=$1

skip() {
  echo "skipped: $1"
  exit 77
}

command -v npm > /dev/null || skip "npm is not installed"
rm -rf "$folder"
mkdir -p "$folder"
cp -r "$web/package.json" "$web/package-lock.json" "$web/build.mjs" "$web/src" "$folder/"
timeout 300 npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent ||
  skip "npm cannot get what the lock file names"
node "$folder/build.mjs" "$folder/built"
for name in page.js page.css licences.txt; do
  cmp "$folder/built/$name" "$web/built/$name" || {
    echo "host/report/page/web: run npm ci --ignore-scripts && node build.mjs, and commit built/" >&2
    exit 1
  }
done
