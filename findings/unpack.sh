# Sourced by the scripts of this folder. Makes a temporary folder, $room, that goes when the script
# ends, and unpacks packages into it without installing any.

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"

# usage: needs PROGRAM; one that this system has to have installed.
needs() {
  command -v "$1" > /dev/null || { echo "not run: $1 is not installed"; exit 77; }
}

# usage: unpack_debian PACKAGE=VERSION ...
# The packages, and those that they need and this system lacks, go to $room/root.
unpack_debian() {
  local packages=("$@") needed
  needed=$(apt-get install --simulate --no-install-recommends "${packages[@]}" 2> apt.log |
    awk '/^Inst / {gsub(/[()]/, ""); print $2 "=" ($3 ~ /^\[/ ? $4 : $3)}') || true
  mkdir -p archives root
  if ! (cd archives && apt-get download "${packages[@]}" $needed > ../apt.log 2>&1); then
    echo "not run: apt has no ${packages[*]} (it is of Debian 12)"
    exit 77
  fi
  for archive in archives/*.deb; do dpkg -x "$archive" root; done
  local libraries
  libraries=$(find root -name '*.so*' -printf "$room/%h\n" | sort -u | paste -sd :)
  export LD_LIBRARY_PATH=$libraries
  export PATH=$room/root/usr/bin:$PATH
  export PYTHONPATH=$room/root/usr/lib/python3/dist-packages
  export R_LIBS=$room/root/usr/lib/R/library:$room/root/usr/lib/R/site-library
}

# usage: unpack_npm PACKAGE@VERSION ...
unpack_npm() {
  needs npm
  npm install --prefix "$room" --ignore-scripts --no-audit --no-fund --silent "$@" ||
    { echo "not run: npm cannot get $*"; exit 77; }
}

# usage: judge EXPECTED SEEN NOW
# NOW is what the script found; the finding stands as long as it is SEEN.
judge() {
  printf 'expected: %s\nseen:     %s\nnow:      %s\n' "$1" "$2" "$3"
  if [ "$3" != "$2" ]; then
    echo "changed: this finding no longer stands as it is written"
    exit 1
  fi
}
