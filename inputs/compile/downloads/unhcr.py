"""Population figures (UNHCR, Refugee Data Finder): the zip of its site with population.csv, of which
the description stands over the header."""
from downloads.kinds import Kind, version_in

HIDDEN = "*"  # 1 to 4 persons in older files


def persons(record, key, reading):
    if record.text(key) == HIDDEN:
        reading.leave_out(f"figures hidden as {HIDDEN}: fewer than five persons")
        return 0
    return record.whole(key) or 0


def read(table, reading):
    years = set()
    for record in table.records():
        year = record.year("year")
        ends = []
        for key in ("asylum", "origin"):
            if record.text(key) in ("", "-"):
                record.complain(key, "names no country", "download the figures of all countries of "
                                "origin and asylum, not their totals")
                ends.append(None)
            else:
                ends.append(record.coded_area(key))
        refugees = persons(record, "refugees", reading)
        others = persons(record, "seekers", reading) + persons(record, "in_need", reading)
        if year is None or None in ends:
            continue
        years.add(year)
        reading.put("refugees", (*ends, year), refugees, record)
        reading.put("others", (*ends, year), others, record)
    extracted = version_in(" ".join(table.above()), r"(20\d\d-\d\d-\d\d)")
    reading.published = extracted or reading.published
    if years:
        reading.edition = f"ends of {min(years)} to {max(years)}"
    if "in_need" not in table.columns:
        reading.notes.append("has no column of other people in need of international protection")


ALSO = {"in_need": ("other people in need of international protection", "others in need",
                    "other people in need of intl protection", "venezuelans displaced abroad", "oip"),
        "idps": ("idps of concern to unhcr", "idps")}
KINDS = [
    Kind("Refugees and asylum seekers at the end of the year", "UNHCR",
         {"year": ("year",), "origin": ("country of origin iso", "origin"),
          "asylum": ("country of asylum iso", "destination"),
          "refugees": ("refugees under unhcr s mandate", "refugees"),
          "seekers": ("asylum seekers",),
          "other": ("idps of concern to unhcr", "idps", "stateless persons")},
         read, also=ALSO),
]


def read_new(table, reading):
    """Newly displaced and claims of the year, in the columns of the project's own raw table."""
    for record in table.records():
        year = record.year("year")
        pair = record.coded_area("destination"), record.coded_area("origin")
        refugees = record.whole("refugees", needed=True)
        others = record.whole("others", needed=True)
        claims = record.whole("claims", needed=True)
        if None in (year, *pair, refugees, others, claims):
            continue
        reading.put("new", (*pair, year), (refugees, others), record)
        reading.put("claims", (*pair, year), claims, record)
    years = {key[2] for key in reading.figures["claims"]}
    reading.edition = f"years {min(years)} to {max(years)}" if years else ""


KINDS.append(
    Kind("Newly displaced and asylum claims of the year", "UNHCR",
         {"year": ("year",), "origin": ("origin",), "destination": ("destination",),
          "refugees": ("refugees",), "claims": ("asylum seekers",),
          "like": ("refugee like",), "others": ("oip",)}, read_new))
