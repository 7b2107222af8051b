#!/usr/bin/env python3
"""Compiles public raw figures into the tables of inputs/baseline, inputs/history and
inputs/climate.

usage: compile.py [--raw DIR] [--out DIR]

Writes the same bytes from the same raw figures. Figures of later years stand in folders of DIR named
by the year, with the same paths and columns, and are joined to the others. Prints how well the ranking
behind the opening candidates would have done in the past, as it stands in inputs/SOURCES.md. Standard
library only.
"""
import argparse
import math
import os
import pathlib
import sys

sys.dont_write_bytecode = True

import net_migration
import spans
from climate import compile_climate
from conflict import write_conflict
from displacement import compile_displacement
from irregular import compile_irregular
from tables import joined, number, rows, write
from vintages import write_shipped

UNKNOWN = "OOO"
# Listed and candidate corridors together: a multiple of 32 lanes of a tile and of 4 random words.
CORRIDORS = 13312
STOCK_YEARS = spans.STOCK_YEARS
FLOW_PERIODS = range(1990, 2016, 5)
ESTIMATE_YEARS = range(spans.FIRST_YEAR, spans.LAST_ESTIMATE + 1)
TREND_YEARS = range(2020, 2101)
SSP_YEARS = range(2020, 2101, 5)
EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG

# Areas that the stock table counts together and the population table apart.
POPULATION_PARTS = {"XCX": ("GGY", "JEY"), "GLP": ("GLP", "BLM", "MAF")}
# The flow table writes Chile as CHI: its partners and sizes are Chile's (VEN, HTI, PER, ARG).
FLOW_CODES = {"CHI": "CHL"}


class Population:
    """WPP 2024 by the areas of the stock table: estimates, then mid-year figures of the projection."""

    ESTIMATES = ("population_midyear", "births", "deaths", "net_migration")
    PROJECTION = ("population_end_of_year", "pop_80l", "pop_80u", "births", "deaths",
                  "net_migration_median")

    def __init__(self, raw, codes):
        self.estimates = self._read(raw / "un_wpp2024_estimates.csv", self.ESTIMATES, codes)
        self.projection = self._read(raw / "un_wpp2024_projection.csv", self.PROJECTION, codes)

    @staticmethod
    def _read(path, columns, codes):
        source = {(row["iso3"], int(row["year"])): [number(row[c]) for c in columns]
                  for row in rows(path)}
        table = {}
        for code in codes:
            parts = POPULATION_PARTS.get(code, (code,))
            for year in {year for iso3, year in source if iso3 == parts[0]}:
                cells = zip(*(source[part, year] for part in parts))
                table[code, year] = [None if None in cell else sum(cell) for cell in cells]
        return table

    def midyear(self, code, year):
        """Persons, mid-year, from the estimates."""
        return round(self.estimates[code, year][0])

    def trend(self, code, year):
        """Births rate, deaths rate, population, 80 % bounds; all of a year's middle."""
        if (code, year) in self.projection:
            end, low, high, births, deaths, net = self.projection[code, year]
            before = self.projection.get((code, year - 1))
            start = before[:3] if before else [end - births + deaths - net] * 3
            people = (start[0] + end) / 2
            bounds = [round((start[1] + low) / 2), round((start[2] + high) / 2)]
        else:
            # The Holy See has no projection: its last estimate is held.
            people, births, deaths, _ = self.estimates[code, min(year, ESTIMATE_YEARS[-1])]
            bounds = [None, None]
        rates = [(events or 0.0) / people for events in (births, deaths)]
        return [*rates, round(people), *bounds]


