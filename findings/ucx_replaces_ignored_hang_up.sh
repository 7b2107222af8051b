#!/usr/bin/env bash
# A program that loads UCX and calls nothing of it, with SIGHUP ignored as nohup has it.
# Expected: a library that nobody has called yet leaves the dispositions of signals alone.
# Seen (1.13.1, and 1.18.1 of Debian 13): while it is loaded UCX puts handlers in place of those for
# SIGHUP, SIGSEGV, SIGBUS, SIGFPE and SIGILL; UCX_DEBUG_SIGNO=0 leaves out the first. The Open MPI of
# Debian 13 is linked with UCX (that of Debian 12 loads it where MPI starts), so that there every
# program of MPI finds them before main(), ranks or none.
# Hurt: a program that looks at SIGHUP to learn whether nohup started it, and takes it over where it
# is not ignored: its run ends with the terminal although nohup promised that it goes on. And one
# that relies on the default: a closed terminal no longer ends it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/unpack.sh"

needs python3
unpack_debian libucx0=1.13.1-1
library=$(find "$room/root" -name 'libucs.so.0' | head -1)
now=$(
  trap '' HUP
  for sign in SIGHUP 0; do
    UCX_DEBUG_SIGNO=$sign python3 - "$library" << 'PYTHON'
import ctypes, os, sys

def hang_up():
    with open("/proc/self/status") as status:
        masks = dict(line.split(":\t") for line in status if line.startswith("Sig"))
    return ("ignored" if int(masks["SigIgn"], 16) & 1 else
            "handled" if int(masks["SigCgt"], 16) & 1 else "default")

before = hang_up()
ctypes.CDLL(sys.argv[1])
print(f"{os.environ['UCX_DEBUG_SIGNO']}: {before}, then {hang_up()}")
PYTHON
  done
)
now=$(echo "$now" | paste -sd ';')
judge "SIGHUP: ignored, then ignored;0: ignored, then ignored" \
  "SIGHUP: ignored, then handled;0: ignored, then ignored" "$now"
