"""Compiles the raw climate figures into the tables of inputs/climate. Called by compile.py.

Non-CO2 forcing is stored as a low-rank basis over years with loadings by member; inputs/SOURCES.md
says how and with what error. Standard library only.
"""
import math
from operator import mul

from tables import figure, number, rows, write

SCENARIOS = ("ssp126", "ssp245", "ssp585", "verylow", "medium-extension")
FIRST_YEAR, LAST_YEAR = 1750, 2101
HISTORY_END = 2014  # last year that all scenarios share
RANK = 10
ROUNDS = 30  # of subspace iteration, three steps each

# Members' parameters, in the order of inputs/climate/members.csv.
MEMBER_COLUMNS = {
    "gamma": "gamma_autocorrelation", "capacity_1": "ocean_heat_capacity[0]",
    "capacity_2": "ocean_heat_capacity[1]", "capacity_3": "ocean_heat_capacity[2]",
    "transfer_1": "ocean_heat_transfer[0]", "transfer_2": "ocean_heat_transfer[1]",
    "transfer_3": "ocean_heat_transfer[2]", "efficacy": "deep_ocean_efficacy",
    "sigma_forcing": "sigma_eta", "sigma_surface": "sigma_xi", "forcing_4co2": "forcing_4co2",
    "iirf_start": "iirf_0[CO2]", "iirf_uptake": "iirf_uptake[CO2]",
    "iirf_temperature": "iirf_temperature[CO2]", "iirf_airborne": "iirf_airborne[CO2]",
    "co2_forcing_scale": "forcing_scale[CO2]", "co2_1750": "baseline_concentration[CO2]"}

# FaIR 1.4.1 weighs volcanic forcing by 0.6 before it warms
# (species_configs_properties_calibration1.4.1.csv, forcing_efficacy); its volcanic series is zero
# from 2031 on, and small after the last year of observations.
VOLCANIC_EFFICACY = 0.6
LAST_VOLCANIC_YEAR = 2021

# The raw table of the world's emissions is named for GtC and is in GtCO2: 35.0 in 2020, as in the
# Global Carbon Budget.
WORLD_FOSSIL_GTCO2 = "fossil_gtc"

BLOCS = ("china", "united_states", "european_union", "india", "rest_of_world")
SHARE_YEARS = range(2015, 2101)
LAST_FOSSIL_YEAR = 2021
TREND_YEARS = 10      # over which a bloc's own growth is measured
FADING_YEARS = 15.0   # e-folding time with which it fades towards the world's

# Peak and net-zero year as pledged: UNFCCC long-term strategies and COP26 announcements, collected
# by the Net Zero Tracker. India announced no peak: 2040 is the one that a net zero in 2070 asks for
# (Chaturvedi and Malyan 2022). The rest of the world: emission-weighted mean of the table's targets
# and those announced after it.
PLEDGES = {"china": (2030, 2060), "united_states": (2023, 2050), "european_union": (2023, 2050),
           "india": (2040, 2070)}
REST_PEAK_YEAR = 2025
# Announced at or after COP26, absent from the table of 2021: Russia, Saudi Arabia 2060, Turkey 2053,
# Australia, Viet Nam, United Arab Emirates 2050, Thailand 2065.
LATER_PLEDGES = {"RUS": 2060, "SAU": 2060, "TUR": 2053, "AUS": 2050, "VNM": 2050, "ARE": 2050,
                 "THA": 2065}

REFERENCE_YEARS = range(2020, 2101)
REFERENCE_POINTS = (2020, 2050, 2100)

# Areas without a pattern, a record, or both, and the neighbour whose climate they are given.
CLIMATE_OF = {"BES": "CUW", "GIB": "ESP", "GLP": "DMA", "GUF": "SUR", "MAC": "CHN", "MTQ": "DMA",
              "MYT": "COM", "REU": "MUS", "SXM": "AIA", "TKL": "WSM", "VAT": "ITA", "XCX": "FRA",
              "BLZ": "GTM", "ESH": "MAR", "FLK": "ARG", "HKG": "CHN", "TWN": "CHN"}


