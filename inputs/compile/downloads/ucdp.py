"""Uppsala Conflict Data Program: armed conflicts (UCDP/PRIO), deaths by country and year, and events
(GED and the candidate releases, some of which come without a header)."""
import collections
import re

from downloads.kinds import Kind
from downloads.table import Table

PUBLISHER = "UCDP"
FIRST_CONFLICT_YEAR = 1946
TYPES = {"1": "extrasystemic", "2": "interstate", "3": "intrastate", "4": "II",
         "extrasystemic": "extrasystemic", "interstate": "interstate", "intrastate": "intrastate",
         "II": "II", "internationalized intrastate": "II"}
# UCDP counts the deaths of these provinces of events under the state that holds them.
PALESTINE = ("gaza strip", "west bank", "gaza", "east jerusalem")
ISRAEL = 666
# Deaths of a country and year are kept as (code, year), those in conflicts of a state among them as
# (code, year, FOUGHT).
FOUGHT = "state-based"


def states(record, key):
    """Gleditsch and Ward's numbers of one side: none, one, or several with commas between."""
    numbers = []
    for part in re.split(r"[,;]\s*", record.text(key)):
        if not part:
            continue
        if not re.fullmatch(r"\d{1,4}(\.0)?", part):
            record.complain(key, "is no number of a state", "must be Gleditsch and Ward's, as 365")
            return None
        numbers.append(int(float(part)))
    return tuple(numbers)


def read_conflicts(table, reading):
    versions = set()
    for record in table.records():
        year, conflict = record.year("year"), record.whole("conflict", needed=True)
        level, kind = record.whole("level", needed=True), TYPES.get(record.text("type"))
        sides = states(record, "side_a"), states(record, "side_b")
        if level not in (None, 1, 2):
            record.complain("level", "is no intensity", "must be 1 (25 to 999 deaths) or 2")
            continue
        if kind is None:
            record.complain("type", "is no type of conflict", "must be 1, 2, 3 or 4")
        if year is not None and year < FIRST_CONFLICT_YEAR:
            record.complain("year", "is before the data set begins", "must be 1946 or later")
        if None in (year, conflict, level, kind, *sides):
            continue
        if not sides[0]:
            record.complain("side_a", "names no state", "every conflict has one on its first side")
            continue
        versions.add(record.text("version"))
        key = conflict, year, sides
        before = reading.figures["conflicts"].get(key, (0, kind))
        reading.figures["conflicts"][key] = max(level, before[0]), kind
    reading.edition = f"version {max(versions)}" if max(versions, default="") else ""


def read_country_years(table, reading):
    """Deaths by country and year, and those in conflicts of a state; where there is no sum of the types,
    it is made."""
    unknown = collections.Counter()
    for record in table.records():
        year, number = record.year("year"), record.whole("country", needed=True)
        deaths, parts = record.whole("total"), [record.whole("state", needed=True)]
        if deaths is None:
            parts += [record.whole(key, needed=True) for key in ("non_state", "one_sided")]
            deaths = None if None in parts else sum(parts)
        if None in (year, number, deaths, parts[0]):
            continue
        code = table.areas.by_state.get(number)
        if code is None:
            unknown[number] += 1
        elif year:
            reading.add("deaths", (code, year), deaths)
            reading.add("deaths", (code, year, FOUGHT), parts[0])
    for number, rows in sorted(unknown.items()):
        reading.leave_out(f"country {number}, which is no state of today", rows)
    reading.edition = version_of(table)
    reading.notes.append("counts deaths in Gaza and the West Bank under Israel")


def version_of(table):
    for record in table.records():
        return f"version {record.text('version')}" if record.text("version") else ""
    return ""


def read_by_code(table, reading):
    for record in table.records():
        code, year = record.coded_area("iso3"), record.year("year")
        deaths = record.real("total", needed=True)
        if deaths is not None and deaths < 0:
            record.complain("total", "is negative", "must be 0 or more")
        elif None not in (code, year, deaths):
            reading.put(DATA_SET[reading.kind.name], (code, year), round(deaths), record)
            read_fought(record, code, year, deaths, reading)


def read_fought(record, code, year, deaths, reading):
    """Deaths in conflicts of a state, where the table has the types."""
    if "state" not in record.table.columns:
        return
    fought = record.real("state", needed=True)
    if fought is not None and not 0 <= fought <= deaths:
        record.complain("state", f"is not within 0 and the total, {deaths:g}",
                        "columns are exchanged or cut")
    elif fought is not None:
        reading.put(DATA_SET[reading.kind.name], (code, year, FOUGHT), round(fought), record)


