"""Missing Migrants Project (International Organization for Migration): incidents, in the layout of
2026 and in older ones."""
import datetime
import re

from downloads import cells
from downloads.kinds import Kind
from downloads.table import plain

# Names of the routes that are a border here; others are left out by the table that is made.
ROUTES = {
    "central mediterranean": "Central Mediterranean Route",
    "eastern mediterranean": "Eastern Mediterranean Route",
    "western mediterranean": "Western Mediterranean Route",
    "western african atlantic": "Western African Atlantic Route",
    "western africa atlantic to the canary islands": "Western African Atlantic Route",
    "western africa atlantic": "Western African Atlantic Route",
    "central american": "Central American Route",
    "us mexico border crossing": "Central American Route",
    "darien": "Central American Route",
}
FIRST = "2014-01"


def incident_month(cell):
    """'Mon, 01/05/2026 - 12:00' is month, day, year; ISO dates and dates of a sheet are themselves."""
    found = re.fullmatch(r"(?:[A-Za-z]+,?\s+)?(\d{1,2})/(\d{1,2})/(\d{4})\b.*", str(cell).strip())
    if not found:
        return cells.month(cell)
    try:
        day = datetime.date(int(found[3]), int(found[1]), int(found[2]))
    except ValueError:
        return None, ("is no date", "must be as 'Mon, 01/25/2026 - 12:00', month before day")
    return f"{day.year}-{day.month:02}", None


def read(table, reading):
    months, uneven = set(), 0
    for record in table.records():
        month, fault = incident_month(record.cell("date")) if record.has("date") else (
            None, ("is empty", "every incident needs it"))
        if fault:
            record.complain("date", *fault)
        elif month < FIRST:
            record.complain("date", "is before the project began", f"must be from {FIRST} on")
        dead, missing = record.whole("dead"), record.whole("missing")
        total = record.whole("total") if "total" in table.columns else None
        if total is None:
            total = (dead or 0) + (missing or 0)
        elif total != (dead or 0) + (missing or 0):
            uneven += 1
        name = re.sub(r"\broute\b", " ", plain(record.text("route")))
        route = ROUTES.get(" ".join(name.split()), record.text("route") or "Undefined")
        if not fault:
            months.add(month)
            reading.add("missing", (route, month), total)
    if uneven:
        reading.notes.append(f"has {uneven} incidents whose total is not dead and missing together; "
                             "the total was taken")
    reading.edition = f"incidents to {max(months)}" if months else ""


def read_plain(table, reading):
    for record in table.records():
        month, persons = record.month("month"), record.whole("persons", needed=True)
        if None not in (month, persons):
            reading.put("missing", (record.text("route"), month), persons, record)


KINDS = [
    Kind("Missing migrants", "International Organization for Migration",
         {"date": ("incident date", "reported date", "date"),
          "dead": ("number of dead", "number dead"),
          "missing": ("minimum estimated number of missing", "number of missing"),
          "route": ("migration route", "route")}, read,
         also={"total": ("total number of dead and missing", "total dead and missing")}),
    Kind("Missing migrants (plain)", "International Organization for Migration",
         {"month": ("month",), "route": ("route",), "persons": ("dead or missing",)}, read_plain),
]
