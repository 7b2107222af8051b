"""What border guards counted, typed off from their notices: a row a border, period and measure."""
from downloads.kinds import Kind

# Of the source's codes, those that are a border here; others hold several.
BORDERS = {"BLR-POL": "belarus-poland", "BLR-LTU": "belarus-lithuania",
           "BLR-LVA": "belarus-latvia", "RUS-FIN": "russia-finland"}
# What was counted, by the beginning of the source's words.
MEASURES = {"attempted": "attempts", "attempts": "attempts", "turned away": "turned_away",
            "turned_away": "turned_away", "prevented crossings (different": "prevented_in_part",
            "prevented_in_part": "prevented_in_part", "prevented": "prevented",
            "asylum": "asylum_seekers"}
PART_OF_A_BORDER = "only)"  # a measure's words end so where one unit alone counted
FIRST_DAY = "2009-01-01"


def measure_of(record):
    words = record.text("measure")
    found = [kind for start, kind in MEASURES.items() if words.startswith(start)]
    if not found:
        record.complain("measure", "is no measure that is known", "must begin with one of: "
                        + ", ".join(MEASURES))
        return None
    return found[0]


def read(table, reading):
    ends = set()
    for record in table.records():
        code = record.text("border")
        if code not in BORDERS and code not in BORDERS.values():
            if code.startswith("BLR-ALL"):
                reading.leave_out("figures of several borders together")
            else:
                record.complain("border", "is no border that guards count at here",
                                "must be one of: " + ", ".join(BORDERS))
            continue
        first, last = record.day("first"), record.day("last")
        kind, count = measure_of(record), record.whole("count", needed=True)
        if None in (first, last, kind, count):
            continue
        if last < first:
            record.complain("last", f"is before {first}", "exchange the two")
        elif first < FIRST_DAY:
            record.complain("first", "is before any table of borders begins", "check the year")
        elif record.text("measure").endswith(PART_OF_A_BORDER):
            reading.leave_out("figures of one unit of a border alone")
        else:
            reading.put("attempts", (BORDERS.get(code, code), first, last, kind), count, record)
            ends.add(last)
    rising(table, reading)
    reading.edition = f"figures to {max(ends)}" if ends else ""


def rising(table, reading):
    """Figures from the same day on are cumulative: those to a later day are no smaller."""
    series = {}
    for (border, first, last, kind), count in sorted(reading.figures["attempts"].items()):
        before = series.get((border, first, kind))
        if before and count < before[1]:
            table.complain(f"{border} from {first} to {last}", count,
                           f"is less than the {before[1]} to {before[0]}",
                           "one of the two figures is wrong, or of another measure")
        series[border, first, kind] = last, count


KINDS = [
    Kind("Attempts at the eastern borders", "Border guards of Poland, Lithuania, Latvia and Finland",
         {"border": ("border",), "first": ("period start", "first day"),
          "last": ("period end", "last day"), "count": ("count", "attempts"),
          "measure": ("measure", "kind")}, read),
]
