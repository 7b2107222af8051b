"""Irregular crossings: borders, detections by border and nationality, what border guards counted,
and the dead and missing.

Frontex counts detections by route; the borders are finer, and how the Eastern Borders Route is
divided among them is an estimate (`split_eastern`), described in inputs/SOURCES.md.
"""
import collections

import spans
from irregular_eastern import EASTERN, MONTHS, split_eastern
from tables import joined

REST = "REST"
ALL = "ALL"
# Not a nationality: unknown, unspecified or other.
UNKNOWN = ("OOO", "OOS", "")
# The stateless, as in the tables of displacement; Pitcairn (PCN, one detection) is a slip.
SAME_CODE = {"STL": "XXA", "PCN": "OOO"}
COVERED = 0.97
RECENT = "2018"  # and since

HEADER = ["code", "name", "route", "target", "kind", "leads_to", "first_entry", "figures_from",
          "monthly_from", "level_from", "figures_until", "figures_by"]
# first_entry: 1 where a crossing is a person's entry into the destination region, 0 for onward
# movement and transit. Of a border at the end of the list the random numbers of the others know nothing.
BORDERS = [
    ["central-mediterranean", "Central Mediterranean", "central-mediterranean", "ITA", "sea", "", 1],
    ["eastern-mediterranean-sea", "Eastern Mediterranean, sea", "eastern-mediterranean", "GRC",
     "sea", "western-balkans", 1],
    ["eastern-mediterranean-land", "Eastern Mediterranean, land", "eastern-mediterranean", "GRC",
     "land", "western-balkans", 1],
    ["western-balkans", "Western Balkans", "western-balkans", "HUN", "land", "", 0],
    ["western-mediterranean-sea", "Western Mediterranean, sea", "western-mediterranean", "ESP",
     "sea", "", 1],
    ["western-mediterranean-land", "Western Mediterranean, land", "western-mediterranean", "ESP",
     "land", "", 1],
    ["western-africa", "Western Africa to the Canary Islands", "western-africa", "ESP", "sea", "",
     1],
    ["albania-greece", "Albania to Greece", "albania-greece", "GRC", "land", "", 0],
    ["black-sea", "Black Sea", "black-sea", "ROU", "sea", "", 1],
    ["belarus-poland", "Belarus to Poland", "eastern-borders", "POL", "land", "", 1],
    ["belarus-lithuania", "Belarus to Lithuania", "eastern-borders", "LTU", "land", "", 1],
    ["belarus-latvia", "Belarus to Latvia", "eastern-borders", "LVA", "land", "", 1],
    ["russia-finland", "Russia to Finland", "eastern-borders", "FIN", "land", "", 1],
    ["russia-norway", "Russia to Norway", "eastern-borders", "NOR", "land", "", 1],
    ["eastern-other", "Eastern borders, other", "eastern-borders", "EST", "land", "", 1],
    ["eastern-ukrainians", "Eastern borders, Ukrainian nationals", "eastern-borders", "POL", "land",
     "", 1],
    ["other", "Other", "other", "GRC", "sea", "", 1],
    ["darien", "Darién Gap", "darien", "PAN", "land", "us-south-west", 0],
    ["us-south-west", "South-west border of the United States", "us-south-west", "USA", "land", "",
     1],
    ["channel", "Channel, small boats", "channel", "GBR", "sea", "", 0],
]
FIGURES_FROM = {"darien": ("2010-01", "2020-01"), "us-south-west": ("2017-10", "2017-10"),
                "channel": ("2018-01", "2018-01")}
