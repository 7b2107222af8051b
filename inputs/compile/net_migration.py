"""Net migration of countries by five-year period, from the estimates of WPP 2024.

The areas are those of the source, not of the stock table: Guadeloupe without Saint-Barthelemy and
Saint-Martin, Kosovo apart from Serbia.
"""
FIRST_YEAR = 1950
PERIOD_YEARS = 5
PERIODS = range(FIRST_YEAR, 2016, PERIOD_YEARS)
# Smaller areas are left out; persons at mid-2000.
LEAST_POPULATION = 90000
LEAST_POPULATION_YEAR = 2000

HEADER = ["iso3", "period", "person_years", "net_migration"]


def table(estimates):
    """Rows of HEADER from rows of the source: persons summed over the five years of each period;
    net migration is empty where the source has none (Kosovo)."""
    large, person_years, net = set(), {}, {}
    for row in estimates:
        code, year, people = row["iso3"], int(row["year"]), round(float(row["population_midyear"]))
        if year == LEAST_POPULATION_YEAR and people > LEAST_POPULATION:
            large.add(code)
        key = code, year - (year - FIRST_YEAR) % PERIOD_YEARS
        person_years[key] = person_years.get(key, 0) + people
        if row["net_migration"]:
            net[key] = net.get(key, 0) + round(float(row["net_migration"]))
    return [[code, period, person_years[code, period], net.get((code, period))]
            for code in sorted(large) for period in PERIODS]
