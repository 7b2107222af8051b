#!/usr/bin/env python3
"""Makes a whole inputs folder of public files as they are downloaded, in any mix.

usage: update.py DOWNLOADS... -o FOLDER [--base INPUTS] [--accessed DAY]

DOWNLOADS: files, or folders with files in them; each is recognised by what it holds. What they lack is
taken from the tables of INPUTS. Nothing is written where anything is wrong; then the exit code is 1.
Python 3 and openpyxl.
"""
import argparse
import datetime
import os
import pathlib
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True

try:
    import openpyxl  # noqa: F401, of downloads.opening
except ImportError:
    sys.exit("update.py reads workbooks by openpyxl, which this Python lacks: install python3-openpyxl "
             "and call /usr/bin/python3, or pip install openpyxl")

import tables
import vintages
from downloads import (cbp, eurostat, flows, frontex, guards, iom, own_months, panama, plain, population,
                       small_boats, ucdp, un_desa, unhcr)
from downloads.areas import Areas
from downloads.kinds import Reading
from downloads.opening import Blob, open_bytes
from downloads.problems import Place, Problems
from downloads.recognise import recognise
from merge import borders, conflict, displacement, report, stock
from merge.base import Base, Update
from merge.combine import Combined

MODULES = (un_desa, frontex, panama, cbp, guards, unhcr, eurostat, ucdp, iom, small_boats, population,
           own_months, plain)
KINDS = [kind for module in MODULES for kind in module.KINDS]
SPECIAL = [*eurostat.SPECIAL, *ucdp.SPECIAL, *flows.SPECIAL]
ROOMS = ("baseline", "calibration", "climate", "history", "scenarios")


def files_of(paths, problems):
    """[(name to show, path)] of all files; hidden ones are passed over."""
    found = []
    for path in paths:
        if path.is_dir():
            found += [(str(file.relative_to(path)), file) for file in sorted(path.rglob("*"))
                      if file.is_file()
                      and not any(part.startswith(".") for part in file.relative_to(path).parts)]
        elif path.is_file():
            found.append((path.name, path))
        else:
            problems.add(Place(str(path)), "", "", "is no file or folder", "check the name")
    if not found and not problems:
        problems.add(Place(", ".join(map(str, paths))), "", "", "holds no files", "check the folder")
    return found


def read_file(name, path, areas, problems, accessed):
    """Readings of one file; what is wrong with it is told to `problems`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.add(Place(name), "", "", f"cannot be read: {error.strerror}", "check its permissions")
        return []
    grids = open_bytes(name, data, problems)
    readings = []
    for kind, table in recognise(name, grids, KINDS, SPECIAL, areas, problems):
        is_blob = isinstance(table, Blob)
        reading = Reading(kind, name, "" if is_blob else table.grid.published)
        day = accessed or datetime.date.fromtimestamp(path.stat().st_mtime)
        reading.accessed = day.isoformat()
        if is_blob:
            table.problems = problems
        kind.read(table, reading)
        if not is_blob and not any(reading.figures.values()) and not problems.of(name):
            table.complain("rows", 0, "are no figures", "download the file again, with its data")
        readings.append(reading)
    return readings


def read_all(paths, accessed):
    problems, areas = Problems(), Areas()
    readings = [reading for name, path in files_of(paths, problems)
                for reading in read_file(name, path, areas, problems, accessed)]
    return readings, areas, problems


def merged(base, readings, areas):
    combined, update = Combined(readings), Update(base)
    update.notes += combined.said
    stock.make(update, combined)
    borders.make(update, combined)
    displacement.make(update, combined, areas)
    conflict.make(update, combined)
    report.compare_population(update, combined)
    return update


def write_folder(base_folder, out, update, readings):
    """The base with the tables that are made; whole, or not at all."""
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = pathlib.Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        for room in ROOMS:
            if (base_folder / room).is_dir():
                shutil.copytree(base_folder / room, partial / room)
        for name, (header, rows, _) in update.tables.items():
            tables.write(partial / name, header, rows)
        known = base_folder / vintages.NAME
        before = vintages.table_of(known)[1] if known.is_file() else []
        tables.write(partial / vintages.NAME, vintages.HEADER,
                     vintages.updated_rows(before, update.tables))
        text = report.text(update, readings)
        (partial / report.NAME).write_text(text, encoding="utf-8")
        tables.write(partial / report.CONTRADICTIONS, ["table", "cell", "before", "now"],
                     report.contradiction_rows(update))
        partial.chmod(0o777 & ~current_umask())
        if out.is_dir():
            out.rmdir()  # refused before where it holds anything
        partial.rename(out)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return text


def current_umask():
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("downloads", nargs="+", type=pathlib.Path, help="files, or folders of files")
    parser.add_argument("-o", "--out", required=True, type=pathlib.Path, help="folder to make")
    parser.add_argument("--base", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parent.parent,
                        help="inputs folder to begin from (default: %(default)s)")
    parser.add_argument("--accessed", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD",
                        help="day of the downloads (default: that of each file)")
    arguments = parser.parse_args()
    if arguments.out.exists() and (not arguments.out.is_dir() or any(arguments.out.iterdir())):
        sys.exit(f"{arguments.out} is there already: give another name, or remove it")
    if not (arguments.base / "baseline").is_dir():
        sys.exit(f"{arguments.base} is no inputs folder: it has no baseline/ inside (give one by --base)")
    readings, areas, problems = read_all(arguments.downloads, arguments.accessed)
    if not problems:
        try:
            update = merged(Base(arguments.base), readings, areas)
            print(write_folder(arguments.base, arguments.out, update, readings), end="")
            return 0
        except OSError as error:
            print(f"{error.filename or arguments.out}: {error.strerror}", file=sys.stderr)
            return 1
    for line in problems.lines():
        print(line, file=sys.stderr)
    print(f"nothing was written to {arguments.out}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
