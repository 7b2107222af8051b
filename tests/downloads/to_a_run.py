#!/usr/bin/env python3
"""From a folder of downloads to a run: the inputs that update.py makes pass the program's check and run.

usage: to_a_run.py PEREGRINE
"""
import pathlib
import subprocess
import sys
import tempfile

from checking import ROOT, as_bytes, check, finish
import samples_borders as borders
import samples_people as people
import spans
import whole

INPUTS = ROOT / "inputs"
PROGRAM = sys.argv[1]


def run(*command):
    return subprocess.run([str(word) for word in command], text=True, capture_output=True, check=False)


with tempfile.TemporaryDirectory() as room:
    room = pathlib.Path(room)
    later = spans.LAST_YEAR + 1
    guarded = borders.guards().replace("BLR-LTU,2023-01-01,2023-12-31", "BLR-LTU,2023-01-01,2023-06-30")
    changed = whole.unhcr(INPUTS, {("DEU", "SYR", spans.LAST_YEAR): 1.1},
                          [("ISL", "NRU", spans.LAST_YEAR, 77), ("DEU", "SYR", later, 1000)])
    files = {"population.zip": changed, "frontex.xlsx": whole.frontex(INPUTS, 2023, 1.2),
             "stock.xlsx": whole.corridors(INPUTS, "2024"), "deaths.csv": whole.deaths(INPUTS),
             "iom.csv": whole.missing(INPUTS), "guards.csv": guarded, "darien.csv": borders.panama(),
             "cbp.csv": borders.cbp(), "boats.xlsx": borders.boats(), "wars.csv": borders.conflicts(),
             "sex.xlsx": people.destinations(), "flows.nc": borders.netcdf(), "mine.csv": borders.own()}
    (room / "downloads").mkdir()
    for name, content in files.items():
        (room / "downloads" / name).write_bytes(as_bytes(content))
    made = run(sys.executable, ROOT / "inputs/compile/update.py", room / "downloads", "-o", room / "new")
    check("update", made.returncode == 0, made.stderr)
    sound = run(PROGRAM, "inputs", "--check", room / "new")
    check("the program's check", sound.returncode == 0, sound.stdout + sound.stderr)
    check("its vintages", "published 2025-06-12" in sound.stdout, sound.stdout)
    forecast = run(PROGRAM, "run", room / "new/scenarios/reference.toml", "--inputs", room / "new", "--draws",
                   16, "--to", 2022, "-q", "-o", room / "run.h5")
    check("run", forecast.returncode == 0, forecast.stderr)
    check("ensemble", run(PROGRAM, "verify", room / "run.h5").returncode == 0)
finish(5)
