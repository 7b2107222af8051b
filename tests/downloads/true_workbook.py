#!/usr/bin/env python3
"""The true workbook of UN DESA by sex and destination is recognised as that, and its totals are those of
the shipped table, all of them.

Raw figures: $PEREGRINE_RAW_DATA, else shared/data beside the repository. Exit code 77: none there.
"""
import os
import pathlib
import sys
import tempfile

from checking import ROOT, check, finish
import update

RAW = pathlib.Path(os.environ.get("PEREGRINE_RAW_DATA") or ROOT.parent / "shared/data")
WORKBOOK = RAW / "originals/undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx"
WORLD_2020 = 280_598_105  # UN DESA, International Migrant Stock 2020

if not WORKBOOK.is_file():
    print(f"skipped: no {WORKBOOK} (set PEREGRINE_RAW_DATA)")
    sys.exit(77)

with tempfile.TemporaryDirectory() as folder:
    nameless = pathlib.Path(folder) / "download"
    nameless.symlink_to(WORKBOOK)
    readings, areas, problems = update.read_all([nameless], None)
check("no problem", not problems, list(problems.lines()))
check("one reading", len(readings) == 1)
reading = readings[0]
check("kind", reading.kind.name == "International Migrant Stock by sex and destination", reading.kind.name)
check("revision", reading.edition == "revision 2020", reading.edition)
figures = reading.figures["destinations"]
world = sum(persons for (_, _, year), persons in figures.items() if year == 2020)
check("world", world == WORLD_2020, world)
check("destinations", len({key[1] for key in figures}) == 232, len({key[1] for key in figures}))
check("no corridors", not reading.figures["stock"])

made = update.merged(update.Base(ROOT / "inputs"), readings, areas)
check("no table is made of it", not made.tables, list(made.tables))
check("nothing contradicts", not made.contradictions, made.contradictions[:3])
check("all totals", any("1609 of 1609 totals of destinations are those" in note for note in made.notes),
      made.notes)
finish(10)