class Geography:
    """Distances and ties; great circles for the two areas that the CEPII tables leave out."""

    def __init__(self, raw, countries):
        self.place = {c["iso3"]: (math.radians(float(c["lat"])), math.radians(float(c["lon"])))
                      for c in countries}
        self.pairs = {(row["origin"], row["destination"]):
                      [float(row["distance_km"]), int(row["contiguous"]),
                       int(row["common_official_language"]),
                       int(row["origin_was_colony_of_destination"])]
                      for row in rows(raw / "bilateral_covariates.csv")}

    def ties(self, origin, destination):
        """Distance in km, contiguous, common official language, origin was the other's colony."""
        known = self.pairs.get((origin, destination))
        return known or [round(self._great_circle(origin, destination), 1), 0, 0, 0]

    def _great_circle(self, a, b):
        (lat_a, lon_a), (lat_b, lon_b) = self.place[a], self.place[b]
        h = (math.sin((lat_b - lat_a) / 2) ** 2
             + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2)
        return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(h))


def read_stock(raw, revision):
    """{(destination, origin): {year: persons}}"""
    table = {}
    for row in joined(raw, f"stock/un_desa_stock_rev{revision}.csv"):
        pair = row["destination"], row["origin"]
        table.setdefault(pair, {})[int(row["year"])] = int(row["stock"])
    return table


def unknown_last(pair):
    destination, origin = pair
    return destination, origin == UNKNOWN, origin


def likeliest_openings(closed, count, population, geography, year):
    """The `count` pairs (destination, origin) of `closed` with most gravity in `year`."""
    people = {code: population.midyear(code, year) for code, _ in closed}

    def rank(pair):
        destination, origin = pair
        distance = max(geography.ties(origin, destination)[0], 1.0)
        return -people[origin] * people[destination] / distance, pair

    return sorted(closed, key=rank)[:count]


def all_pairs(codes):
    return {(d, o) for d in codes for o in codes if d != o}


def openings_held(stock, year, codes, count, population, geography):
    """Of the pairs without migrants up to `year` and with some five years on: (openings, openings
    among the candidates of `year`, persons, persons among them)."""
    seen = {pair for pair, by_year in stock.items()
            if any(by_year.get(t, 0) > 0 for t in STOCK_YEARS if t <= year)}
    opened = {pair: by_year[year + 5] for pair, by_year in stock.items()
              if pair not in seen and pair[1] != UNKNOWN and by_year.get(year + 5, 0) > 0}
    candidates = set(likeliest_openings(all_pairs(codes) - seen, count, population, geography, year))
    held = [persons for pair, persons in opened.items() if pair in candidates]
    return len(opened), len(held), sum(opened.values()), sum(held)


def write_history(out, raw, codes, population, stocks):
    for revision, table in stocks.items():
        years = spans.stock_years(revision)
        write(out / f"history/stock_rev{revision}.csv",
              ["destination", "origin", *(f"s{year}" for year in years)],
              ([*pair, *(table[pair].get(year) for year in years)]
               for pair in sorted(table, key=unknown_last)))
    flows = {}
    for row in rows(raw / "flows/abel_cohen_flows.csv"):
        pair = tuple(FLOW_CODES.get(row[end], row[end]) for end in ("origin", "destination"))
        flows.setdefault(pair, {})[int(row["period_start"])] = int(row["da_pb_closed"])
    write(out / "history/flows_da_pb_closed.csv",
          ["origin", "destination", *(f"f{period}" for period in FLOW_PERIODS)],
          ([*pair, *(flows[pair].get(period, 0) for period in FLOW_PERIODS)]
           for pair in sorted(flows) if any(flows[pair].values())))
    write(out / "history/population.csv",
          ["iso3", "year", "population", "births", "deaths", "net_migration"],
          ([code, year, *(None if value is None else round(value)
                          for value in population.estimates[code, year])]
           for code in codes for year in ESTIMATE_YEARS))
    write(out / "history/net_migration.csv", net_migration.HEADER,
          net_migration.table(rows(raw / "population/un_wpp2024_estimates.csv")))
    gdp = {(row["iso3"], int(row["year"])): number(row["gdp_per_capita_2021ppp"])
           for row in rows(raw / "economy/gdp_per_capita.csv")}
    write(out / "history/gdp_per_capita.csv", ["iso3", "year", "gdp_ppp"],
          ([code, year, gdp[code, year]] for code in codes for year in ESTIMATE_YEARS
           if gdp.get((code, year))))


