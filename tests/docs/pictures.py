#!/usr/bin/env python3
"""The pictures of README.md are of the forecast that README.md shows, and are what docs/pictures/draw.py
makes of a run.

usage: pictures.py PEREGRINE [REFERENCE.h5]
With the reference forecast the committed pictures are made again from it, and must have the same bytes.
"""
import csv
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "pictures"
DRAW = FOLDER / "draw.py"
NAMES = ["world.svg", "central-mediterranean.svg"]
MOST_BYTES = 60_000
SVG = "{http://www.w3.org/2000/svg}"
LEVELS = {"median": "q0.5", "q0.025": "q0.025", "q0.1": "q0.1", "q0.25": "q0.25", "q0.75": "q0.75",
          "q0.9": "q0.9", "q0.975": "q0.975"}


def held(picture, kind):
    """What a picture holds: {when: {level: number}}."""
    return {group.get("data-when"): {name[5:]: float(value) for name, value in group.attrib.items()
                                     if name.startswith("data-") and name != "data-when"}
            for group in picture.iter(SVG + "g") if group.get("class") == kind}


def check_form(path):
    assert path.stat().st_size <= MOST_BYTES, f"{path} has {path.stat().st_size} bytes"
    picture = ElementTree.parse(path).getroot()
    background = picture.find(SVG + "rect")
    assert background.get("fill") == "#ffffff", f"{path} has no white background"
    assert [background.get("width"), background.get("height")] == picture.get("viewBox").split()[2:], path
    return picture


def words(picture):
    return " ".join(text.text for text in picture.iter(SVG + "text"))


def check_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    world, route = (check_form(FOLDER / name) for name in NAMES)
    for name in NAMES:
        assert f"(docs/pictures/{name})" in readme, f"README.md does not show {name}"
    source = re.search(r"^Scenario reference: .*$", readme, re.MULTILINE).group()
    for picture in (world, route):
        assert source in words(picture), f"a picture is not of '{source}': {words(picture)}"
    years = held(world, "year")
    rows = re.findall(r"^(20\d\d) +([\d.]+) +[\d.]+ +([\d.]+) – ([\d.]+) +([\d.]+) – ([\d.]+) +([\d.]+) – ([\d.]+)$",
                      readme, re.MULTILINE)
    assert len(rows) >= 5, "README.md has no table of the world's migrants"
    for year, *numbers in rows:
        shown = [years[year][level] for level in ("median", "q0.25", "q0.75", "q0.1", "q0.9", "q0.025", "q0.975")]
        assert shown == [float(number) for number in numbers], (year, shown, numbers)
    month, *numbers = re.search(r"in (20\d\d-\d\d) the median is ([\d,]+) crossings, and 8 of 10 draws have "
                                r"([\d,]+) to ([\d,]+)", " ".join(readme.split())).groups()
    shown = [held(route, "month")[month][level] for level in ("median", "q0.1", "q0.9")]
    assert shown == [float(number.replace(",", "")) for number in numbers], (month, shown, numbers)


def check_drawn(program, folder):
    run = folder / "run.h5"
    subprocess.run([program, "run", ROOT / "inputs/scenarios/reference.toml", "--draws", "64", "--keep", "16",
                    "--to", "2028", "-q", "-o", run], check=True)
    subprocess.run([sys.executable, DRAW, program, run, folder], check=True, stdout=subprocess.DEVNULL)
    for name, kind, options, per, digits in ((NAMES[0], "year", [], 1e6, 2),
                                             (NAMES[1], "month", ["--route", "central-mediterranean", "--from",
                                                                  "2020-01", "--months", "200"], 1, 0)):
        shown = held(check_form(folder / name), kind)
        text = subprocess.run([program, "summary", run, "--csv", *options], check=True, capture_output=True,
                              text=True).stdout
        rows = {}
        for row in csv.DictReader(io.StringIO(text)):
            when = row.get("year") or row["period"]
            if row.get("stock", "world") == "world" and not row.get("border") and not row.get("nationality"):
                rows[when] = {level: round(float(row[column]) / per, digits) for level, column in LEVELS.items()}
        assert len(shown) == (9 if kind == "year" else 96), (name, len(shown))
        for when, numbers in shown.items():
            assert numbers == rows[when], (name, when, numbers, rows[when])


def check_same(program, reference, folder):
    subprocess.run([sys.executable, DRAW, program, reference, folder], check=True, stdout=subprocess.DEVNULL)
    for name in NAMES:
        assert (folder / name).read_bytes() == (FOLDER / name).read_bytes(), f"{name} is not of {reference}"


def main():
    check_readme()
    with tempfile.TemporaryDirectory() as folder:
        check_drawn(sys.argv[1], pathlib.Path(folder))
        for reference in sys.argv[2:]:
            check_same(sys.argv[1], reference, pathlib.Path(folder))


if __name__ == "__main__":
    main()