def read_forcing(raw, scenario):
    """[member][year] W/m2 of everything but CO2, 1750-2101."""
    years = [str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
    return [[float(row[year]) for year in years]
            for row in rows(raw / f"climate/fair_non_co2_forcing_{scenario}.csv")]


def solve(matrix, vector):
    """Gaussian elimination with pivoting."""
    size = len(vector)
    table = [row[:] + [value] for row, value in zip(matrix, vector)]
    for k in range(size):
        pivot = max(range(k, size), key=lambda i: abs(table[i][k]))
        table[k], table[pivot] = table[pivot], table[k]
        for i in range(k + 1, size):
            factor = table[i][k] / table[k][k]
            table[i] = [a - factor * b for a, b in zip(table[i], table[k])]
    solution = [0.0] * size
    for k in reversed(range(size)):
        known = dot(table[k][k + 1:size], solution[k + 1:])
        solution[k] = (table[k][size] - known) / table[k][k]
    return solution


def dot(a, b):
    return sum(map(mul, a, b))


def volcanic_forcing(forcing, members):
    """W/m2 by year: slope of the members' forcing on their volcanic scale, beside their solar one."""
    predictors = [[1.0] * len(members),
                  [float(m["forcing_scale[Volcanic]"]) for m in members],
                  [float(m["forcing_scale[Solar]"]) for m in members]]
    normal = [[dot(a, b) for b in predictors] for a in predictors]
    series = []
    for year, values in enumerate(zip(*forcing), FIRST_YEAR):
        known = FIRST_YEAR < year <= LAST_VOLCANIC_YEAR
        series.append(solve(normal, [dot(p, values) for p in predictors])[1] if known else 0.0)
    return series


def effective(forcing, volcanic, members):
    """The forcing as it warms: the volcanic part weighed by its efficacy."""
    scales = [float(m["forcing_scale[Volcanic]"]) for m in members]
    return [[total - (1.0 - VOLCANIC_EFFICACY) * scale * part for total, part in zip(row, volcanic)]
            for row, scale in zip(forcing, scales)]


def orthonormal(vectors):
    """Gram and Schmidt, twice."""
    basis = []
    for vector in vectors:
        for _ in range(2):
            for known in basis:
                share = dot(vector, known)
                vector = [v - share * k for v, k in zip(vector, known)]
        length = math.sqrt(dot(vector, vector))
        basis.append([v / length for v in vector])
    return basis


def low_rank(matrix):
    """Basis [component][column] and loadings [row][component] of the best fit of rank RANK in least
    squares, by subspace iteration from steps."""
    columns = list(zip(*matrix))
    gram = [[dot(a, b) for b in columns] for a in columns]
    step = len(columns) // RANK
    basis = [[float(j // step == k) for j in range(len(columns))] for k in range(RANK)]
    for _ in range(ROUNDS):
        for _ in range(3):
            basis = [[dot(row, vector) for row in gram] for vector in basis]
        basis = orthonormal(basis)
    basis = [[round(value, 6) for value in vector] for vector in basis]
    # Loadings by least squares on the rounded basis.
    normal = [[dot(a, b) for b in basis] for a in basis]
    loadings = [solve(normal, [dot(row, vector) for vector in basis]) for row in matrix]
    return basis, loadings


def write_forcing(raw, out, members):
    forcing = {scenario: read_forcing(raw, scenario) for scenario in SCENARIOS}
    split = HISTORY_END + 1 - FIRST_YEAR
    parts = {}
    for scenario in SCENARIOS:
        volcanic = volcanic_forcing(forcing[scenario], members)
        weighed = effective(forcing[scenario], volcanic, members)
        if not parts:
            parts["history"] = FIRST_YEAR, [row[:split] for row in weighed]
        parts[scenario] = HISTORY_END + 1, [row[split:] for row in weighed]
    basis_rows, loadings, square, largest, count = [], [[] for _ in members], 0.0, 0.0, 0
    for name, (first, matrix) in parts.items():
        basis, loading = low_rank(matrix)
        basis_rows += [[name, first + t, *(vector[t] for vector in basis)]
                       for t in range(len(matrix[0]))]
        for all_of_member, row, values in zip(loadings, loading, matrix):
            all_of_member += [figure(value) for value in row]
            for t, value in enumerate(values):
                error = value - sum(w * vector[t] for w, vector in zip(row, basis))
                square, largest, count = square + error * error, max(largest, abs(error)), count + 1
    components = range(1, RANK + 1)
    write(out / "climate/forcing_basis.csv", ["part", "year", *(f"c{k}" for k in components)],
          basis_rows)
    write(out / "climate/forcing_loadings.csv",
          ["member", *(f"{name}_{k}" for name in parts for k in components)],
          ([int(m["member"]), *row] for m, row in zip(members, loadings)))
    print(f"| non-CO2 forcing | {math.sqrt(square / count):.4f} | {largest:.3f} |")


def write_emissions(raw, out):
    table = {}
    for row in rows(raw / "climate/fair_reference_co2_emissions.csv"):
        table[row["scenario"], int(row["year"])] = [float(row["co2_fossil_gt"]),
                                                    float(row["co2_land_use_gt"])]
    write(out / "climate/emissions.csv",
          ["year", *(f"{s}_{kind}" for s in SCENARIOS for kind in ("fossil", "land"))],
          ([year, *(value for s in SCENARIOS for value in table[s, year])]
           for year in range(FIRST_YEAR, LAST_YEAR)))


def bloc_members(raw):
    union = {row["iso3"] for row in rows(raw / "geography/countries.csv") if row["eu"] in ("1", "True")}
    return {"china": {"CHN"}, "united_states": {"USA"}, "european_union": union, "india": {"IND"}}


def write_blocs(raw, out):
    members = bloc_members(raw)
    world = {int(row["year"]): float(row[WORLD_FOSSIL_GTCO2])
             for row in rows(raw / "climate/global_co2_emissions_gtc.csv")}
    country = {(row["iso3"], int(row["year"])): float(row["mtco2"]) / 1e3
               for row in rows(raw / "climate/fossil_co2_by_country.csv") if row["mtco2"]}

    def emitted(bloc, year):
        if bloc != BLOCS[-1]:
            return sum(country.get((iso3, year), 0.0) for iso3 in sorted(members[bloc]))
        return world[year] - sum(emitted(other, year) for other in BLOCS[:-1])

    growth = {bloc: math.log(emitted(bloc, LAST_FOSSIL_YEAR)
                             / emitted(bloc, LAST_FOSSIL_YEAR - TREND_YEARS)) / TREND_YEARS
              for bloc in BLOCS}

    def shares(year):
        ahead = max(year - LAST_FOSSIL_YEAR, 0)
        grown = FADING_YEARS * (1.0 - math.exp(-ahead / FADING_YEARS))
        path = [emitted(bloc, min(year, LAST_FOSSIL_YEAR)) * math.exp(growth[bloc] * grown)
                for bloc in BLOCS]
        return [value / sum(path) for value in path]

    write(out / "climate/bloc_shares.csv", ["year", *BLOCS],
          ([year, *shares(year)] for year in SHARE_YEARS))

    targets = {row["iso3"]: int(row["target_year"])
               for row in rows(raw / "policy/net_zero_targets.csv") if row["target_year"]}
    targets = {**LATER_PLEDGES, **targets}
    of_others = set().union(*members.values())
    rest = {iso3: value for (iso3, year), value in country.items()
            if year == LAST_FOSSIL_YEAR and iso3 not in of_others}
    covered = {iso3: value for iso3, value in rest.items() if iso3 in targets}
    coverage = sum(covered.values()) / emitted(BLOCS[-1], LAST_FOSSIL_YEAR)
    mean_year = sum(value * targets[iso3] for iso3, value in covered.items()) / sum(covered.values())
    write(out / "climate/blocs.csv", ["bloc", "peak_year", "net_zero_year", "coverage"],
          [*([bloc, *PLEDGES[bloc], 1] for bloc in BLOCS[:-1]),
           [BLOCS[-1], REST_PEAK_YEAR, round(mean_year), coverage]])


def residual_spread(years, values):
    """Standard deviation of a record around its regression on the world's temperature."""
    count = len(values)
    mean_x, mean_y = sum(years) / count, sum(values) / count
    sxx = sum((x - mean_x) ** 2 for x in years)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(years, values)) / sxx
    square = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in zip(years, values))
    return math.sqrt(square / (count - 2))


def write_countries(raw, out, codes):
    world = {int(row["year"]): float(row["gmst"])
             for row in rows(raw / "climate/observed_global_temperature.csv")}
    pattern = {row["iso3"]: [float(row["model_mean"]), float(row["model_sd"])]
               for row in rows(raw / "climate/country_pattern_scaling.csv")}
    record = {}
    for row in rows(raw / "climate/country_annual_temperature.csv"):
        if row["temperature_c"]:
            record.setdefault(row["iso3"], {})[int(row["year"])] = number(row["temperature_c"])

    def spread(code):
        years = sorted(record[code])
        return residual_spread([world[y] for y in years], [record[code][y] for y in years])

    write(out / "climate/countries.csv", ["iso3", "pattern", "pattern_sd", "yearly_sd"],
          ([code, *pattern[code if code in pattern else CLIMATE_OF[code]],
            spread(code if code in record else CLIMATE_OF[code])] for code in codes))


def write_references(raw, out, members):
    write(out / "climate/observed_temperature.csv", ["year", "temperature"],
          ([int(row["year"]), float(row["gmst"])]
           for row in rows(raw / "climate/observed_global_temperature.csv")))
    columns = ["t05", "t50", "t95", "co2_ppm_05", "co2_ppm_50", "co2_ppm_95"]
    source = {(row["scenario"], int(row["year"])): [float(row[c]) for c in columns]
              for row in rows(raw / "climate/fair_reference_temperature.csv")}
    write(out / "climate/fair_quantiles.csv", ["scenario", "year", *columns],
          ([s, year, *source[s, year]] for s in SCENARIOS for year in REFERENCE_YEARS))
    seeds = {m["member"]: int(m["seed"]) for m in members}
    points = [f"{s}_{year}" for s in SCENARIOS for year in REFERENCE_POINTS]
    write(out / "climate/fair_members.csv", ["member", "noise_seed", *points],
          ([int(row["member"]), seeds[row["member"]], *(float(row[p]) for p in points)]
           for row in rows(raw / "climate/fair_reference_member_temperature.csv")))


def compile_climate(raw, out, codes):
    """Writes out/climate/*.csv; `codes`: the countries of the stock table."""
    members = list(rows(raw / "climate/fair_calibration_1.4.1.csv"))
    write(out / "climate/members.csv", ["member", *MEMBER_COLUMNS],
          ([int(m["member"]), *(figure(float(m[c])) for c in MEMBER_COLUMNS.values())]
           for m in members))
    write_emissions(raw, out)
    write_blocs(raw, out)
    write_countries(raw, out, codes)
    write_references(raw, out, members)
    write_forcing(raw, out, members)
