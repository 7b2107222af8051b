#!/usr/bin/env python3
"""Draws the pictures of README.md from a run: the world's migrants with their history, and the crossings
of a route by month.

usage: draw.py PEREGRINE RUN.h5 [FOLDER]
All numbers are those that `PEREGRINE summary RUN.h5 --csv` prints; each picture also holds them, by year
or month, as attributes (data-median, data-q0.1, ...). Needs nothing but Python's own library.
"""
import csv
import io
import json
import pathlib
import subprocess
import sys
from xml.sax.saxutils import escape

HISTORY = pathlib.Path(__file__).resolve().parents[2] / "inputs" / "history" / "stock_rev2024.csv"
ROUTE = "central-mediterranean"
FIRST_MONTH = "2020-01"
MONTHS = 96

WIDTH, HEIGHT = 960, 480
LEFT, RIGHT, TOP, BOTTOM = 70, 745, 84, 424
INK, QUIET, GRID = "#1f2933", "#5b6670", "#e3e7eb"
RECORD, MEDIAN = "#b3541e", "#0b4f8a"
BANDS = [("q0.025", "q0.975", "#d6e6f4"), ("q0.1", "q0.9", "#a9cbe8"), ("q0.25", "q0.75", "#6fa8d6")]
LEVELS = ["q0.025", "q0.1", "q0.25", "median", "q0.75", "q0.9", "q0.975"]


class Run:
    def __init__(self, program, file):
        self.program, self.file = program, file
        self.about = json.loads(self.summary("--json"))

    def summary(self, *options):
        command = [self.program, "summary", self.file, *options]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def rows(self, *options):
        return list(csv.DictReader(io.StringIO(self.summary(*options, "--csv"))))

    def source(self):
        return (f"Scenario {self.about['scenario']}: {self.about['draws']:,} draws, seed "
                f"{self.about['seed']}, model {self.about['model_version']}")


def numbers(row, per, digits):
    """The levels of a row of CSV, in a unit, rounded as they are written down."""
    found = {level: float(row["q0.5" if level == "median" else level]) / per for level in LEVELS}
    return {level: round(value, digits) for level, value in found.items()}


class Plot:
    def __init__(self, title, lines, x, top_value, ticks, tick_text):
        self.x_first, self.x_last = x
        self.top_value = top_value
        self.parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
                      f'width="{WIDTH}" height="{HEIGHT}" role="img" '
                      f'font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif">',
                      f"<title>{escape(title)}</title>",
                      f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>']
        self.text(24, 32, title, 20, INK, weight=600)
        for at, line in enumerate(lines):
            self.text(24, 54 + 18 * at, line, 13, QUIET)
        for tick in ticks:
            y = self.y(tick)
            self.parts.append(f'<path d="M{LEFT} {y}H{RIGHT}" stroke="{GRID}"/>')
            self.text(LEFT - 10, y + 4, tick_text(tick), 13, QUIET, anchor="end")

    def x(self, value):
        return round(LEFT + (RIGHT - LEFT) * (value - self.x_first) / (self.x_last - self.x_first), 1)

    def y(self, value):
        return round(BOTTOM - (BOTTOM - TOP) * value / self.top_value, 1)

    def text(self, x, y, words, size, colour, anchor="start", weight=400):
        self.parts.append(f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" '
                          f'text-anchor="{anchor}" font-weight="{weight}">{escape(words)}</text>')

    def x_label(self, value, words):
        self.parts.append(f'<path d="M{self.x(value)} {BOTTOM}v6" stroke="{QUIET}"/>')
        self.text(self.x(value), BOTTOM + 24, words, 13, QUIET, anchor="middle")

    def path(self, points):
        return "M" + "L".join(f"{self.x(x)} {self.y(y)}" for x, y in points)

    def line(self, points, colour, width=2.5):
        self.parts.append(f'<path d="{self.path(points)}" fill="none" stroke="{colour}" '
                          f'stroke-width="{width}" stroke-linejoin="round"/>')

    def fan(self, columns):
        """`columns`: (x, numbers), ascending."""
        for low, high, colour in BANDS:
            there = [(x, levels[low]) for x, levels in columns]
            back = [(x, levels[high]) for x, levels in reversed(columns)]
            self.parts.append(f'<path d="{self.path(there + back)}Z" fill="{colour}"/>')
        self.line([(x, levels["median"]) for x, levels in columns], MEDIAN)

    def held(self, kind, when, levels):
        """The numbers, for those who point at the picture in a browser and for the tests."""
        attributes = " ".join(f'data-{level}="{value:g}"' for level, value in levels.items())
        self.parts.append(f'<g class="{kind}" data-when="{when}" {attributes}/>')

    def labels_at_end(self, when, last, number):
        """What the fan says at its end, set apart where the words would touch."""
        bands = [("q0.025", "q0.975", "19 of 20 draws"), ("q0.1", "q0.9", "8 of 10 draws"),
                 ("q0.25", "q0.75", "1 of 2 draws")]
        labels = [(last[high], f"{words}: {number(last[low])} – {number(last[high])}", QUIET, 400)
                  for low, high, words in bands]
        labels.append((last["median"], f"median: {number(last['median'])}", MEDIAN, 600))
        below = self.y(labels[0][0]) - 13
        self.text(RIGHT + 10, round(below, 1), f"in {when}", 13, INK, weight=600)
        for value, words, colour, weight in labels:
            below = max(self.y(value) + 5, below + 18)
            self.text(RIGHT + 10, round(below, 1), words, 13, colour, weight=weight)

    def svg(self):
        self.parts.append(f'<path d="M{LEFT} {BOTTOM}H{RIGHT}" stroke="{QUIET}"/>')
        return "\n".join(self.parts + ["</svg>"]) + "\n"


