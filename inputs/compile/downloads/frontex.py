"""Monthly detections of illegal border crossing (Frontex), the workbook of its site."""
import re

from downloads import cells
from downloads.kinds import Kind
from downloads.table import plain

FEWEST_MONTHS = 12
ROUTES = {
    "central mediterranean": "Central Mediterranean Route",
    "eastern mediterranean": "Eastern Mediterranean Route",
    "western mediterranean": "Western Mediterranean Route",
    "western balkan": "Western Balkan Route",
    "western balkans": "Western Balkan Route",
    "western african": "Western African Route",
    "western africa": "Western African Route",
    "circular from albania to greece": "Circular Route from Albania to Greece",
    "albania greece": "Circular Route from Albania to Greece",
    "black sea": "Black Sea Route",
    "eastern borders": "Eastern Borders Route",
    "eastern land borders": "Eastern Borders Route",
    "eastern land border": "Eastern Borders Route",
    "other": "Other",
}
NOT_A_BORDER = {"channel", "exit towards the uk", "exits towards the uk", "unknown", "not specified"}
TYPES = {"land": "Land", "sea": "Sea", "sea border": "Sea", "land border": "Land",
         "blue borders": "Sea", "green borders": "Land"}


def release_in(name):
    """A release's date, which Frontex writes into the file's name alone."""
    found = re.search(r"(20\d\d)[-_.]?([01]\d)(?:[-_.]?([0-3]\d))?(?!\d)", name)
    return "-".join(part for part in found.groups() if part) if found else ""


def month_columns(table):
    """{month: position}; complains where they are not every month from the first to the last."""
    months = {}
    for at, header in enumerate(table.header):
        if at in table.columns.values() or cells.is_missing(header):
            continue
        month, fault = cells.month(header)
        if fault:
            table.complain("header", header, *fault)
        elif month in months:
            table.complain("header", header, "is a month twice", "keep one of the two columns")
        else:
            months[month] = at
    if len(months) < FEWEST_MONTHS:
        table.complain("header", len(months), "months are fewer than a year's",
                       "take the workbook with a column a month from JAN2009 on")
    ordered = sorted(months)
    for before, after in zip(ordered, ordered[1:]):
        year, month = divmod(int(before[:4]) * 12 + int(before[5:]), 12)
        if after != f"{year}-{month + 1:02}":
            table.complain("header", after, f"does not follow {before}", "a month's column is missing")
    return months


def route_of(record):
    text = plain(record.text("route"))
    name = re.sub(r"\broutes?\b", " ", text)
    name = " ".join(name.split())
    if name in ROUTES or text in NOT_A_BORDER:
        return ROUTES.get(name, "")
    record.complain("route", "is no route that is known", "add it to inputs/compile/downloads/frontex.py")
    return None


def read(table, reading):
    months = month_columns(table)
    reading.published = release_in(reading.file) or reading.published
    reading.edition = f"release of {reading.published}" if reading.published else ""
    for record in table.records():
        route = route_of(record)
        if route == "":
            reading.leave_out(f"route '{record.text('route')}', which is no border here")
            continue
        kind = TYPES.get(plain(record.text("type")))
        if kind is None:
            record.complain("type", "is neither land nor sea", "must be Land or Sea")
        nationality = record.named_area("nationality")
        for month, at in months.items():
            count = record.whole(at)
            if count and route and kind and nationality:
                reading.add("detections", (route, kind, nationality, month), count)
    with_figures = {key[3] for key in reading.figures["detections"]}
    empty = sorted(month for month in months if month > max(with_figures, default=""))
    if empty:
        reading.leave_out(f"months without any detection, from {empty[0]}: not published yet",
                          len(empty))


KINDS = [Kind("Monthly detections of illegal border crossing", "Frontex",
              {"route": ("route",),
               "type": ("border type or inland", "border type", "borderlocation", "border location"),
               "nationality": ("nationality", "nationalitylong", "nationality long")}, read)]
