"""The tables behind the conflict process: deaths, neighbours, income where the main table has none,
heat, interstate wars and the coups that named the coup belt."""
import math
import statistics

import spans
from tables import joined, number, rows, write

YEARS = range(spans.FIRST_YEAR, spans.LAST_YEAR + 1)
HEAT_YEARS = range(1990, 2023)  # the temperature table ends in 2022
# Before every year that is fitted, so that no later warming enters the standard deviation.
CLIMATE_YEARS = range(1961, 1991)
LEAST_PERSONS = 500_000  # below it a country has no conflict process; Fearon and Laitin (2003)
WAR_INTENSITY = 2

# Gleditsch and Ward's numbers of the states on whose soil the interstate wars of 1,000 deaths a year
# since 1946 were fought, or that began them. Others only sent troops, or are gone (Hyderabad).
STATES = {
    2: "USA", 91: "HND", 92: "SLV", 200: "GBR", 220: "FRA", 310: "HUN", 352: "CYP", 365: "RUS",
    369: "UKR", 483: "TCD", 520: "SOM", 530: "ETH", 531: "ERI", 616: "TUN", 620: "LBY",
    630: "IRN", 640: "TUR", 645: "IRQ", 651: "EGY", 652: "SYR", 660: "LBN", 663: "JOR",
    666: "ISR", 690: "KWT", 700: "AFG", 710: "CHN", 713: "TWN", 731: "PRK", 732: "KOR",
    750: "IND", 770: "PAK", 816: "VNM",
}

# Deaths of areas that the stock table counts together with another.
COUNTED_WITH = {"XKX": "SRB"}

# Successful coups from August 2020 to August 2023 in the countries called the coup belt.
# Public record, to December 2024; dates of seizure of power. Chad's is a succession by the army's
# council.
BELT_COUPS = [
    ("MLI", 2020), ("TCD", 2021), ("MLI", 2021), ("GIN", 2021), ("SDN", 2021),
    ("BFA", 2022), ("BFA", 2022), ("NER", 2023), ("GAB", 2023),
]


def deaths(raw):
    """{(iso3, year): deaths in all organised violence}"""
    table = {}
    for row in joined(raw, "conflict/ucdp_deaths_by_type.csv"):
        key = COUNTED_WITH.get(row["iso3"], row["iso3"]), int(row["year"])
        if key[1] in YEARS and int(row["total"]):
            table[key] = table.get(key, 0) + int(row["total"])
    return table


def neighbours(raw, codes):
    return sorted((row["origin"], row["destination"])
                  for row in rows(raw / "geography/bilateral_covariates.csv")
                  if row["contiguous"] == "1" and {row["origin"], row["destination"]} <= codes)


def carried(series, years):
    """The series over `years`, gaps filled by the last year before them, or else the first after."""
    known = [year for year in years if year in series]
    if not known:
        return None
    return {year: series[max((k for k in known if k <= year), default=known[0])] for year in years}


def filled_income(raw, countries, people):
    """GDP per head (2021 PPP dollars) of the country-years that the main table lacks."""
    ppp, usd = {}, {}
    for row in rows(raw / "economy/gdp_per_capita.csv"):
        for table, column in ((ppp, "gdp_per_capita_2021ppp"), (usd, "gdp_per_capita_2015usd")):
            if number(row[column]):
                table.setdefault(row["iso3"], {})[int(row["year"])] = number(row[column])
    peers = {}
    for country in countries:
        for group in (country["subregion"], country["region"]):
            peers.setdefault(group, []).append(country["iso3"])

    def price_level(group, year):
        ratios = [ppp[c][year] / usd[c][year] for c in peers[group]
                  if year in ppp.get(c, {}) and year in usd.get(c, {})]
        return statistics.median(ratios) if ratios else None

    def typical(group, year):
        return statistics.median(ppp[c][year] for c in peers[group] if year in ppp.get(c, {}))

    table = []
    for country in countries:
        code, group = country["iso3"], country["subregion"]
        if people[code] < LEAST_PERSONS:
            continue
        own = ppp.get(code, {})
        series = dict(own)
        for year in YEARS:
            level = price_level(group, year) or price_level(country["region"], year)
            if year not in own and year in usd.get(code, {}):
                series[year] = usd[code][year] * level
        series = carried(series, YEARS) or carried(
            {year: typical(group, year) for year in YEARS if year <= spans.LAST_ESTIMATE}, YEARS)
        table += [[code, year, series[year]] for year in YEARS if year not in own]
    return table


def spread_about_trend(values):
    """Standard deviation about the straight line through yearly values."""
    n = len(values)
    mean, middle = sum(values) / n, (n - 1) / 2
    slope = (sum((t - middle) * v for t, v in enumerate(values))
             / sum((t - middle) ** 2 for t in range(n)))
    rest = [v - mean - slope * (t - middle) for t, v in enumerate(values)]
    return mean, math.sqrt(sum(r * r for r in rest) / (n - 2))


def heat(raw, codes):
    """Climate of 1961-1990 by country, and the later years' anomalies in its standard deviations."""
    by_country = {}
    for row in rows(raw / "climate/country_annual_temperature.csv"):
        if row["iso3"] in codes:
            by_country.setdefault(row["iso3"], {})[int(row["year"])] = float(row["temperature_c"])
    climate, anomalies = [], []
    for code in sorted(by_country):
        mean, deviation = spread_about_trend([by_country[code][year] for year in CLIMATE_YEARS])
        climate.append([code, mean, deviation])
        anomalies += [[code, year, f"{(by_country[code][year] - mean) / deviation:.3f}"]
                      for year in HEAT_YEARS]
    return climate, anomalies


def interstate_wars(raw):
    """Conflict, year, party; wars of 1,000 battle deaths a year or more, since 1946."""
    table = set()
    for row in joined(raw, "conflict/ucdp_prio_armed_conflict.csv"):
        if row["type_of_conflict"] != "interstate" or int(row["intensity_level"]) != WAR_INTENSITY:
            continue
        for side in ("gwno_a", "gwno_b"):
            code = STATES.get(int(float(row[side])))
            if code:
                table.add((int(row["conflict_id"]), int(row["year"]), code))
    return sorted(table)


def write_conflict(raw, out, countries, codes, people):
    """Writes the tables; `people` is the largest population of a code since 1990."""
    known = set(codes)
    write(out / "history/conflict_deaths.csv", ["iso3", "year", "deaths"],
          ([*key, count] for key, count in sorted(deaths(raw).items()) if key[0] in known))
    write(out / "baseline/neighbours.csv", ["iso3", "neighbour"], neighbours(raw, known))
    write(out / "history/conflict_gdp.csv", ["iso3", "year", "gdp_ppp"],
          filled_income(raw, countries, people))
    climate, anomalies = heat(raw, known)
    write(out / "history/conflict_climate.csv", ["iso3", "mean_c", "deviation_c"], climate)
    write(out / "history/conflict_heat.csv", ["iso3", "year", "heat"], anomalies)
    write(out / "history/interstate_wars.csv", ["conflict", "year", "iso3"], interstate_wars(raw))
    write(out / "history/conflict_coups.csv", ["iso3", "year"], sorted(BELT_COUPS))
