#!/usr/bin/env python3
"""At least three sound files of every kind of download: recognised under any name, and read right."""
from checking import check, finish, gzipped, read, zipped
import samples_borders as borders
import samples_people as people

OD, BY_SEX = ("International Migrant Stock by destination and origin",
              "International Migrant Stock by sex and destination")
CENTRAL, AFRICAN = "Central Mediterranean Route", "Western African Route"
# Content, part of the kind's name, data set, key, figure.
CASES = [
    (people.corridors(), OD, "stock", ("2020", "DEU", "TUR", 2020), 700),
    (people.corridors("2024", years=(1990, 2020, 2024)), OD, "stock", ("2024", "DEU", "OOO", 2024), 100),
    (people.corridors(others="Other"), OD, "stock", ("2020", "ABW", "VEN", 1990), 400),
    (people.destinations(), BY_SEX, "destinations", ("2020", "DEU", 1995), 500),
    (people.destinations("2024", "Location code of destination", people.REGION + " of destination"), BY_SEX,
     "destinations", ("2024", "ABW", 1990), 200),
    (people.destinations("2020", region="Region, development group, country or area of destination"), BY_SEX,
     "destinations", ("2020", "ABW", 1995), 300),
    (borders.frontex(), "illegal border", "detections", (CENTRAL, "Sea", "TUN", "2023-01"), 1),
    (borders.frontex("serial", years=(2022, 2023)), "illegal border", "detections",
     (AFRICAN, "Sea", "OOO", "2022-02"), 6),
    (borders.frontex("dates", ("Route", "BorderLocation", "NationalityLong")), "illegal border", "detections",
     (CENTRAL, "Sea", "CIV", "2023-12"), 13),
    (borders.panama(), "Darien", "darien", ("VEN", "2025-01"), 12),
    (borders.panama(total=False, accents=False), "Darien", "darien", ("HTI", "2025-03"), 2),
    (borders.panama(workbook=True), "Darien", "darien", ("ECU", "2025-02"), 10),
    (borders.cbp(), "encounters", "encounters", ("MEX", "2023-10"), 100),
    (borders.cbp(grouping=False, year="2023"), "encounters", "encounters", ("CHN", "2022-10"), 5),
    (borders.cbp(quote=True), "encounters", "encounters", ("OOO", "2024-01"), 1),
    (borders.guards(), "Attempts", "attempts",
     ("belarus-poland", "2023-01-01", "2023-12-31", "attempts"), 25701),
    (borders.guards("\ufeffBorder,First day,Last day,x,Count,y,Measure"), "Attempts", "attempts",
     ("belarus-lithuania", "2023-01-01", "2023-12-31", "turned_away"), 2643),
    (borders.guards().replace("\n", "\r\n"), "Attempts", "attempts",
     ("russia-finland", "2023-08-01", "2023-12-31", "asylum_seekers"), 1300),
    (zipped("population.csv", people.unhcr()), "Refugees", "refugees", ("DEU", "AFG", 2022), 1200),
    (people.unhcr("old", star=True), "Refugees", "others", ("DEU", "AFG", 2022), 0),
    (people.unhcr(), "Refugees", "refugees", ("THA", "XXA", 2023), 12345),
    (people.unhcr(), "Refugees", "others", ("DEU", "AFG", 2022), 11),
    (people.sdmx(), "SDMX", "eu", ("GRC", "SYR", 2022), 1200),
    (people.sdmx(monthly=False, union=False), "SDMX", "eu", ("DEU", "GBR", 2023), 5),
    (people.sdmx(monthly=False), "SDMX", "eu", ("DEU", "STL", 2022), 15),
    (people.tsv(), "TSV", "eu", ("DEU", "UKR", 2021), 628),
    (people.tsv(monthly=True), "TSV", "eu", ("GRC", "SYR", 2022), 1200),
    (gzipped(people.tsv(union=False, name="asyl_app")), "TSV", "eu", ("DEU", "SYR", 2023), 1000),
    (borders.conflicts(), "Armed conflicts", "conflicts", (13243, 2023, ((365,), (369,))), (2, "interstate")),
    (borders.conflicts(words=True), "Armed conflicts", "conflicts", (333, 2023, ((700,), ())),
     (1, "intrastate")),
    (borders.conflicts(version="24.1"), "Armed conflicts", "conflicts", (420, 2003, ((900, 200, 2), (645,))),
     (2, "interstate")),
    (borders.country_years(), "Organized violence", "deaths", ("COD", 2023), 1500),
    (borders.country_years("", total=False), "Organized violence", "deaths", ("SDN", 2023), 12100),
    (zipped("organizedviolencecy.csv", borders.country_years()), "Organized violence", "deaths",
     ("YEM", 2022), 5010),
    (borders.country_years(), "Organized violence", "deaths", ("COD", 2023, "state-based"), 1000),
    (borders.country_years("", total=False), "Organized violence", "deaths", ("SDN", 2023, "state-based"), 9000),
    (borders.by_type(), "Deaths by type", "deaths", ("AFG", 2023), 600),
    (borders.by_type(), "Deaths by type", "deaths", ("AFG", 2023, "state-based"), 500),
    (borders.events(), "Events", "deaths", ("COD", 2023, "state-based"), 10),
    (borders.events(), "Events", "deaths", ("PSE", 2023), 50),
    (zipped("GED.csv", borders.events(floats=True)), "Events", "deaths", ("COD", 2023), 14),
    (borders.events(header=False), "without a header", "deaths", ("ISR", 2023), 7),
    (borders.missing(), "Missing migrants", "missing", (CENTRAL, "2026-01"), 20),
    (borders.missing("old"), "Missing migrants", "missing", ("Western African Atlantic Route", "2023-04"), 5),
    (borders.missing("old").replace("Incident Date", "Reported Date"), "Missing migrants", "missing",
     (CENTRAL, "2023-03"), 20),
    (borders.boats(), "United Kingdom", "boats", ("2024-09-30", "AFG"), 1230),
    (borders.boats("Small boat"), "United Kingdom", "boats", ("2024-09-30", "OOO"), 12),
    (borders.boats(workbook=False, quarter="2018 Q1"), "United Kingdom", "boats", ("2018-03-31", "AFG"), 1230),
    (gzipped(people.wpp()), "World Population", "population", ("DEU", 2021), 83949450),
    (people.wpp(("Medium", "High", "Low")), "World Population", "population", ("ABW", 2022), 106200),
    (people.wpp(quoted=True), "World Population", "population", ("DEU", 2022), 83949450),
    (borders.netcdf(), "NetCDF", None, None, None),
    (borders.netcdf(1, ("orig", "dest", "year")), "NetCDF", None, None, None),
    (borders.netcdf(5), "NetCDF", None, None, None),
    (borders.own(), "own months", "own", ("belarus-poland", "2021-07", "Iraq"), 120),
    (borders.own("2021M07"), "own months", "own", ("belarus-poland", "2021-07", "AFG"), 1200),
    (borders.own("Jul-21").replace("border,month,nationality,arrivals",
                                   '"border","month","nationality","arrivals"'),
     "own months", "own", ("belarus-poland", "2021-07", "REST"), 7),
]
# Content, what must be said of rows left out.
LEFT_OUT = [
    (people.corridors(), "regions"),
    (borders.cbp(), "other borders than the south-west"),
    (borders.events(last="2023-09-30").replace("2023-10", "2023-09"), "events end in 2023-09"),
    (people.sdmx(), "2023: 0 complete months of 12"),
    (people.sdmx(), "totals and groups of countries"),
    (people.wpp(("Medium", "High")), "variant 'High'"),
    (people.unhcr("old", star=True), "hidden as *"),
    (borders.guards(), "several borders together"),
    (borders.boats(), "other ways of entry"),
    (borders.netcdf(), "of which no table is made"),
]

for number, (content, kind, data_set, key, figure) in enumerate(CASES):
    readings, problems = read(f"download ({number})", content)
    name = f"{kind} {number}"
    check(name, not problems, problems)
    check(name, len(readings) == 1 and kind in readings[0].kind.name, [r.kind.name for r in readings])
    if readings and data_set:
        check(name, readings[0].figures[data_set].get(key) == figure,
              f"{key}: {readings[0].figures[data_set]}")
for number, (content, words) in enumerate(LEFT_OUT):
    readings, problems = read("x", content)
    said = [reason for reading in readings for reason in reading.left_out]
    check(f"left out {number}", any(words in reason for reason in said), (words, said, problems))

readings, _ = read("Monthly_detections_of_IBC_2024_02_06.xlsx", borders.frontex())
check("release date of Frontex", readings[0].published == "2024-02-06", readings[0].published)
readings, _ = read("x", people.unhcr())
check("day of UNHCR's extraction", readings[0].published == "2025-06-12", readings[0].published)
readings, _ = read("x", people.destinations())
check("no origins is said", "no origins" in readings[0].notes[0], readings[0].notes)
finish(3 * len(CASES) + len(LEFT_OUT) + 3)
