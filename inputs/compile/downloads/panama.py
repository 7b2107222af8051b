"""Irregular transit of the Darien (Servicio Nacional de Migracion, Panama): a workbook or text a year,
nationalities down, months across, in Spanish."""
import re

from downloads import cells
from downloads.areas import key
from downloads.kinds import Kind
from downloads.table import plain

GROUPS = {key(name) for name in (
    "Total", "Total General", "Gran Total", "Africa", "Asia", "Europa", "Oceanía", "América",
    "América del Norte", "América Central", "América del Sur", "Antillas", "Sin continente")}
TOTAL = {key(name) for name in ("Total", "Total General", "Gran Total")}


def months_of(table, year):
    months = {}
    for at, header in enumerate(table.header):
        word = plain(header).split(" ")[0]
        if word in cells.MONTH_NAMES:
            month = f"{year}-{cells.MONTH_NAMES[word]:02}"
            if month in months:
                table.complain("header", header, "is a month twice", "keep one of the two columns")
            months[month] = at
    if not months:
        table.complain("header", "", "has no months", "must have columns Ene., Feb. ... as published")
    return months


def read(table, reading):
    years = re.findall(r"\b(20\d\d)\b", " ".join(table.above()))
    if not years:
        table.complain("title", "", "names no year", "a row over the header must, as published")
        return
    if "dari" not in " ".join(table.above()).lower():
        table.complain("title", "", "does not name the Darien", "must be 'por Darién'")
    months = months_of(table, years[0])
    reading.edition = f"year {years[0]}"
    sums, totals = dict.fromkeys(months, 0), {}
    for record in table.records():
        name = key(record.text("nationality"))
        if not name or (name not in GROUPS and not any(record.has(at) for at in months.values())):
            reading.leave_out("notes and sources under the table")
            continue
        counts = {month: record.whole(at) for month, at in months.items()}
        if name in TOTAL:
            totals = counts
        if name in GROUPS:
            reading.leave_out("totals and continents")
            continue
        nationality = record.named_area("nationality")
        whole = record.whole("total")
        if whole is not None and None not in counts.values() and whole != sum(counts.values()):
            record.complain("total", f"is not the sum of its months, {sum(counts.values())}",
                            "correct the row: a figure is cut or doubled")
        for month, count in counts.items():
            sums[month] += count or 0
            if nationality and count:
                reading.put("darien", (nationality, month), count, record)
    for month, total in totals.items():
        if total is not None and total != sums[month]:
            table.complain(f"total of {month}", total, f"is not the sum of nationalities, {sums[month]}",
                           "rows are missing or doubled: download the file again")
    for month in months:
        if not sums[month]:
            reading.leave_out("months without any crossing: not published yet")


KINDS = [Kind("Irregular transit of the Darien", "Servicio Nacional de Migracion (Panama)",
              {"nationality": ("pais", "nacionalidad", "pais de nacionalidad", "continente y pais",
                               "pais nacionalidad"),
               "january": ("ene", "enero")}, read, also={"total": ("total", "total general")})]