def read_events(table, reading):
    """Best estimates of events, summed; the last year is taken only if it runs to December."""
    last = collections.defaultdict(str)
    deaths = collections.Counter()
    for record in table.records():
        year, best = record.year("year"), record.whole("best", needed=True)
        low, high = record.whole("low"), record.whole("high")
        day, number = record.day("end"), record.whole("country", needed=True)
        if record.text("violence") not in ("1", "2", "3"):
            record.complain("violence", "is no type of violence", "must be 1, 2 or 3")
        if None in (year, best, day, number):
            continue
        if low is not None and high is not None and not low <= best <= high:
            record.complain("best", f"is not within low and high, {low} to {high}",
                            "columns are exchanged or cut")
        code = table.areas.by_state.get(number)
        if number == ISRAEL and record.text("province").lower() in PALESTINE:
            code = "PSE"
        if code is None:
            reading.leave_out(f"country {number}, which is no state of today")
            continue
        last[year] = max(last[year], day)
        deaths[code, year] += best
        deaths[code, year, FOUGHT] += best if record.text("violence") == "1" else 0
    for year in sorted(last):
        if year == max(last) and last[year][5:7] != "12":
            reading.leave_out(f"{year}: events end in {last[year][:7]}")
            continue
        for key, count in deaths.items():
            if key[1] == year:
                reading.figures["deaths"][key] = count
    reading.edition = f"events to {max(last.values())}" if last else ""


GED_HEADER = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date "
    "source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 "
    "latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec "
    "date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low "
    "gwnoa gwnob").split()
EVENTS = {"relid": ("relid",), "year": ("year",), "violence": ("type of violence",),
          "country": ("country id",), "end": ("date end",), "best": ("best",), "high": ("high",),
          "low": ("low",)}


class Headless:
    """A release of candidate events without its header: 49 cells a row, the third one a year."""
    name = "Candidate events without a header"
    publisher = PUBLISHER
    best = 0

    @staticmethod
    def claims(blob):
        return False

    @staticmethod
    def as_table(grid, areas, problems):
        if not grid.head or len(grid.head[0][1]) != len(GED_HEADER):
            return None
        first = [str(cell).strip() for cell in grid.head[0][1]]
        if not (re.fullmatch(r"\d+(\.0)?", first[0]) and re.fullmatch(r"(19|20)\d\d", first[2])):
            return None
        columns = {key: GED_HEADER.index(names[0].replace(" ", "_")) for key, names in EVENTS.items()}
        columns["province"] = GED_HEADER.index("adm_1")
        return Table(grid, 0, GED_HEADER, columns, areas, problems)

    read = staticmethod(read_events)


def cy(*names):
    """A column of the country-year data set, with or without its ending."""
    return tuple(form for name in names for form in (f"{name} cy", name))


DATA_SET = {"Deaths by type, country and year (plain)": "deaths",
            "Deaths by country and year (plain)": "covered_deaths"}
KINDS = [
    Kind("Armed conflicts by year", PUBLISHER + "/PRIO",
         {"conflict": ("conflict id",), "year": ("year",), "side_a": ("gwno a",),
          "side_b": ("gwno b",), "level": ("intensity level",), "type": ("type of conflict",)},
         read_conflicts, also={"version": ("version",)}),
    Kind("Organized violence by country and year", PUBLISHER,
         {"country": cy("country id"), "year": cy("year"),
          "state": cy("sb total deaths best", "sb deaths best"),
          "non_state": cy("ns total deaths best", "ns deaths best"),
          "one_sided": cy("os total deaths best", "os deaths best")},
         read_country_years, best=2,
         also={"version": ("version",), "total": cy("cumulative total deaths in orgvio best",
                                                    "cumulative total deaths best")}),
    Kind("Events of organized violence (GED)", PUBLISHER, EVENTS, read_events, best=1,
         also={"province": ("adm 1",)}),
    Kind("Deaths by type, country and year (plain)", PUBLISHER,
         {"iso3": ("iso3",), "year": ("year",), "state": ("state based",),
          "non_state": ("non state",), "one_sided": ("one sided",), "total": ("total",)},
         read_by_code, best=3),
    Kind("Deaths by country and year (plain)", PUBLISHER,
         {"iso3": ("iso3",), "year": ("year",), "total": ("deaths",)}, read_by_code),
]
SPECIAL = [Headless]
