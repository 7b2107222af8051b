"""World Population Prospects (UN DESA Population Division), demographic indicators as csv.gz. They are
compared with what is shipped and make no table: that takes the probabilistic projection as well."""
import re

from downloads.kinds import Kind

THOUSAND = 1000
VARIANTS = ("Medium", "Estimates")
MOST_THOUSANDS = 10_000_000


def read(table, reading):
    others = set()
    for record in table.records():
        variant = record.text("variant")
        if variant not in VARIANTS:
            others.add(variant)
            reading.leave_out(f"variant '{variant}'")
            continue
        code = record.text("iso3")
        if not code:
            reading.leave_out("regions and groups of countries, without ISO code")
            continue
        if not re.fullmatch("[A-Z]{3}", code):
            record.complain("iso3", "is no code of a country", "must be ISO 3166-1 alpha-3, or empty")
            continue
        year, people = record.year("year"), record.real("people", needed=True)
        if people is not None and not 0 <= people <= MOST_THOUSANDS:
            record.complain("people", "is no population in thousands", "must be within 0 and 10 million")
        elif None not in (year, people):
            reading.put("population", (code, year), round(people * THOUSAND), record)
    if not reading.figures["population"]:
        table.complain("variant", ", ".join(sorted(others)), "are not the medium variant",
                       "download the demographic indicators, medium variant")
    reading.notes.append("makes no table: the population of the inputs takes the probabilistic "
                         "projection of the same revision as well; compared only")


KINDS = [Kind("World Population Prospects, demographic indicators", "UN DESA Population Division",
              {"iso3": ("iso3 code",), "variant": ("variant",), "year": ("time",),
               "location": ("locid",), "people": ("tpopulation1july",)}, read)]
