"""usage: country_shapes.py FILE.csv

Makes the table of the shapes of countries that the Python and R readers draw maps with, from those in the
script of `peregrine report` (host/report/page/web/built/page.js: world-atlas 2.0.2, 1:110,000,000, from
Natural Earth, public domain), by the codes of inputs/baseline/countries.csv. A row a point: `shape` and
`polygon` count from 0 in the table and in the shape, `ring` is 0 for the outer one and more for holes;
`country` is empty where the tables do not have the shape. Degrees, two decimals. What crosses the
antimeridian is cut there, since these readers draw on a plane.
"""
import csv
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "host/report/page/web/built/page.js"
COUNTRIES = ROOT / "inputs/baseline/countries.csv"


def topology():
    """The object that begins with type:"Topology" in the script, an object of JavaScript, as JSON has it."""
    text = SCRIPT.read_text(encoding="utf-8")
    start = text.index('{type:"Topology"')
    depth, at = 0, start
    # Its strings are names, without braces.
    while True:
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
        if depth == 0:
            break
    quoted = re.sub(r"([{,])([A-Za-z_]\w*):", r'\1"\2":', text[start:at])
    with_zeros = re.sub(r"(?<=[\[,:\-])\.(?=\d)", "0.", quoted)
    return json.loads(re.sub(r"\\x([\dA-Fa-f]{2})", r"\\u00\1", with_zeros))


def arcs_of(atlas):
    """Points of each arc, degrees: sums of steps, times a scale."""
    scale, shift = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((round(x * scale[0] + shift[0], 2), round(y * scale[1] + shift[1], 2)))
        yield points


def ring_of(arcs, numbers):
    """Points of a ring of arcs; ~n is arc n backwards. Each begins where the last one ended."""
    ring = []
    for number in numbers:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += points[1:] if ring else points
    return ring


def unwrapped(ring):
    """The ring with longitudes that go on beyond 180 degrees where it crosses the antimeridian. One that
    goes around a pole, as Antarctica's does, is closed along it."""
    points = [ring[0]]
    for x, y in ring[1:]:
        points.append((x - 360 * round((x - points[-1][0]) / 360), y))
    if abs(points[-1][0] - points[0][0]) > 180:
        pole = 90 if points[0][1] > 0 else -90
        points += [(points[-1][0], pole), (points[0][0], pole), points[0]]
    return points


def clipped(ring, limit, side):
    """The part of a ring east (side 1) or west (-1) of a meridian (Sutherland and Hodgman 1974)."""
    found = []
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        inside, goes_on = side * (x0 - limit) >= 0, side * (x1 - limit) >= 0
        if inside:
            found.append((x0, y0))
        if inside != goes_on:
            found.append((limit, round(y0 + (y1 - y0) * (limit - x0) / (x1 - x0), 2)))
    return found + found[:1]


def cut(ring):
    """A ring as rings within 180 degrees either way; none where it is a point."""
    points = unwrapped(ring)
    for shift in (0, 360, -360):
        part = clipped(clipped(points, shift - 180, 1), shift + 180, -1)
        if len({x for x, _ in part}) > 1:
            yield [(round(x - shift, 2), y) for x, y in part]


def main():
    with open(COUNTRIES, encoding="utf-8", newline="") as table:
        codes = {int(row["m49"]): row["iso3"] for row in csv.DictReader(table)}
    atlas = topology()
    arcs = list(arcs_of(atlas))
    with open(sys.argv[1], "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["shape", "country", "polygon", "ring", "longitude", "latitude"])
        for shape, geometry in enumerate(atlas["objects"]["countries"]["geometries"]):
            polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            code = codes.get(int(geometry["id"]), "") if "id" in geometry else ""
            polygon = 0
            for outer, *holes in polygons:
                parts = [[part] for part in cut(ring_of(arcs, outer))]
                if holes:  # of no shape that is cut
                    parts[0] += [ring_of(arcs, hole) for hole in holes]
                for rings in parts:
                    for ring, points in enumerate(rings):
                        for x, y in points:
                            table.writerow([shape, code, polygon, ring, f"{x:g}", f"{y:g}"])
                    polygon += 1


main()
