"""First-time asylum applicants (Eurostat, migr_asyappctza by year and migr_asyappctzm by month), as
SDMX-CSV and as TSV."""
import collections
import re

from downloads import cells
from downloads.kinds import Kind
from downloads.table import Table

WHOLE_FILE = {"TOTAL", "EFTA", "EXT_EU27_2020", "EXT_EU28", "EXT_EU27_2007", "EU_V", "EU27_2007",
              "EU27_2020", "EU28", "EEA", "EA19", "EA20", "NEU27_2020_FOR", "FOR"}
# In the table of the inputs these keep Eurostat's own grouping.
OWN = {"STLS": "STL", "UNK": "OOO", "RNC": "OOO", "OTH": "OOO"}
WANTED = {"sex": ("T",), "age": ("TOTAL",), "unit": ("PER",), "applicant": ("FRST",)}
CONFIDENTIAL = "c"
FEWEST_REPORTERS = 0.9  # of the most in any month, where the file has no row of the Union


class Applicants:
    """Collects rows of either form, and makes years of them."""

    def __init__(self, table, reading):
        self.table, self.reading = table, reading
        self.figures = {}
        self.reporters = collections.defaultdict(set)  # {period: countries}
        self.union = set()  # periods with a row of the Union and all citizens
        self.bad_codes = set()

    def wanted(self, dimensions):
        for name, values in WANTED.items():
            if name in dimensions and dimensions[name] not in values:
                self.reading.leave_out(f"rows with another {name} than {values[0]}")
                return False
        return True

    def area(self, code, column, record):
        if code in OWN:
            return OWN[code]
        if code in WHOLE_FILE or re.fullmatch(r"(EU|EA|EXT_)\w*", code):
            return ""
        found = self.table.areas.of_code(code)
        if found is None and (column, code) not in self.bad_codes:
            self.bad_codes.add((column, code))
            self.table.complain(column, code, "is no code of a country or of a group that is known",
                                "add it to inputs/compile/downloads/", record.line)
        return found

    def take(self, dimensions, period, value, record):
        origin = self.area(dimensions["citizen"], "citizen", record)
        destination = self.area(dimensions["geo"], "geo", record)
        if not destination and destination is not None and dimensions["citizen"] == "TOTAL":
            if value is not None and dimensions["geo"].startswith("EU27_2020"):
                self.union.add(period)
        if origin == "" or destination == "":
            self.reading.leave_out("totals and groups of countries on either axis")
            return
        if value is None or origin is None or destination is None:
            return
        self.reporters[period].add(destination)
        key = destination, origin, period
        if key in self.figures:
            self.table.complain("row", ", ".join(key), "is in the table twice",
                                "keep one of the two rows", record.line)
        self.figures[key] = value

    def complete(self, period):
        if self.union:
            return period in self.union
        most = max(len(countries) for countries in self.reporters.values())
        return len(self.reporters[period]) >= FEWEST_REPORTERS * most

    def finish(self):
        periods = sorted(self.reporters)
        years = collections.defaultdict(list)
        for period in periods:
            years[period[:4]].append(period)
        for year, parts in sorted(years.items()):
            monthly = len(parts[0]) > 4
            whole = [period for period in parts if self.complete(period)]
            if len(whole) < (12 if monthly else 1):
                self.reading.leave_out(
                    f"{year}: " + (f"{len(whole)} complete months of 12" if monthly
                                   else "few countries have reported"), len(parts))
                del years[year]
        for (destination, origin, period), value in self.figures.items():
            if period[:4] in years:
                self.reading.add("eu", (destination, origin, int(period[:4])), value)
        if self.figures:
            self.reading.edition = f"periods {periods[0]} to {periods[-1]}"
        else:
            self.table.complain("applicant", "", "has no rows of first-time applicants of all ages "
                                "and sexes", "download FRST (older: first-time), T, TOTAL, PER")


def period_of(text):
    text = str(text).strip()
    if re.fullmatch(r"\d{4}", text):
        return text, None
    return cells.month(text)