CHANNEL = "channel"  # the border whose figures are by quarter
# The first month of a regime by whose months alone a border's level is judged, where one is known.
# Ukrainians: men of 18 to 60 years may not leave since martial law began, on 24 February 2022; four in
# a month crossed before, some hundreds since. The Channel: since the end of 2020 the United Kingdom is no
# longer bound by the Dublin regulation, by which who had come from France could be sent back there.
LEVEL_FROM = {"eastern-ukrainians": "2022-03", CHANNEL: "2021-01"}
# Frontex's route and type of border; where the route has one border, whatever the type.
FRONTEX = {
    ("Central Mediterranean Route", None): "central-mediterranean",
    ("Eastern Mediterranean Route", "Sea"): "eastern-mediterranean-sea",
    ("Eastern Mediterranean Route", "Land"): "eastern-mediterranean-land",
    ("Western Balkan Route", None): "western-balkans",
    ("Western Mediterranean Route", "Sea"): "western-mediterranean-sea",
    ("Western Mediterranean Route", "Land"): "western-mediterranean-land",
    ("Western African Route", None): "western-africa",
    ("Circular Route from Albania to Greece", None): "albania-greece",
    ("Black Sea Route", None): "black-sea",
    ("Eastern Borders Route", None): EASTERN,
    ("Other", None): "other",
}
# The International Organization for Migration's routes that are one of the borders.
DEATHS = {
    "Central Mediterranean Route": "central-mediterranean",
    "Eastern Mediterranean Route": "eastern-mediterranean-sea",
    "Western Mediterranean Route": "western-mediterranean-sea",
    "Western African Atlantic Route": "western-africa",
    "Central American Route": "us-south-west",
}
GUARDED = {"BLR-POL": "belarus-poland", "BLR-LTU": "belarus-lithuania",
           "BLR-LVA": "belarus-latvia", "RUS-FIN": "russia-finland"}
SEVERAL = "BLR-ALL"  # codes of several borders together begin so
PART_OF_A_BORDER = "only)"  # a measure's words end so where one unit alone counted
# What border guards counted, by the beginning of the source's words.
KINDS = {"attempted": "attempts", "turned away": "turned_away",
         "prevented (State": "prevented", "asylum seekers": "asylum_seekers",
         "prevented crossings (different": "prevented_in_part"}


def frontex_border(row):
    route = row["route"]
    return FRONTEX.get((route, None)) or FRONTEX[route, row["border_type"]]


def quarter(last_day):
    """2018-09-30 as 2018-Q3."""
    return f"{last_day[:4]}-Q{int(last_day[5:7]) // 3}"


def next_quarter(when):
    year, number = int(when[:4]), int(when[-1])
    return f"{year}-Q{number + 1}" if number < 4 else f"{year + 1}-Q1"


def last_month_of(when):
    """The last month of a month, quarter or year: 2018-Q3 as 2018-09."""
    if "Q" in when:
        return f"{when[:4]}-{3 * int(when[-1]):02}"
    return when if len(when) == len("2018-09") else f"{when}-12"


def read_detections(raw, attempts):
    """{border: {(nationality, month, quarter or year): detections}}, as short as the source has them."""
    table = collections.defaultdict(collections.Counter)
    for row in joined(raw, "irregular/frontex_detections.csv"):
        border = frontex_border(row)
        if border == EASTERN and row["nationality"] == "UKR":
            border = "eastern-ukrainians"
        nationality = SAME_CODE.get(row["nationality"], row["nationality"])
        table[border][nationality, row["month"][:7]] += int(row["detections"])
    for border, cells in split_eastern(table.pop(EASTERN), attempts).items():
        table[border] = cells
    for row in joined(raw, "irregular/darien_crossings.csv"):
        month = row["period_start"][:7]
        when = month if month >= FIGURES_FROM["darien"][1] else month[:4]
        table["darien"][row["nationality"], when] += int(row["crossings"])
    for row in joined(raw, "irregular/us_southwest_border_encounters.csv"):
        table["us-south-west"][row["nationality"] or ALL, row["month"][:7]] += int(row["encounters"])
    for row in joined(raw, "irregular/channel_small_boats.csv"):
        table[CHANNEL][row["nationality"], quarter(row["quarter_end"])] += int(row["arrivals"])
    return table


