"""International Migrant Stock (UN DESA Population Division), workbooks of the revisions 2020 and 2024:
by destination and origin, and by sex and destination, which has no origins."""
from downloads import cells
from downloads.areas import UNKNOWN
from downloads.kinds import Kind, version_in

FIRST_AGGREGATE = 900  # location codes from here on are regions and groups, the world first
WORLD = 900
OTHERS = 2003  # origin unknown or other
FIRST_YEAR = 1990
IN_GUADELOUPE = (652, 663)  # Saint-Barthelemy and Saint-Martin, which have rows without figures
WHOLE_WORLD = 0.005  # how far the sum of countries may be from the table's own world


def year_columns(table):
    """{year: position} of the first block of years, both sexes together."""
    years = {}
    for at, cell in enumerate(table.header):
        year, fault = cells.year(cell) if not cells.is_missing(cell) else (None, True)
        if fault:
            if years:
                break
            continue
        if years and year <= max(years):
            break
        years[year] = at
    if len(years) < 2 or min(years) != FIRST_YEAR:
        table.complain("header", ", ".join(map(str, years)) or "no years",
                       "are not the years of the table", "must begin with 1990")
        return {}
    return years


def revision_of(table, reading):
    revision = version_in(" ".join(table.above()), r"Rev\.\s*(20\d\d)")
    if not revision:
        table.complain("title", "", "names no revision",
                       "a row over the header must say POP/DB/MIG/Stock/Rev.2020")
    reading.edition = f"revision {revision}"
    titles = [text for text in table.above() if text.lower().startswith("table 1")
              or "international migrant stock at mid" in text.lower()]
    if not titles:
        table.complain("title", "", "is not that of numbers of migrants",
                       "take the workbook whose Table 1 is the migrant stock at mid-year")
        return None
    return revision


def country(record, key):
    """Code of a country, 'OOO', or None for regions and parts of countries."""
    number = record.whole(key, needed=True)
    if number is None:
        return None
    if number == OTHERS:
        return UNKNOWN
    if number >= FIRST_AGGREGATE or number in IN_GUADELOUPE:
        return None
    code = record.table.areas.by_m49.get(number)
    if code is None:
        record.complain(key, "is no location code of a country",
                        "must be an M49 code, or be added to inputs/compile/downloads/areas.csv")
    return code


def check_world(table, world, sums):
    for year, total in sorted(world.items()):
        if abs(sums.get(year, 0) - total) > WHOLE_WORLD * total:
            table.complain(f"world {year}", f"{total:,}",
                           f"is not the sum of countries, {sums.get(year, 0):,}",
                           "rows are missing or doubled: download the file again")


def read_corridors(table, reading):
    revision, years = revision_of(table, reading), year_columns(table)
    if not revision or not years:
        return
    world, sums = {}, {}
    for record in table.records():
        ends = record.whole("destination"), record.whole("origin")
        if ends == (WORLD, WORLD):
            world = {year: record.whole(at) or 0 for year, at in years.items()}
        destination, origin = country(record, "destination"), country(record, "origin")
        if not destination or not origin:
            reading.leave_out("regions, and areas that another one's figures hold")
            continue
        for year, at in years.items():
            persons = record.whole(at)
            reading.put("stock", (revision, destination, origin, year), persons, record)
            sums[year] = sums.get(year, 0) + (persons or 0)
    if world:
        check_world(table, world, sums)
    else:
        table.complain("world", "", "is not in the table", "download the whole table, not a part")


def read_destinations(table, reading):
    revision, years = revision_of(table, reading), year_columns(table)
    if not revision or not years:
        return
    world, sums = {}, {}
    for record in table.records():
        if record.whole("destination") == WORLD:
            world = {year: record.whole(at) or 0 for year, at in years.items()}
        destination = country(record, "destination")
        if not destination:
            reading.leave_out("regions, and areas that another one's figures hold")
            continue
        for year, at in years.items():
            persons = record.whole(at)
            reading.put("destinations", (revision, destination, year), persons, record)
            sums[year] = sums.get(year, 0) + (persons or 0)
    if not world:
        table.complain("world", "", "is not in the table", "download the whole table, not a part")
    check_world(table, world, sums)
    reading.notes.append("has destinations and sexes, but no origins: it makes no corridors, and is "
                         "only compared with what is shipped; take the workbook by destination and "
                         "origin for those")


REGION = "region development group country or area"
PUBLISHER = "UN DESA Population Division"
KINDS = [
    Kind("International Migrant Stock by destination and origin", PUBLISHER,
         {"name": (f"{REGION} of destination",), "destination": ("location code of destination",),
          "from": (f"{REGION} of origin",), "origin": ("location code of origin",)},
         read_corridors, sheets="table 1"),
    Kind("International Migrant Stock by sex and destination", PUBLISHER,
         {"name": (REGION, f"{REGION} of destination"),
          "destination": ("location code", "location code of destination"),
          "type": ("type of data", "data type", "type of data of destination")},
         read_destinations, sheets="table 1"),
]
