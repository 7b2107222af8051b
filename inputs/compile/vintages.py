"""What each table of inputs/ was known from, and to when: inputs/VINTAGES.csv, a row a table and
publisher.

An empty cell: not known, or no figure of a time. `accessed` is left empty for editions that came out
after the year in which the raw figures are said to have been accessed.
"""
import re

import irregular
import spans
import tables

NAME = "VINTAGES.csv"
HEADER = ["table", "publisher", "edition", "published", "last_observation", "accessed"]

UN = "UN DESA Population Division"
IMS2020 = UN, "International Migrant Stock, revision 2020", "2020", "2024"
IMS2024 = UN, "International Migrant Stock, revision 2024", "2024", ""
WPP = UN, "World Population Prospects 2024", "2024", "2024"
CEPII = "CEPII", "Gravity and GeoDist", "", "2024"
UNHCR = "UNHCR", "Refugee Data Finder, ends of 1990 to 2024", "", ""
UNHCR_YEARS = "UNHCR", "Refugee Data Finder, years 1990 to 2024", "", ""
ACD = "UCDP/PRIO", "Armed Conflict Dataset 25.1", "2025", ""
FAIR = "Smith et al.", "FaIR calibration 1.4.1", "", "2024"
FAIR_RUNS = "Smith et al.", "FaIR 2.2.3, five scenarios", "", "2024"
GDP = "World Bank, IMF, UNCTAD, Maddison Project", "joined", "", "2024"
CRU = "Climatic Research Unit, via the World Bank", "to 2022", "", "2024"
PROJECT = "Peregrine", "", "", ""
FRONTEX, PANAMA = "Frontex", "Servicio Nacional de Migracion (Panama)"
CBP = "US Customs and Border Protection"
HOME_OFFICE = "Home Office (United Kingdom)"
# The rows of a table that are of one publisher, by their first cell; all others are the first one's.
BORDERS = {PANAMA: ("darien",), CBP: ("us-south-west",), HOME_OFFICE: ("channel",)}
DETECTIONS = "history/irregular_detections.csv"

SHIPPED = {
    "baseline/borders.csv": PROJECT,
    "baseline/corridors.csv": IMS2020,
    "baseline/countries.csv": ("UN Statistics Division; " + UN, "M49; " + WPP[1], "2024", "2024"),
    "baseline/gdp_trend.csv": ("IIASA", "Shared Socioeconomic Pathways 3, SSP2", "2024", "2024"),
    "baseline/neighbours.csv": CEPII,
    "baseline/opening_candidates.csv": (UN, IMS2020[1] + "; " + WPP[1], "2024", "2024"),
    "baseline/population_trend.csv": WPP,
    "climate/bloc_shares.csv": ("Global Carbon Project", "emissions to 2021", "", "2024"),
    "climate/blocs.csv": ("Net Zero Tracker", "2021, with the pledges of COP26", "2021", "2024"),
    "climate/countries.csv": ("CMIP6; Climatic Research Unit, via the World Bank", "to 2022", "", "2024"),
    "climate/emissions.csv": FAIR_RUNS,
    "climate/fair_members.csv": FAIR_RUNS,
    "climate/fair_quantiles.csv": FAIR_RUNS,
    "climate/forcing_basis.csv": FAIR_RUNS,
    "climate/forcing_loadings.csv": FAIR_RUNS,
    "climate/members.csv": FAIR,
    "climate/observed_temperature.csv": ("Indicators of Global Climate Change", "", "", ""),
    "history/asylum_claims.csv": UNHCR_YEARS,
    "history/asylum_eu.csv": ("Eurostat", "migr_asyappctza", "", ""),
    "history/border_attempts.csv": ("Border guards of Poland, Lithuania, Latvia and Finland",
                                    "as reported", "", ""),
    "history/conflict_climate.csv": CRU,
    "history/conflict_coups.csv": PROJECT,
    "history/conflict_deaths.csv": ("UCDP", "Organized violence by country and year 25.1", "2025", ""),
    "history/conflict_gdp.csv": GDP,
    "history/conflict_heat.csv": CRU,
    "history/conflict_past.csv": [ACD, WPP, GDP],
    "history/covariates.csv": CEPII,
    "history/displacement_new.csv": UNHCR_YEARS,
    "history/displacement_others.csv": UNHCR,
    "history/displacement_pairs.csv": CEPII,
    "history/flows_da_pb_closed.csv": ("Abel and Cohen", "2022", "2022", "2024"),
    "history/gdp_per_capita.csv": GDP,
    "history/interstate_wars.csv": ACD,
    "history/irregular_deaths.csv": ("International Organization for Migration",
                                     "Missing Migrants Project", "", ""),
    "history/irregular_detections.csv": [
        (FRONTEX, "monthly detections", "", ""), (PANAMA, "transit of the Darien", "", ""),
        (CBP, "encounters, south-west land border", "", ""),
        (HOME_OFFICE, "irregular migration statistics, small boats", "", "2024")],
    "history/net_migration.csv": WPP,
    "history/population.csv": WPP,
    "history/refugees.csv": UNHCR,
    "history/stock_rev2020.csv": IMS2020,
    "history/stock_rev2024.csv": IMS2024,
}
# Where the last time of a table is no observation, or the table has no times of its own.
OBSERVED_TO = {"baseline/corridors.csv": "2020", "baseline/countries.csv": "2020",
               "baseline/population_trend.csv": "2023", "baseline/gdp_trend.csv": "2020",
               "climate/bloc_shares.csv": "2021", "climate/blocs.csv": "2021",
               "climate/countries.csv": "2022", "climate/emissions.csv": "2023",
               "climate/fair_quantiles.csv": "", "climate/forcing_basis.csv": "",
               "history/flows_da_pb_closed.csv": "2020", "history/net_migration.csv": "2019",
               "history/conflict_climate.csv": "1990",
               "history/conflict_gdp.csv": str(spans.LAST_ESTIMATE)}
