"""The tables behind the conflict process: deaths and what stands for them before they were counted,
neighbours, income where the main table has none, heat, interstate wars and the coups that named the
coup belt."""
import math
import statistics

import spans
from downloads.areas import Areas
from tables import joined, number, rows, write

YEARS = range(spans.FIRST_YEAR, spans.LAST_YEAR + 1)
PAST_YEARS = range(spans.FIRST_CONFLICT_YEAR, spans.FIRST_YEAR)  # armed conflicts graded, not counted
HEAT_YEARS = range(spans.FIRST_CONFLICT_YEAR, 2023)  # the temperature table ends in 2022
# Before every year that is forecast, so that no later warming enters the standard deviation.
CLIMATE_YEARS = range(1961, 1991)
LEAST_PERSONS = 500_000  # below it a country has no conflict process; Fearon and Laitin (2003)
WAR_INTENSITY = 2
MOST_GROWTH = 3  # times a year, up or down; beyond it the joined source is broken (Oman before 1965)
# Counted years whose medians stand for the deaths of a grade: the nearest to those without counts.
GRADED_LIKE = range(1990, 2000)
LEAST_MINOR, LEAST_WAR = 25, 1000  # deaths a year, UCDP

# Gleditsch and Ward's numbers of the states on whose soil the interstate wars of 1,000 deaths a year
# since 1946 were fought, or that began them. Others only sent troops, or are gone (Hyderabad).
STATES = {
    2: "USA", 91: "HND", 92: "SLV", 200: "GBR", 220: "FRA", 310: "HUN", 352: "CYP", 365: "RUS",
    369: "UKR", 483: "TCD", 520: "SOM", 530: "ETH", 531: "ERI", 616: "TUN", 620: "LBY",
    630: "IRN", 640: "TUR", 645: "IRQ", 651: "EGY", 652: "SYR", 660: "LBN", 663: "JOR",
    666: "ISR", 690: "KWT", 700: "AFG", 710: "CHN", 713: "TWN", 731: "PRK", 732: "KOR",
    750: "IND", 770: "PAK", 816: "VNM",
}

# On whose soil the armed conflicts of 1950-1989 were fought, by UCDP/PRIO's number, where it was not
# that of the government on the first side: colonies and their wars of independence, parts of states
# that are states today, and wars between states. Grenada's and the Falkland Islands' have too few
# people for the process.
SOIL = {
    201: ["KHM"], 208: ["LAO"], 213: ["UKR"], 216: ["VNM"], 218: ["IND", "PAK"], 229: ["MYS"],
    232: ["CHN", "TWN"], 235: ["KOR", "PRK"], 238: ["PRI"], 239: ["EGY"], 241: ["KEN"], 244: ["MAR"],
    245: ["TUN"], 246: ["DZA"], 248: ["CYP"], 250: ["HUN"], 252: ["EGY"], 254: ["CMR"],
    255: ["HND", "NIC"], 256: ["MRT"], 257: ["ESH", "MAR"], 263: ["AGO"], 268: ["ETH", "SOM"],
    270: ["DZA"], 272: ["TUN"], 273: ["BRN"], 274: ["IND"], 275: ["ERI"], 276: ["IDN"],
    278: ["DZA", "MAR"], 279: ["GNB"], 281: ["MYS"], 285: ["MOZ"], 286: ["YEM"], 293: ["VNM"],
    294: ["KHM", "THA"], 298: ["NAM"], 301: ["PSE"], 302: ["SYR"], 304: ["MMR"],
    305: ["CHN", "RUS"], 306: ["HND", "SLV"], 312: ["BGD"], 320: ["YEM"], 323: ["CYP"],
    324: ["IRN", "IRQ"], 328: ["KHM", "VNM"], 330: ["TLS"], 331: ["ESH"], 334: ["CHN", "VNM"],
    346: ["FLK"], 349: ["NGA", "TCD"], 350: ["GRD"], 355: ["BFA", "MLI"], 356: ["LAO", "THA"],
    361: ["TCD"], 368: ["PAN"], 427: ["TZA", "UGA"], 428: ["ESH"], 431: ["AFG"], 11343: ["EGY"],
}
# Gleditsch and Ward's numbers of states that are gone: whose soil theirs is today.
GONE = {680: "YEM", 817: "VNM"}  # South Yemen, the Republic of Viet Nam

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
    """{(iso3, year): (deaths in all organised violence, deaths in conflicts of a state)}"""
    table = {}
    for row in joined(raw, "conflict/ucdp_deaths_by_type.csv"):
        key = COUNTED_WITH.get(row["iso3"], row["iso3"]), int(row["year"])
        if key[1] in YEARS and int(row["total"]):
            total, fought = table.get(key, (0, 0))
            table[key] = total + int(row["total"]), fought + int(row["state_based"])
    return table