def round_top(value):
    """The end of an axis and the ticks up to it, in steps of 1, 2 or 5."""
    step = 1.0
    while value / step > 7:
        step *= 2.5 if str(step).lstrip("0.")[0] == "2" else 2
    ticks = [0.0]
    while ticks[-1] < value:
        ticks.append(ticks[-1] + step)
    return ticks


def history():
    """(year, millions) of UN DESA's table of 2024."""
    with open(HISTORY, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    years = [name for name in rows[0] if name[0] == "s" and name[1:].isdigit()]
    return [(int(name[1:]), round(sum(int(row[name] or 0) for row in rows) / 1e6, 2)) for name in years]


def stock_picture(run):
    world = [row for row in run.rows() if row["stock"] == "world"]
    columns = [(int(row["year"]), numbers(row, 1e6, 2)) for row in world]
    record = history()
    ticks = round_top(max(levels["q0.975"] for _, levels in columns))
    plot = Plot("International migrants in the world, millions",
                [run.source() + ". History: UN DESA, International Migrant Stock 2024."],
                (record[0][0], columns[-1][0]), ticks[-1], ticks, lambda tick: f"{tick:,.0f}")
    plot.fan(columns)
    plot.line(record, RECORD)
    for year, value in record:
        plot.parts.append(f'<circle class="record" data-when="{year}" data-value="{value:g}" '
                          f'cx="{plot.x(year)}" cy="{plot.y(value)}" r="4" fill="{RECORD}"/>')
    for year in range(record[0][0], columns[-1][0] + 1, 10):
        plot.x_label(year, str(year))
    for year, levels in columns:
        plot.held("year", year, levels)
    plot.text(plot.x(record[2][0]), plot.y(record[2][1]) - 16, "history", 13, RECORD, "middle", 600)
    plot.labels_at_end(columns[-1][0], columns[-1][1], lambda value: f"{value:,.0f}")
    return plot.svg()


def route_picture(run):
    every = run.rows("--route", ROUTE, "--from", FIRST_MONTH, "--months", str(MONTHS))
    months = [row for row in every if "-" in row["period"] and not row["border"] and not row["nationality"]]
    columns = [(at, numbers(row, 1, 0)) for at, row in enumerate(months)]
    simulated = next((at for at, levels in columns if levels["q0.025"] != levels["q0.975"]), len(columns))
    ticks = round_top(max(levels["q0.975"] for _, levels in columns))
    plot = Plot("Irregular crossings detected on the Central Mediterranean, by month",
                [run.source() + ". Record: Frontex, detections of illegal border-crossings."],
                (0, len(columns) - 1), ticks[-1], ticks, lambda tick: f"{tick:,.0f}")
    record = [(at, levels["median"]) for at, levels in columns[:simulated]]
    if simulated < len(columns):
        plot.fan(columns[max(simulated - 1, 0):])
    if record:
        plot.line(record, RECORD)
        peak = max(record, key=lambda point: point[1])
        plot.text(plot.x(peak[0]) - 10, plot.y(peak[1]) + 4, "record", 13, RECORD, "end", 600)
    for at, row in enumerate(months):
        if row["period"].endswith("-01"):
            plot.x_label(at, row["period"][:4])
        plot.held("month", row["period"], columns[at][1])
    plot.labels_at_end(months[-1]["period"], columns[-1][1], lambda value: f"{value:,.0f}")
    return plot.svg()


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    run = Run(sys.argv[1], sys.argv[2])
    folder = pathlib.Path(sys.argv[3] if len(sys.argv) == 4 else pathlib.Path(__file__).parent)
    for name, picture in (("world.svg", stock_picture), (f"{ROUTE}.svg", route_picture)):
        (folder / name).write_text(picture(run), encoding="utf-8")
        print(folder / name)


if __name__ == "__main__":
    main()