def write_trends(out, raw, codes, population):
    write(out / "baseline/population_trend.csv",
          ["iso3", "year", "births_rate", "deaths_rate", "population", "population_80_low",
           "population_80_high"],
          ([code, year, *population.trend(code, year)] for code in codes for year in TREND_YEARS))
    ssp2 = {(row["iso3"], int(row["year"])): (round(float(row["population"])),
                                              number(row["gdp_ppp"]))
            for row in rows(raw / "economy/ssp_2024_population_gdp.csv")
            if row["scenario"] == "SSP2"}

    def index(code, year):
        start, now = ssp2[code, SSP_YEARS[0]][1], ssp2[code, year][1]
        return now / start if start and now else None

    write(out / "baseline/gdp_trend.csv", ["iso3", "year", "population", "gdp_ppp_index"],
          ([code, year, ssp2[code, year][0], index(code, year)]
           for code in codes if (code, SSP_YEARS[0]) in ssp2 for year in SSP_YEARS))


def compile_inputs(raw, out):
    countries = sorted(rows(raw / "geography/countries.csv"), key=lambda c: c["iso3"])
    codes = [country["iso3"] for country in countries]
    population = Population(raw / "population", codes)
    geography = Geography(raw / "geography", countries)
    stocks = {revision: read_stock(raw, revision) for revision in ("2020", "2024")}
    listed = stocks["2020"]
    candidate_count = CORRIDORS - len(listed)
    candidates = likeliest_openings(all_pairs(codes) - listed.keys(), candidate_count, population,
                                    geography, 2020)

    write(out / "baseline/countries.csv",
          ["iso3", "m49", "name", "region", "subregion", "population_2020"],
          [*([c["iso3"], int(c["m49"]), c["name"], c["region"], c["subregion"],
              population.midyear(c["iso3"], 2020)] for c in countries),
           [UNKNOWN, 0, "Origin unknown or other", "Unknown", "Unknown", 0]])
    write(out / "baseline/corridors.csv", ["destination", "origin", "stock_2020"],
          ([*pair, listed[pair].get(2020, 0)] for pair in sorted(listed, key=unknown_last)))
    write(out / "baseline/opening_candidates.csv", ["destination", "origin"], sorted(candidates))
    write_trends(out, raw, codes, population)
    write_history(out, raw, codes, population, stocks)
    write_conflict(raw, out, countries, codes, population,
                   {code: max(population.midyear(code, year) for year in ESTIMATE_YEARS)
                    for code in codes})
    compile_displacement(raw, out, write, geography)
    compile_irregular(raw, out, write)
    known = [pair for pair in [*listed, *candidates] if pair[1] != UNKNOWN]
    write(out / "history/covariates.csv",
          ["origin", "destination", "distance_km", "contiguous", "language", "colony"],
          ([origin, destination, str(ties[0]), *ties[1:]] for destination, origin in sorted(known)
           for ties in [geography.ties(origin, destination)]))

    compile_climate(raw, out, codes)
    write_shipped(out)

    for year in (2010, 2015):
        pairs, held, persons, held_persons = openings_held(
            stocks["2024"], year, codes, candidate_count, population, geography)
        print(f"| {year}-{year + 5} | {held} of {pairs} ({100 * held / pairs:.1f} %) "
              f"| {held_persons:,} of {persons:,} ({100 * held_persons / persons:.1f} %) |")


def main():
    inputs = pathlib.Path(__file__).resolve().parent.parent
    default_raw = os.environ.get("PEREGRINE_RAW_DATA") or inputs.parent.parent / "shared/data"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raw", type=pathlib.Path, default=default_raw,
                        help="folder of the raw figures (default: $PEREGRINE_RAW_DATA, else %(default)s)")
    parser.add_argument("--out", type=pathlib.Path, default=inputs,
                        help="folder to write baseline/, history/ and climate/ into (default: inputs/)")
    arguments = parser.parse_args()
    compile_inputs(pathlib.Path(arguments.raw), arguments.out)


if __name__ == "__main__":
    main()
