#!/usr/bin/env bash
# usage: in_root.sh ROOT COMPILER_CACHE COMMAND...
# Runs a command in a Debian root, with the machine's /proc, /sys and /dev and its compiler cache. They
# are mounted in a namespace of the command's own and are gone with it, however it ends: nothing has to be
# unmounted, and the root can be deleted at any time.
set -euo pipefail
export root=$1 cache=$2
shift 2
# shellcheck disable=SC2016 # expanded by the inner shell
exec unshare --mount --propagation private bash -euc '
  # A mount itself, so that programs in it can make namespaces of their own.
  mount --rbind "$root" "$root"
  for folder in proc sys dev; do mount --rbind "/$folder" "$root/$folder"; done
  mkdir -p "$root/var/cache/ccache"
  mount --bind "$cache" "$root/var/cache/ccache"
  exec chroot "$root" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 TERM=dumb \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin CCACHE_DIR=/var/cache/ccache "$@"
' in_root "$@"
