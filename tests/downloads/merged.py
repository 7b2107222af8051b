#!/usr/bin/env python3
"""What an update makes of downloads: figures where they belong, the base's where downloads lack them, and
words for what is newer, left out or contradicts."""
import csv
import pathlib
import subprocess
import sys
import tempfile

from checking import ROOT, as_bytes, check, finish
import samples_borders as borders
import samples_people as people
import spans
import update
import whole

INPUTS = ROOT / "inputs"
SCRIPT = ROOT / "inputs/compile/update.py"


def run(files, out, *options):
    """The process of update.py on a folder of {name: content}."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(as_bytes(content))
        return subprocess.run([sys.executable, SCRIPT, folder, "-o", out, *options], text=True,
                              capture_output=True, check=False)


def table(folder, name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells(rows, *keys):
    return {tuple(row[key] for key in keys): row for row in rows}


with tempfile.TemporaryDirectory() as room:
    room = pathlib.Path(room)
    # The shipped figures, as publishers would lay them out, make the shipped tables again.
    outcome = run({"a": whole.unhcr(INPUTS), "b/c": whole.corridors(INPUTS, "2024"),
                   "d": whole.deaths(INPUTS), "e": whole.missing(INPUTS)}, room / "same")
    check("same figures", outcome.returncode == 0, outcome.stderr)
    for name in ("history/refugees.csv", "history/displacement_others.csv", "history/stock_rev2024.csv",
                 "history/irregular_deaths.csv", "history/displacement_pairs.csv",
                 "history/irregular_detections.csv", "calibration/routes.csv", "scenarios/reference.toml"):
        check(f"same {name}", (room / "same" / name).read_bytes() == (INPUTS / name).read_bytes())
    # Areas that are no state have deaths in the shipped table and none with UCDP.
    odd = [row for row in table(room / "same", "CONTRADICTIONS.csv") if row["cell"][:3] in whole.states()]
    check("same, and nothing contradicts", odd == [], odd)
    check("what is lacking is told", "taken from the shipped tables, as the downloads lack them:\n"
          "  baseline/borders.csv" in outcome.stdout, outcome.stdout)
    vintages = cells(table(room / "same", "VINTAGES.csv"), "table", "publisher")
    check("vintage of what was read", vintages["history/refugees.csv", "UNHCR"]["published"] == "2025-06-12",
          vintages["history/refugees.csv", "UNHCR"])
    check("vintage of what was not", vintages["history/covariates.csv", "CEPII"]["accessed"] == "2024")

    # A figure moved within the revision error, one beyond it, a new pair, a year that is not read yet.
    later = spans.LAST_YEAR + 1
    changed = whole.unhcr(INPUTS, {("DEU", "SYR", spans.LAST_YEAR): 1.05, ("DEU", "AFG", spans.LAST_YEAR): 40},
                          [("ISL", "NRU", spans.LAST_YEAR, 77), ("DEU", "SYR", later, 5)])
    outcome = run({"population.csv": changed}, room / "changed", "--accessed", "2026-11-01")
    check("changed figures", outcome.returncode == 0, outcome.stderr)
    refugees = cells(table(room / "changed", "history/refugees.csv"), "destination", "origin")
    check("new pair", refugees["ISL", "NRU"][f"r{spans.LAST_YEAR}"] == "77")
    found = [row["cell"] for row in table(room / "changed", "CONTRADICTIONS.csv")]
    check("what contradicts, and nothing else", found == [f"AFG in DEU, {spans.LAST_YEAR}"], found)
    pair = cells(table(room / "changed", "history/displacement_pairs.csv"), "destination", "origin")
    check("distance of a new pair", 12_850 < int(pair["ISL", "NRU"]["distance_km"]) < 12_950,
          pair["ISL", "NRU"])
    check("later year is left out", f"history/refugees.csv: {later}: this release reads" in outcome.stdout,
          outcome.stdout)
    vintages = cells(table(room / "changed", "VINTAGES.csv"), "table", "publisher")
    check("day of access", vintages["history/refugees.csv", "UNHCR"]["accessed"] == "2026-11-01")

    # Parts of tables are left out, not taken for the whole.
    outcome = run({"a": people.unhcr(), "b": people.corridors(), "c": borders.frontex(),
                   "d": borders.country_years(), "e": borders.cbp()}, room / "parts")
    for words in ("history/refugees.csv, 2023: has figures of 1 countries where the table has",
                  "history/stock_rev2020.csv: 4 pairs are a part of the table's",
                  "history/conflict_deaths.csv, 2023: has deaths in 2 countries where the table has",
                  "a part"):
        check(f"part: {words}", words in outcome.stdout, outcome.stdout + outcome.stderr)
    for name in ("history/refugees.csv", "history/stock_rev2020.csv", "history/conflict_deaths.csv"):
        check(f"part leaves {name}", (room / "parts" / name).read_bytes() == (INPUTS / name).read_bytes())

    # Frontex alone, newer by its months' detections; the Eastern Borders Route is divided anew.
    outcome = run({"a.xlsx": whole.frontex(INPUTS, 2023)}, room / "frontex")
    check("Frontex", outcome.returncode == 0, outcome.stderr)
    for month in ("2023-03", "2023-12"):
        def total(folder, prefix):
            return sum(float(row["detections"]) for row in
                       table(folder, "history/irregular_detections.csv")
                       if row["month"] == month and row["border"].startswith(prefix))
        for prefix in ("central", "belarus", "eastern-other", "eastern-ukr", "darien", "western-africa"):
            old, new = total(INPUTS, prefix), total(room / "frontex", prefix)
            check(f"{prefix} {month}", abs(old - new) < 1.0, (old, new))

    # Quarters of the Channel go on from the table's last; behind a gap they are left out, since a quarter
    # without rows would count as without arrivals.
    outcome = run({"a.csv": "quarter_end,nationality,arrivals\n2023-12-31,AFG,5000\n2024-03-31,AFG,4000\n"
                            "2024-03-31,OOO,435\n2024-06-30,FJI,70\n2024-12-31,AFG,9\n"}, room / "boats")
    check("small boats", outcome.returncode == 0, outcome.stderr)
    boats = {(row["nationality"], row["month"]): row["detections"]
             for row in table(room / "boats", "history/irregular_detections.csv") if row["border"] == "channel"}
    late = {key: count for key, count in boats.items() if key[1] >= "2023-Q4"}
    check("quarters", late == {("AFG", "2023-Q4"): "5000", ("AFG", "2024-Q1"): "4000",
                               ("REST", "2024-Q1"): "435", ("REST", "2024-Q2"): "70"}, late)
    check("earlier quarters stay", boats["IRN", "2018-Q4"] == "233", boats["IRN", "2018-Q4"])
    border = cells(table(room / "boats", "baseline/borders.csv"), "code")["channel",]
    check("where figures end", border["figures_until"] == "2024-06", border)
    check("gap", "channel: 2024-Q4: the quarter 2024-Q3 before is missing" in outcome.stdout, outcome.stdout)
    vintages = cells(table(room / "boats", "VINTAGES.csv"), "table", "publisher")
    home_office = vintages["history/irregular_detections.csv", "Home Office (United Kingdom)"]
    check("vintage", home_office["last_observation"] == "2024-06", home_office)

    # Errors: all at once, exit code 1, nothing written beside.
    outcome = run({"a": people.unhcr().replace(",1200,", ",-1,"), "b": "a,b\n1,2\n",
                   "c": borders.guards()}, room / "wrong")
    check("exit code", outcome.returncode == 1, outcome.returncode)
    check("all errors", "a:16: Refugees" in outcome.stderr and "b: is none" in outcome.stderr, outcome.stderr)
    check("says so", "nothing was written" in outcome.stderr)
    names = sorted(path.name for path in room.iterdir())
    check("nothing half written", names == ["boats", "changed", "frontex", "parts", "same"], names)
    outcome = run({"c": borders.guards()}, room / "same")
    check("folder that is there", outcome.returncode != 0 and "is there already" in outcome.stderr,
          outcome.stderr)
    outcome = run({}, room / "empty")
    check("no files", outcome.returncode == 1 and "holds no files" in outcome.stderr, outcome.stderr)
    blocked = room / "blocked"
    blocked.write_text("x", encoding="utf-8")
    outcome = run({"c": borders.guards()}, blocked / "deeper")
    check("no room to write", outcome.returncode == 1 and len(outcome.stderr.splitlines()) == 1,
          outcome.stderr)
finish(47)
