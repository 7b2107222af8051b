#!/usr/bin/env python3
"""Writes the tables of docs/model/audit.md anew, from the card of a file and the reasons in the code.

usage: docs/model/audit_tables.py PEREGRINE FILE.h5
What stands between the lines `<!-- NAME -->` and `<!-- end of NAME -->` is replaced.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/model/audit.md"
TEXT = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
REASON = re.compile(rf'\{{"([a-z]+\.[^"]+)",\s*([\d.]+),\s*([\d.]+),\s*{TEXT},\s*{TEXT}\}}')
COUNTED = ("countries", "countries and years", "origins", "routes", "coup attempts", "campaigns")
GROUPS = {
    "world": "the world's migrants: the past as counted, growth a head in periods of five years, seams, moves, deaths, spread",
    "countries": "populations beside the UN's bands, migrants' share of a population, gains and losses, concentration, means "
                 "beside medians",
    "corridors": "growth, falls, bands of ×1,000, the largest, openings and closings, unknown origin, single draws",
    "displacement": "the world's displaced abroad: past, rises and falls, level a head, per death, spread",
    "origins": "falls and surges of an origin, the five largest by decade, whose gains, emptied countries, rich and "
               "peaceful ones",
    "conflict": "war by income and past war, some countries by name, number of wars, interstate wars, coups, deaths and "
                "their tail",
    "routes": "levels and records of eight routes, Western Africa's low, bands, yearly changes, deaths at sea, irregular "
              "share, campaigns",
    "climate": "temperature, CO2, emissions, food stress",
}


def in_words(value, unit):
    if value is None:
        return ""
    if unit == "share":
        return f"{100 * value:.2f} %" if abs(value) < 0.01 else f"{100 * value:.1f} %"
    if unit == "times":
        return f"{value:.2f}" if abs(value) < 10 else f"{value:,.0f}"
    if unit in COUNTED and abs(value) < 100:
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{value:.2f}" if unit in ("K", "in logs") else f"{value:,.0f}"


def unit_of(value, unit):
    if unit == "share":
        return ""
    singular = {"countries": "country", "persons": "person"}.get(unit, unit.rstrip("s"))
    return " " + (singular if value == 1 and unit not in ("times", "in logs") else unit)


def bound(row):
    low, high = in_words(row["low"], row["unit"]), in_words(row["high"], row["unit"])
    unit = unit_of(row["low"] if row["high"] is None else row["high"], row["unit"])
    return (f"{low} to {high}" if low and high else f"≤ {high}" if high else f"≥ {low}") + unit


def groups(card):
    counts = collections.defaultdict(collections.Counter)
    for row in card["rows"]:
        for section in (row["section"], "all"):
            counts[section].update([row["verdict"], row["basis"], "statements"])
    text = f"Of {card['draws']:,} draws of `{card['scenario']}`, seed {card['seed']}, model {card['model_version']}, content " \
           f"hash `{card['content_hash'][:16]}`…; {card['draws_looked_at']:,} draws looked at one by one.\n\n" \
           "| group | statements | record, published, judgement | odd, with reason | odd, unexplained | what they are of |\n" \
           "|---|---|---|---|---|---|\n"
    for section, words in [*GROUPS.items(), ("all", "")]:
        count = counts[section]
        text += f"| {section} | {count['statements']} | {count['record']}, {count['published']}, {count['judgement']} | " \
                f"{count['odd explained']} | {count['odd unexplained']} | {words} |\n"
    return text


def odd_rows(card):
    text = "| statement | value | bound | basis | where | reason |\n|---|---|---|---|---|---|\n"
    for row in card["rows"]:
        if row["verdict"].startswith("odd"):
            text += f"| `{row['id']}`: {row['statement']} | {in_words(row['value'], row['unit'])}{unit_of(row['value'], row['unit'])} | {bound(row)} | " \
                    f"{row['basis']} | {row['where']} | {'yes' if row['verdict'] == 'odd explained' else '**none**'} |\n"
    return text


def reasons():
    def plain(literals):
        return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))

    text = "| statement | stands from | to | where | why |\n|---|---|---|---|---|\n"
    for found in REASON.finditer((ROOT / "host/audit/reasons.cpp").read_text(encoding="utf-8")):
        text += f"| `{found[1]}` | {found[2]} | {found[3]} | {plain(found[4])} | {plain(found[5])} |\n"
    return text


def main(peregrine, path):
    output = subprocess.run([peregrine, "audit", path, "--json"], capture_output=True, text=True, check=False)
    if output.returncode not in (0, 1):
        sys.exit(output.stderr)
    card = json.loads(output.stdout)
    page = PAGE.read_text(encoding="utf-8")
    for name, table in (("groups", groups(card)), ("odd rows", odd_rows(card)), ("reasons", reasons())):
        page, count = re.subn(rf"(<!-- {name} -->\n).*?(\n<!-- end of {name} -->)",
                              lambda found, table=table: found[1] + table.rstrip("\n") + found[2], page, flags=re.S)
        assert count == 1, name
    page = re.sub(r"against \d+ statements", f"against {card['statements']} statements", page)
    PAGE.write_text(page, encoding="utf-8")


main(*sys.argv[1:])