def deaths_of_grades(counted):
    """{grade of UCDP/PRIO: median state-based deaths of a country's year so graded}"""
    fought = [count for (_, year), (_, count) in counted.items() if year in GRADED_LIKE]
    return {1: statistics.median_high(c for c in fought if LEAST_MINOR <= c < LEAST_WAR),
            WAR_INTENSITY: statistics.median_high(c for c in fought if c >= LEAST_WAR)}


def soil_of(row, by_state):
    """Codes of the countries of today on whose soil the conflict was fought in the year."""
    number = int(row["conflict_id"])
    if number in SOIL:
        return SOIL[number]
    government = int(float(row["gwno_a"].split(",")[0]))
    return [GONE.get(government) or by_state[government]]


def grades(raw):
    """{(iso3, year): highest grade of a conflict on its soil}, years without counts"""
    table, by_state = {}, Areas().by_state
    for row in joined(raw, "conflict/ucdp_prio_armed_conflict.csv"):
        if int(row["year"]) in PAST_YEARS:
            for code in soil_of(row, by_state):
                key = code, int(row["year"])
                table[key] = max(table.get(key, 0), int(row["intensity_level"]))
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


def gdp_tables(raw):
    """{iso3: {year: GDP per head}} in 2021 PPP dollars, and in constant dollars of 2015."""
    ppp, usd = {}, {}
    for row in rows(raw / "economy/gdp_per_capita.csv"):
        for table, column in ((ppp, "gdp_per_capita_2021ppp"), (usd, "gdp_per_capita_2015usd")):
            if number(row[column]):
                table.setdefault(row["iso3"], {})[int(row["year"])] = number(row[column])
    return ppp, usd


def incomes(ppp, usd, countries, people):
    """{iso3: {year: GDP per head, 2021 PPP dollars}} of all of YEARS, gaps of the source filled."""
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

    table = {}
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
        table[code] = carried(series, YEARS) or carried(
            {year: typical(group, year) for year in YEARS if year <= spans.LAST_ESTIMATE}, YEARS)
    return table


def past_income(first, usd):
    """GDP per head of PAST_YEARS: that of 1990, `first`, moved by growth at constant dollars, as far back
    as there is one that can be; years before have the earliest."""
    known, income = {}, first
    for year in reversed(PAST_YEARS):
        if not (year in usd and year + 1 in usd
                and 1 / MOST_GROWTH < usd[year + 1] / usd[year] < MOST_GROWTH):
            break
        known[year] = income = income * usd[year] / usd[year + 1]
    return {year: known.get(year, income) for year in PAST_YEARS}


def past(raw, population, series, usd, of_grade):
    """Rows of the years without counts: people, income, deaths by grade."""
    graded = grades(raw)
    for code in sorted(series):
        income = past_income(series[code][spans.FIRST_YEAR], usd.get(code, {}))
        for year in PAST_YEARS:
            yield [code, year, population.midyear(code, year), income[year],
                   of_grade.get(graded.get((code, year)), 0)]


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


def write_conflict(raw, out, countries, codes, population, people):
    """Writes the tables; `people` is the largest population of a code since 1990."""
    known = set(codes)
    counted = deaths(raw)
    write(out / "history/conflict_deaths.csv", ["iso3", "year", "deaths", "state_based"],
          ([*key, *counts] for key, counts in sorted(counted.items()) if key[0] in known))
    write(out / "baseline/neighbours.csv", ["iso3", "neighbour"], neighbours(raw, known))
    ppp, usd = gdp_tables(raw)
    series = incomes(ppp, usd, countries, people)
    write(out / "history/conflict_gdp.csv", ["iso3", "year", "gdp_ppp"],
          ([code, year, series[code][year]] for code in (c["iso3"] for c in countries)
           for year in YEARS if code in series and year not in ppp.get(code, {})))
    write(out / "history/conflict_past.csv", ["iso3", "year", "population", "gdp_ppp", "state_based"],
          past(raw, population, series, usd, deaths_of_grades(counted)))
    climate, anomalies = heat(raw, known)
    write(out / "history/conflict_climate.csv", ["iso3", "mean_c", "deviation_c"], climate)
    write(out / "history/conflict_heat.csv", ["iso3", "year", "heat"], anomalies)
    write(out / "history/interstate_wars.csv", ["conflict", "year", "iso3"], interstate_wars(raw))
    write(out / "history/conflict_coups.csv", ["iso3", "year"], sorted(BELT_COUPS))
