#!/usr/bin/env python3
"""Compiles the inputs anew into a temporary folder and compares them with those of the tree.

Raw figures: $PEREGRINE_RAW_DATA, else shared/data beside the repository. Exit code 77: none there.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
RAW = pathlib.Path(os.environ.get("PEREGRINE_RAW_DATA") or ROOT.parent / "shared/data")
ROOMS = ("baseline", "history", "climate", ".")


def tables(folder):
    return {str(path.relative_to(folder)): path.read_bytes()
            for room in ROOMS for path in (folder / room).glob("*.csv")}


def main():
    if not RAW.is_dir():
        print(f"skipped: no raw figures at {RAW} (set PEREGRINE_RAW_DATA)")
        return 77
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, ROOT / "inputs/compile/compile.py", "--raw", RAW, "--out", out]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        anew, kept = tables(pathlib.Path(out)), tables(ROOT / "inputs")
    wrong = [name for name in sorted(anew.keys() | kept.keys()) if anew.get(name) != kept.get(name)]
    for name in wrong:
        print(f"inputs/{name} is not what inputs/compile/compile.py makes of {RAW}")
    sources = (ROOT / "inputs/SOURCES.md").read_text(encoding="utf-8")
    stale = [line for line in printed.splitlines() if line not in sources]
    for line in stale:
        print(f"inputs/SOURCES.md lacks the line: {line}")
    print(f"{len(anew)} tables compared, {len(wrong)} differ; {len(stale)} lines of SOURCES.md stale")
    return 1 if wrong or stale or not anew else 0


if __name__ == "__main__":
    sys.exit(main())