def read_sdmx(table, reading):
    applicants = Applicants(table, reading)
    updates = set()
    for record in table.records():
        dimensions = {name: record.text(name) for name in
                      ("citizen", "geo", "sex", "age", "unit", "applicant") if name in table.columns}
        if not applicants.wanted(dimensions):
            continue
        if "updated" in table.columns:
            updates.add(record.text("updated"))
        period, fault = period_of(record.text("period"))
        if fault:
            record.complain("period", *fault)
            continue
        hidden = record.text("flag") == CONFIDENTIAL
        applicants.take(dimensions, period, None if hidden else record.whole("value"), record)
    reading.published = max(updates, default="")
    applicants.finish()


PACKED = re.compile(r"(\w+(?:,\w+)+)\\(?:TIME_PERIOD|time)")
VALUE = re.compile(r"(:|\d+)\s*([a-z]*)")


class Tsv:
    """Eurostat's own form: the first column holds all dimensions, each later one a period."""
    name = "First-time asylum applicants (TSV)"
    publisher = "Eurostat"
    best = 0

    @staticmethod
    def claims(blob):
        return False

    @staticmethod
    def as_table(grid, areas, problems):
        for line, row in grid.head:
            if row and PACKED.fullmatch(str(row[0]).strip()):
                return Table(grid, line, row, {"packed": 0}, areas, problems)
        return None

    @staticmethod
    def read(table, reading):
        names = PACKED.fullmatch(str(table.header[0]).strip())[1].split(",")
        names = ["applicant" if name == "asyl_app" else name for name in names]
        if not {"citizen", "geo"} <= set(names):
            table.complain("header", table.header[0], "has no citizen and geo",
                           "download migr_asyappctza or migr_asyappctzm")
            return
        periods = {}
        for at, header in enumerate(table.header[1:], 1):
            period, fault = period_of(header)
            if fault:
                table.complain("header", header, *fault)
            else:
                periods[at] = period
        applicants = Applicants(table, reading)
        for record in table.records():
            values = record.text("packed").split(",")
            if len(values) != len(names):
                record.complain("packed", f"does not hold the {len(names)} dimensions of the header",
                                "the line is cut: download the file again")
                continue
            dimensions = dict(zip(names, values))
            if applicants.wanted(dimensions):
                for at, period in periods.items():
                    applicants.take(dimensions, period, cell_value(record, at), record)
        applicants.finish()


def cell_value(record, at):
    """A value and its flag stand in one cell, '628 e'; ':' is missing."""
    text = record.text(at)
    found = VALUE.fullmatch(text)
    if text and not found:
        record.complain(at, "is no number with a flag", "must be as 628, '628 e' or ':'")
    if not found or found[1] == ":" or found[2] == CONFIDENTIAL:
        return None
    return int(found[1])


def read_plain(table, reading):
    """The project's own raw table: codes are those of the table it makes."""
    for record in table.records():
        year, persons = record.year("year"), record.whole("applications", needed=True)
        pair = []
        for key in ("destination", "origin"):
            text = record.text(key)
            pair.append(text if text == "STL" else record.coded_area(key))
        if None not in (year, persons, *pair):
            reading.put("eu", (*pair, year), persons, record)


KINDS = [
    Kind("First-time asylum applicants (SDMX-CSV)", "Eurostat",
         {"flow": ("dataflow",), "citizen": ("citizen",), "geo": ("geo",),
          "period": ("time period",), "value": ("obs value",)}, read_sdmx,
         also={"updated": ("last update",), "sex": ("sex",), "age": ("age",), "unit": ("unit",),
               "applicant": ("applicant", "asyl app"), "flag": ("obs flag",)}),
    Kind("First-time asylum applicants (plain)", "Eurostat",
         {"year": ("year",), "destination": ("destination",), "origin": ("origin",),
          "applications": ("applications",)}, read_plain),
]
SPECIAL = [Tsv]
