# shellcheck shell=bash
# copy_sources FOLDER: all sources of this checkout, edited and new ones too, with their times, so that a
# build that is in the folder already compiles what has changed. Sources that are gone here go there as well.
copy_sources() {
  local target=$1
  mkdir -p "$target"
  find "$target" -mindepth 1 -maxdepth 1 ! -name 'build*' -exec rm -rf {} +
  (
    cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
    if git rev-parse --git-dir > /dev/null 2>&1; then
      git ls-files --cached --others --exclude-standard -z
    else
      find . -path './build*' -prune -o -path ./runs -prune -o -type f -print0
    fi
  ) | tar --create --null --ignore-failed-read --directory="$(dirname "${BASH_SOURCE[0]}")/.." \
    --files-from=- --file=- 2> /dev/null | tar --extract --file=- --directory="$target"
}
