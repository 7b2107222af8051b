"""Computes rows of `peregrine audit` anew from the file and the tables of the record.

usage: audit_with_numpy.py PEREGRINE RUN.h5 INPUTS
Exit code 77 where h5py is not installed.
"""
import collections
import csv
import json
import pathlib
import subprocess
import sys

try:
    import h5py
    import numpy as np
except ImportError:
    sys.exit(77)

FIRST = 5  # index of 2025
LAST = 30  # of 2050


def table(inputs, name):
    with open(inputs / name, encoding="utf-8") as text:
        return list(csv.DictReader(text))


def codes(run, name):
    return [code.tobytes().rstrip(b"\0").decode() for code in run[name][...]]


def number(text):
    return float(text or 0)


def main(peregrine, path, inputs):
    output = subprocess.run([peregrine, "audit", path, "--inputs", inputs, "--json"],
                            capture_output=True, text=True, check=False)
    assert output.returncode in (0, 1), output.stderr
    rows = {row["id"]: row for row in json.loads(output.stdout)["rows"]}
    inputs = pathlib.Path(inputs)
    run = h5py.File(path)
    country = codes(run, "country")

    def same(row, **expected):
        for key, value in expected.items():
            assert np.isclose(rows[row][key], value, rtol=1e-6, atol=1e-12), (row, key, rows[row], value)
        print(f"{row}: {expected}")

    # The table of migrants.
    stock = table(inputs, "history/stock_rev2024.csv")
    years = [1990, 1995, 2000, 2005, 2010, 2015, 2020, 2024]
    world = {year: sum(number(row[f"s{year}"]) for row in stock) for year in years}
    earlier = sum(number(row["s2020"]) for row in table(inputs, "history/stock_rev2020.csv"))
    factor = earlier / world[2020]
    median = run["global_migrant_stock_quantile"][5]
    same("world.stock_2020", value=median[0] / earlier, low=1 / factor, high=factor)
    same("world.stock_2024", value=median[4] / world[2024])

    persons = collections.defaultdict(float)
    for row in table(inputs, "history/population.csv"):
        persons[int(row["year"])] += number(row["population"])
    growth = [(world[b] - world[a]) / (b - a) / persons[a] * 1e6 for a, b in zip(years, years[1:])]
    found = (median[10] - median[5]) / 5 / run["world_population_mean"][5] * 1e6
    same("world.growth_2025_2030", value=found, low=min(growth), high=max(growth))

    factors = [[number(row[f"s{a + 25}"]) / number(row[f"s{a}"]) for row in stock
                if number(row[f"s{a}"]) >= 1e5] for a in (1990, 1995)]
    corridor = run["corridor_stock_quantile"][5].astype(float)
    large = corridor[FIRST] >= 1e5
    same("corridors.fastest_growth", value=(corridor[LAST] / corridor[FIRST].clip(1))[large].max(),
         high=max(max(factors[0]), max(factors[1])))

    # The displaced.
    displaced = {year: sum(number(row[f"r{year}"]) for row in table(inputs, "history/refugees.csv")) +
                 sum(number(row[f"s{year}"]) for row in table(inputs, "history/displacement_others.csv"))
                 for year in range(1990, 2025)}
    rises = np.diff(np.array(list(displaced.values()))) / np.array(list(displaced.values()))[:-1]
    count = run["displaced_abroad"][...]
    drawn = np.diff(count[:, FIRST - 1:], axis=1) / count[:, FIRST - 1:-1]
    share, cases, z = (rises < 0).mean(), len(rises), 1.959963984540054
    half = z * np.sqrt(share * (1 - share) / cases + z * z / (4 * cases * cases)) / (1 + z * z / cases)
    centre = (share + z * z / (2 * cases)) / (1 + z * z / cases)
    same("displacement.falls", value=(drawn < 0).mean(), low=centre - half, high=centre + half)
    same("displacement.steep_rises", value=(drawn > rises.max()).mean(), high=1 - 0.05 ** (1 / 34))
    same("displacement.largest_draw", value=count.max() / max(displaced.values()))
    of_origin = run["displaced_from"][...].astype(float)[:, :, :-1]
    before, after = of_origin[:, FIRST - 1:-1], of_origin[:, FIRST:]
    is_large = before >= 1e5
    same("origins.halve", value=(after[is_large] / before[is_large] < 0.5).mean())
    five = np.sort(of_origin, axis=2)[:, 10:20, -5:].sum(axis=2) / of_origin[:, 10:20].sum(axis=2)
    same("origins.five_2030_2039", value=five.mean())

    ten_2050 = np.sort(run["immigrant_stock"][:, LAST, :-1].astype(float), axis=1)
    shares = []
    for year in years:
        sums = collections.defaultdict(float)
        for row in stock:
            sums[row["destination"]] += number(row[f"s{year}"])
        shares.append(sum(sorted(sums.values())[-10:]) / world[year])
    on = [shares[7] + shares[5] - shares[0], shares[7] + shares[6] - shares[1]]
    same("countries.share_of_ten_destinations",
         value=(ten_2050[:, -10:].sum(axis=1) / ten_2050.sum(axis=1)).mean(), low=min(shares + on),
         high=max(shares + on))

    # War.
    deaths, fought = collections.defaultdict(float), collections.defaultdict(float)
    for row in table(inputs, "history/conflict_past.csv"):
        fought[row["iso3"], int(row["year"])] = number(row["state_based"])
    for row in table(inputs, "history/conflict_deaths.csv"):
        deaths[row["iso3"], int(row["year"])] = number(row["deaths"])
        fought[row["iso3"], int(row["year"])] = number(row["state_based"])
    most = max(value for (code, _), value in deaths.items() if code == "BRA")
    same("conflict.deaths_brazil",
         value=run["conflict_deaths_mean"][FIRST:, country.index("BRA")].max() / most, high=1)
    wars = [sum(value >= 1000 for (_, year), value in fought.items() if year == of)
            for of in range(1990, 2025)]
    decades = np.convolve(wars, np.ones(10) / 10, "valid")
    same("conflict.wars_2035_2050", value=run["war_countries"][:, 15:].mean(), low=decades.min(),
         high=decades.max())
    at_war = [code for code in country if fought[code, 2024] >= 1000]
    same("conflict.war_goes_on",
         value=np.mean([run["war_probability"][FIRST, country.index(code)] for code in at_war]))

    # Of middle income without war in ten years: Brazil and Mexico are others.
    gdp = {(row["iso3"], int(row["year"])): number(row["gdp_ppp"])
           for name in ("gdp_per_capita", "conflict_gdp", "conflict_past") for row in table(inputs, f"history/{name}.csv")}

    def in_class(code, year):
        past = any(fought[code, before] >= 1000 for before in range(max(1950, year - 9), year + 1))
        return 5000 <= gdp.get((code, year), 0) < 20000 and not past

    known = [code for code in country if code != "OOO"]
    later = [fought[code, year + 10] >= 1000 for year in range(1959, 2015) for code in known
             if in_class(code, year)]
    share, cases = np.mean(later), len(later) / 10
    half = z * np.sqrt(share * (1 - share) / cases + z * z / (4 * cases * cases)) / (1 + z * z / cases)
    centre = (share + z * z / (2 * cases)) / (1 + z * z / cases)
    members = [country.index(code) for code in known if in_class(code, 2024)]
    same("conflict.class_middle_peace", value=run["war_probability"][14][members].mean(), low=centre - half,
         high=centre + half)

    # Routes.
    counts = collections.defaultdict(float)
    for row in table(inputs, "history/irregular_detections.csv"):
        if row["border"] == "western-africa":
            counts[row["month"][:4]] += number(row["detections"])
    route = codes(run, "route").index("western-africa")
    median = run["irregular_detections_year_quantile"][5, :, route]
    same("routes.median_western-africa", value=median[10], low=min(counts.values()),
         high=max(counts.values()))
    same("routes.western_africa_low", value=median[8:].min(),
         low=min(counts[str(year)] for year in range(2020, 2025)))
    monthly = run["irregular_detections"][:, :, route].astype(float)
    yearly = monthly.reshape(len(monthly), -1, 12).sum(axis=2)[:, FIRST:]
    same("routes.beyond_western-africa", value=(yearly > max(counts.values())).mean(),
         high=1 - 0.05 ** (1 / len(counts)))

    # Populations and the climate.
    same("climate.temperature_2050", value=np.median(run["global_mean_temperature"][:, LAST]))
    bands = {row["iso3"]: row for row in table(inputs, "baseline/population_trend.csv") if row["year"] == "2050"}
    now = {row["iso3"]: number(row["population"])
           for row in table(inputs, "baseline/population_trend.csv") if row["year"] == "2024"}
    mean = run["population_mean"][LAST]
    outside = [not number(bands[code]["population_80_low"]) <= mean[i] <= number(bands[code]["population_80_high"])
               for i, code in enumerate(country[:-1]) if now[code] > 1e6]
    same("countries.large_outside_un_band", value=np.mean(outside), high=0.2)


main(*sys.argv[1:])
