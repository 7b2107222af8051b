"""Nationwide encounters (US Customs and Border Protection): rows of counts by fiscal year and month."""
import re

from downloads import cells
from downloads.kinds import Kind
from downloads.table import plain

FIRST_FISCAL_MONTH = 10  # October, of the calendar year before
BORDERS = {"southwest land border": True, "northern land border": False, "other": False}

def fiscal_year(record):
    found = re.fullmatch(r"(20\d\d)(\.0)?\s*(\(FYTD\))?", record.text("year"))
    if found:
        return int(found[1])
    record.complain("year", "is no fiscal year", "must be as 2023 or 2024 (FYTD)")
    return None


def read(table, reading):
    years = set()
    for record in table.records():
        year = fiscal_year(record)
        number = cells.MONTH_NAMES.get(record.text("month").lower())
        if number is None:
            record.complain("month", "is no month", "must be as OCT")
        border = plain(record.text("border"))
        if border not in BORDERS:
            record.complain("border", "is no border of this table", "must be Southwest Land Border, "
                            "Northern Land Border or Other")
            continue
        count = record.whole("count", needed=True)
        if plain(record.text("authority")) not in ("title 8", "title 42"):
            record.complain("authority", "is no title", "must be Title 8 or Title 42")
        if not BORDERS[border]:
            reading.leave_out("other borders than the south-west land border")
            continue
        nationality = record.named_area("nationality")
        if None in (year, number, nationality, count):
            continue
        years.add(year)
        calendar = year - 1 if number >= FIRST_FISCAL_MONTH else year
        reading.add("encounters", (nationality, f"{calendar}-{number:02}"), count)
    if years:
        reading.edition = f"fiscal years {min(years)} to {max(years)}"


KINDS = [Kind("Nationwide encounters", "US Customs and Border Protection",
              {"year": ("fiscal year",), "month": ("month abbv", "month"),
               "border": ("land border region",), "nationality": ("citizenship",),
               "authority": ("title of authority",), "count": ("encounter count",)},
              read)]