TIME_COLUMNS = ("last_day", "month", "quarter_end", "year")


def last_observation(header, rows):
    """The last time of a table that has a figure: of its column of times, or of its columns a year."""
    times = [at for name in TIME_COLUMNS for at, column in enumerate(header) if column == name]
    if times:
        last = max((row[times[0]] for row in rows), default="")
        return irregular.last_month_of(last) if "Q" in last else last
    years = [(column[1:], at) for at, column in enumerate(header)
             if re.fullmatch(r"[a-z](19|20)\d\d", column)]
    return max((year for year, at in years if any(row[at] != "" for row in rows)), default="")


def table_of(path):
    header, rows = None, []
    for row in tables.rows(path):
        header = header or list(row)
        rows.append(list(row.values()))
    return header or [], rows


def rows_of(name, publisher, rows):
    """The rows of a table that are the publisher's."""
    if name != DETECTIONS:
        return rows
    others = [border for borders in BORDERS.values() for border in borders]
    mine = BORDERS.get(publisher)
    return [row for row in rows if (row[0] in mine if mine else row[0] not in others)]


def last_of(name, publisher, header, rows):
    if name in OBSERVED_TO:
        return OBSERVED_TO[name]
    return last_observation(header, rows_of(name, publisher, rows))


def shipped_rows(folder):
    """Rows of VINTAGES.csv for the tables that compile.py has written into `folder`."""
    for name, known in sorted(SHIPPED.items()):
        header, rows = table_of(folder / name)
        for publisher, edition, published, accessed in known if isinstance(known, list) else [known]:
            yield [name, publisher, edition, published, last_of(name, publisher, header, rows), accessed]


def write_shipped(folder):
    tables.write(folder / NAME, HEADER, shipped_rows(folder))


def updated_rows(before, made):
    """Rows of VINTAGES.csv: those of `before`, [[cell]], and of the tables {name: (header, rows,
    readings)} that an update has made."""
    known = {(row[0], row[1]): row for row in before}
    for name, (header, rows, readings) in made.items():
        for publisher in dict.fromkeys(reading.kind.publisher for reading in readings):
            mine = [reading for reading in readings if reading.kind.publisher == publisher]
            edition = "; ".join(dict.fromkeys(r.edition for r in mine if r.edition))
            known[name, publisher] = [name, publisher, edition, max(r.published for r in mine),
                                      last_of(name, publisher, header, rows),
                                      max(r.accessed for r in mine)]
    return [known[key] for key in sorted(known)]
