"""The project's own raw tables of the same figures: plain CSV with codes in place of names."""
import re

from downloads import frontex
from downloads.kinds import Kind
from downloads.table import plain

# Groups of nationals that Frontex has and no other table.
GROUPS = {"OOS": "OOO", "PCN": "OOO"}


def nationality(record):
    text = record.text("nationality")
    return GROUPS.get(text) or record.coded_area("nationality")


def read_detections(table, reading):
    months = set()
    for record in table.records():
        month, count = record.month("month"), record.whole("count", needed=True)
        route = frontex.route_of(record)
        kind = frontex.TYPES.get(plain(record.text("type")))
        if kind is None:
            record.complain("type", "is neither land nor sea", "must be Land or Sea")
        code = nationality(record)
        if None not in (month, count, kind, code) and route:
            months.add(month)
            reading.add("detections", (route, kind, code, month), count)
    reading.edition = f"months to {max(months)}" if months else ""


def read_darien(table, reading):
    for record in table.records():
        month, count = record.month("start"), record.whole("count", needed=True)
        code = nationality(record)
        if None not in (month, count, code):
            reading.add("darien", (code, month), count)
    last = max((key[1] for key in reading.figures["darien"]), default="")
    reading.edition = f"months to {last}" if last else ""


def read_encounters(table, reading):
    for record in table.records():
        month, count = record.month("month"), record.whole("count", needed=True)
        code = nationality(record) if record.has("nationality") else "ALL"
        if None not in (month, count, code):
            reading.put("encounters", (code, month), count, record)
    last = max((key[1] for key in reading.figures["encounters"]), default="")
    reading.edition = f"months to {last}" if last else ""


def read_stock(table, reading):
    found = re.search(r"rev_?(20\d\d)", reading.file)
    if not found:
        table.complain("file", reading.file, "names no revision", "its name must have rev2020 or rev2024")
        return
    reading.edition = f"revision {found[1]}"
    for record in table.records():
        year, persons = record.year("year"), record.whole("stock", needed=True)
        pair = record.coded_area("destination"), record.coded_area("origin")
        if None not in (year, persons, *pair):
            reading.put("stock", (found[1], *pair, year), persons, record)


KINDS = [
    Kind("Monthly detections of illegal border crossing (plain)", "Frontex",
         {"month": ("month",), "route": ("route",), "type": ("border type",),
          "nationality": ("nationality",), "count": ("detections",)}, read_detections),
    Kind("Irregular transit of the Darien (plain)", "Servicio Nacional de Migracion (Panama)",
         {"start": ("period start",), "nationality": ("nationality",), "count": ("crossings",)},
         read_darien),
    Kind("Nationwide encounters (plain)", "US Customs and Border Protection",
         {"month": ("month",), "nationality": ("nationality",), "count": ("encounters",)},
         read_encounters),
    Kind("International Migrant Stock by destination and origin (plain)",
         "UN DESA Population Division",
         {"year": ("year",), "destination": ("destination",), "origin": ("origin",),
          "stock": ("stock",)}, read_stock),
]
