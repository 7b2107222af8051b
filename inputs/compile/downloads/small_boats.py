"""Irregular migration to the United Kingdom, detailed data sets (Home Office): of these the arrivals by
small boat, by quarter and nationality."""
import re

from downloads.kinds import Kind
from downloads.table import plain

METHODS = {"small boat arrivals": True, "small boat": True, "inadequately documented air arrivals": False,
           "recorded detections in the uk": False, "recorded detections at uk ports": False,
           "inadequately documented air arrival": False, "recorded detection in the uk": False,
           "recorded detection at a uk port": False}
LAST_DAYS = {"1": "03-31", "2": "06-30", "3": "09-30", "4": "12-31"}
END_OF_TABLE = ("end of table", "total", "notes")


def quarter_end(record):
    found = re.fullmatch(r"(20\d\d)\s*Q([1-4])", record.text("quarter"))
    if not found:
        record.complain("quarter", "is no quarter", "must be as 2024 Q3")
        return None
    return f"{found[1]}-{LAST_DAYS[found[2]]}"


def read(table, reading):
    quarters = set()
    for record in table.records():
        if plain(record.row[0]).startswith(END_OF_TABLE):
            reading.leave_out("notes under the table")
            continue
        method = plain(record.text("method"))
        if method not in METHODS:
            record.complain("method", "is no method of entry that is known",
                            "add it to inputs/compile/downloads/small_boats.py")
            continue
        quarter, count = quarter_end(record), record.whole("count", needed=True)
        if not METHODS[method]:
            reading.leave_out("other ways of entry than small boats")
            continue
        nationality = record.named_area("nationality")
        if None in (quarter, count, nationality):
            continue
        quarters.add(quarter)
        reading.add("boats", (quarter, "OOO" if nationality == "XXA" else nationality), count)
    reading.edition = f"quarters to {max(quarters)}" if quarters else ""


def read_plain(table, reading):
    for record in table.records():
        day, count = record.day("quarter"), record.whole("count", needed=True)
        nationality = record.coded_area("nationality")
        if day and day[5:] not in LAST_DAYS.values():
            record.complain("quarter", "is no end of a quarter", "must be as 2024-09-30")
        elif None not in (day, count, nationality):
            reading.put("boats", (day, nationality), count, record)
    ends = {key[0] for key in reading.figures["boats"]}
    reading.edition = f"quarters to {max(ends)}" if ends else ""


KINDS = [
    Kind("Irregular migration to the United Kingdom", "Home Office (United Kingdom)",
         {"quarter": ("quarter",), "method": ("method of entry",), "nationality": ("nationality",),
          "count": ("number of detections", "detections", "number of arrivals")}, read),
    Kind("Small boats over the Channel (plain)", "Home Office (United Kingdom)",
         {"quarter": ("quarter end",), "nationality": ("nationality",), "count": ("arrivals",)},
         read_plain),
]
