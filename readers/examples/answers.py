"""usage: python3 answers.py FILE.h5 FOLDER

Questions to an ensemble and their pictures, step by step; pictures go to FOLDER. docs/reading.md shows what it
prints. It needs the package: `pip install --no-build-isolation readers/python`, or its folder in PYTHONPATH.
"""
import pathlib
import sys

import peregrine_ensemble as pe

path, folder = sys.argv[1:]
pathlib.Path(folder).mkdir(parents=True, exist_ok=True)

# An xarray Dataset: all of xarray works on it, and `run.pe` has the questions.
run = pe.open(path)
last = int(run.year[-1])

# How many migrants from Syria may live in Germany? The middle, and where 8 of 10 draws lie.
fan = run.pe.fan("SYR", "DEU")
fan.save(f"{folder}/fan.png")
print(fan.frame.loc[fan.frame.year == last, ["year", "q0.1", "q0.5", "q0.9", "mc_error_q0.5"]].to_string(index=False))

# Where do the migrants in Germany come from in that year? A frame of all corridors; their medians rank them.
corridors = run.pe.frame("corridor_stock", year=last)
to_germany = corridors[corridors.corridor.str.endswith("-DEU")]
print(to_germany.nlargest(3, "q0.5")[["corridor", "q0.1", "q0.5", "q0.9"]].to_string(index=False))

# The world in that year, a number a country.
run.pe.map("immigrant_stock", last).save(f"{folder}/map.png")
run.pe.map("war_probability", last).save(f"{folder}/map_of_shares.png")

# Irregular crossings detected on each route, the 24 months ahead.
routes = run.pe.routes("month")
routes.save(f"{folder}/routes.png")

# Who gets into the European Union irregularly in the twelve months ahead, by nationality?
entries = run.pe.entries("EU27")
entries.save(f"{folder}/entries.png")
print(entries.frame[["nationality", "q0.1", "q0.5", "q0.9"]].head(3).round().to_string(index=False))

# How likely are more than a number of migrants in Germany, or newly displaced from Syria, in a year?
in_germany = run.pe.exceeds(19e6, "DEU", year=last).frame.chance[0]
from_syria = run.pe.exceeds(100_000, "SYR", variable="newly_displaced", year=2026).frame.chance[0]
print(f"in Germany: {in_germany:.3f}, from Syria: {from_syria:.3f}")

# How likely are more than so many crossings in twelve months? Each chance has a Monte Carlo error.
chances = run.pe.exceeds([50_000, 100_000, 150_000], "central-mediterranean", start="2026-01", months=12)
chances.save(f"{folder}/chances.png")
print(chances.frame[["start", "end", "threshold", "chance", "mc_error", "draws"]].to_string(index=False))
by_year = run.pe.exceeds([50_000, 100_000], "central-mediterranean", year=[2026, 2028, 2030])
by_year.save(f"{folder}/chances_by_year.png")

# Both at once: the draws themselves, in the same order for every question.
central = run.pe.draws("central-mediterranean", start="2026-01", months=12)
eastern = run.pe.draws("eastern-mediterranean", start="2026-01", months=12)
both = (central > 100_000).squeeze() & (eastern > 60_000).squeeze()
print(f"both: {float(both.mean()):.3f}")