def nationality_groups(cells):
    """The nationalities that carry 97 % of what is known by nationality, over all years and over the
    recent ones."""
    groups = set()
    for since in ("", RECENT):
        totals = collections.Counter()
        for (nationality, when), detections in cells.items():
            if when[:4] >= since and nationality not in UNKNOWN and nationality != ALL:
                totals[nationality] += detections
        needed = COVERED * sum(totals.values())
        for nationality, detections in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
            if needed <= 0:
                break
            groups.add(nationality)
            needed -= detections
    return groups


def grouped(cells):
    """Rows (nationality, when, detections), REST for what is in no group."""
    groups = nationality_groups(cells) | {ALL}
    table = collections.Counter()
    for (nationality, when), detections in cells.items():
        table[nationality if nationality in groups else REST, when] += detections
    return [(*key, detections) for key, detections in
            sorted(table.items(), key=lambda item: (item[0][0] == REST, item[0])) if detections]


def repeats(row, table):
    """Whether a longer period of the same border and measure, around the row's own, has its count: that
    one is then printed again for a part of it and says nothing of when people came."""
    border, first, last, count, kind = row
    return any(of == border and what == kind and total == count
               and start <= first and last <= end and (start, end) != (first, last)
               for of, start, end, total, what in table)


def check_rising(table):
    """Figures from the same day on are cumulative: those to a later day are no smaller."""
    for one in table:
        for other in table:
            if (one[0], one[1], one[4]) == (other[0], other[1], other[4]):
                if one[2] < other[2] and one[3] > other[3]:
                    raise ValueError(f"{other} is less than {one}: one of the two figures is wrong")


def read_attempts(raw):
    """Rows [border, first_day, last_day, attempts, kind], as reported; cumulative figures overlap. Left
    out are figures of several borders together, of one unit of a border, and those that repeat another.
    """
    table = []
    for row in joined(raw, "irregular/eastern_border_attempts.csv"):
        if row["border"].startswith(SEVERAL) or row["measure"].endswith(PART_OF_A_BORDER):
            continue
        kind = next(kind for words, kind in KINDS.items() if row["measure"].startswith(words))
        table.append([GUARDED[row["border"]], row["period_start"], row["period_end"],
                      int(row["count"]), kind])
    table = [row for row in table if not repeats(row, table)]
    check_rising(table)
    order = [border[0] for border in BORDERS]
    return sorted(table, key=lambda row: (order.index(row[0]), row[1], row[2], row[4]))


def cell(detections):
    """Whole where the source is; the estimated split of the Eastern route to a thousandth."""
    return detections if isinstance(detections, int) else f"{detections:.3f}".rstrip("0").rstrip(".")


def figures_until(cells):
    """The last month of a border's figures where that is not the record's, else nothing."""
    last = max(last_month_of(when) for _, when in cells)
    return last if last < spans.LAST_MONTH else ""


def compile_irregular(raw, out, write):
    attempts = read_attempts(raw)
    detections = read_detections(raw, attempts)
    write(out / "baseline/borders.csv", HEADER,
          ([*border, *FIGURES_FROM.get(border[0], (MONTHS[0], MONTHS[0])),
            LEVEL_FROM.get(border[0], ""),
            *((figures_until(detections[CHANNEL]), "quarter") if border[0] == CHANNEL else ("", ""))]
           for border in BORDERS))
    write(out / "history/irregular_detections.csv",
          ["border", "nationality", "month", "detections"],
          ([border, nationality, when, cell(count)] for border, *_ in BORDERS
           for nationality, when, count in grouped(detections[border]) if cell(count) != "0"))
    write(out / "history/border_attempts.csv",
          ["border", "first_day", "last_day", "attempts", "kind"], attempts)
    deaths = collections.Counter()
    for row in joined(raw, "irregular/iom_missing_migrants.csv"):
        if row["route"] in DEATHS:
            deaths[DEATHS[row["route"]], row["month"][:7]] += int(row["dead_or_missing"])
    write(out / "history/irregular_deaths.csv", ["border", "month", "dead_or_missing"],
          ([border, month, deaths[border, month]] for border, *_ in BORDERS for month in MONTHS
           if deaths[border, month]))
