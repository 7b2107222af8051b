"""Holds what a reader answered to what the file and `peregrine summary` say.

usage: compare_answers.py PEREGRINE ENSEMBLE LATER ANSWERS
LATER is the ensemble of wrong_files.py with variables to come. ANSWERS is what answers.py, answers.R or answers.cpp printed. Numbers that the program prints as well must be
the same to the last bit, chances too; quantiles of draws to twelve digits.
"""
import csv
import io
import math
import subprocess
import sys

import h5py
import numpy

MISSING = ("", "NA", "NaN", "nan")
CLOSE = 1e-12  # relative: libraries interpolate between draws in different order
LEVELS = [0.005, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.995]
STATISTICS = ["mean", *(f"q{level:g}" for level in LEVELS), *(f"mc_error_q{level:g}" for level in LEVELS)]
# What each refusal has to say.
REFUSALS = {
    "no_country": ["no country or area 'GER'", "did you mean DEU, Germany?"],
    "no_country_of_corridor": ["no country or area 'DUE'", "did you mean DEU, Germany?"],
    "no_corridor": ["has no corridor SYR-NRU"],
    "no_route": ["'central-mediteranean'", "did you mean central-mediterranean?"],
    "no_variable": ["no variable 'immigrant_stok'", "did you mean immigrant_stock?"],
    "no_year": ["no year 2061", "2020 to 2030"],
    "no_month": ["2061-01", "2020-01 to 2030-12"],
    "no_months": ["no 12 months from 2030-06", "2030-12"],
    "no_draws": ["no draws of population_mean"],
    "not_kept": [" corridors, not of CHL-DEU (", "add CHL-DEU to run.keep_corridors"],
    "two_stretches": ["entries are of one stretch of months"],
    "no_border": ["no border behind which CHE lies", "ESP, EST, FIN, "],
    "no_months_ahead": ["no 12 months from 2026-06 on", "its last is 2026-12"],
    "months_below_one": ["-1"],
    "old_country": ["no draws of immigrant_stock", "is of format 3", "run the scenario again"],
    "old_flight": ["no draws of newly_displaced", "is of format 3"],
    "old_entries": ["no draws of irregular_entries_by_nationality", "is of format 3"],
    "no_map": ["irregular_attempts", "a map wants"],
    "later_not_kept": ["later.h5: keeps draws of 3 corridors, not of POL-DEU"],
    "file_text": ["text.h5: is no Peregrine ensemble (it is not an HDF5 file)"],
    "file_other": ["other.h5: is no Peregrine ensemble", "filetype"],
    "file_newer": ["newer.h5: has format version 99", "knows 4 at most"],
    "file_older": ["older.h5: has format version 1", "2 to 4"],
    "file_unfinished": ["unfinished.h5: is not complete"],
    "file_cut": ["cut.h5: cannot be read as ", "damaged or cut off"],
    "file_missing": ["missing.h5: there is no such file"],
}
# Of words of the wrong type, which C++ does not compile; R is asked some of them.
OF_TYPES = {
    "type_threshold": ["threshold", "many", "is no number"],
    "type_thresholds": ["threshold None: is no number"],
    "no_threshold": ["threshold: the list is empty"],
    "none_threshold": ["None: is neither a value nor a list"],
    "type_code": ["place -1: is no text"],
    "type_codes": ["place ['DEU', 'POL']: is no text", "one after the other"],
    "type_year": ["year", "2026", "is no whole number"],
    "part_of_year": ["year 2026.5: is no whole number"],
    "year_below_all": ["no year -1 (it has 2020 to 2030)"],
    "no_years": ["year: the list is empty"],
    "type_months": ["months", "1, 2", "is no whole number"],
    "type_start": ["month '-1': is not of the form YYYY-MM"],
    "type_starts": ["is not of the form YYYY-MM"],
}


def sections(path):
    """Lines of each answer, by its name."""
    found = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("== "):
                name = line[3:].strip()
                found[name] = []
            else:
                found[name].append(line)
    return found


def number(text):
    return math.nan if text in MISSING else float(text)


def label(text):
    """A code, or a number as it is written here."""
    try:
        return f"{float(text):g}"
    except ValueError:
        return text


class Answers:
    def __init__(self, path):
        self.sections = sections(path)
        self.known = set()

    def rows(self, name):
        self.known.add(name)
        return list(csv.DictReader(io.StringIO("".join(self.sections[name]))))

    def check(self, name, key, expected, columns, relative=0.0):
        """That the rows of an answer are the expected ones: {values of `key`: numbers of `columns`}."""
        rows = self.rows(name)
        assert len(rows) == len(expected), (name, len(rows), len(expected))
        for row in rows:
            wanted = expected[tuple(label(row[column]) for column in key)]
            for column, value in zip(columns, wanted, strict=True):
                found = number(row[column])
                if not (found == value or math.isnan(found) and math.isnan(value)
                        or math.isclose(found, value, rel_tol=relative)):
                    raise AssertionError(f"{name}: {row} has {column} {found!r}, and not {value!r}")


def summary(peregrine, path, *options):
    done = subprocess.run([peregrine, "summary", path, "--csv", *options], check=True, capture_output=True,
                          text=True)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def printed(rows, key, columns=None):
    """Rows of `peregrine summary --csv` by these columns."""
    columns = columns or STATISTICS
    return {tuple(row[column] for column in key): [float(row[column]) for column in columns] for row in rows}


def codes(dataset):
    return [b"".join(row).decode() for row in dataset[:]]


def without_fill(values):
    return numpy.where(values > 9e36, numpy.nan, values)


def of_draws(values):
    """Mean, quantiles and errors over the first axis of draws, a list a cell."""
    count = len(values)
    deviation = numpy.sqrt(count * numpy.array(LEVELS) * (1 - numpy.array(LEVELS))) / (count - 1)
    high = numpy.quantile(values, numpy.minimum(LEVELS + deviation, 1), axis=0)
    low = numpy.quantile(values, numpy.maximum(LEVELS - deviation, 0), axis=0)
    return numpy.concatenate([[values.mean(axis=0)], numpy.quantile(values, LEVELS, axis=0), (high - low) / 2]).T


def chance(values, threshold):
    above = int((values > threshold).sum())
    count = len(values)
    smoothed = (above + 1) / (count + 2)
    return above / count, math.sqrt(smoothed * (1 - smoothed) / count)


def check_summaries(answers, ask):
    """What `peregrine summary` prints as well."""
    answers.check("fan_corridor", ["year"], printed(ask("--corridor", "SYR-DEU"), ["year"]), STATISTICS)
    germany = ask("--country", "DEU")
    for name, stock in (("fan_immigrants", "immigrants"), ("fan_emigrants", "emigrants")):
        rows = [row for row in germany if row["stock"] == stock]
        answers.check(name, ["year"], printed(rows, ["year"]), STATISTICS)
    world = [row for row in ask() if row["stock"] == "world"]
    answers.check("fan_world", ["year"], printed(world, ["year"]), STATISTICS)
    route = [row for row in ask("--route", "central-mediterranean", "--from", "2025-03", "--months", "20")
             if len(row["period"]) == len("2025-03")]
    answers.check("fan_route", ["time"], printed(route, ["period"]), STATISTICS)
    # Years are of their own variable there, so that the months of the year are asked for.
    months = [row for row in ask("--route", "central-mediterranean", "--from", "2028-01", "--months", "12")
              if len(row["period"]) == len("2028-01")]
    answers.check("fan_route_year", ["time"], printed(months, ["period"]), STATISTICS)
    every = ask("--route", "all")
    columns = [*STATISTICS, "entries_mean", "deaths_mean"]
    for name, width, time in (("routes_by_year", 4, "year"), ("routes_by_month", 7, "time")):
        rows = [row for row in every if len(row["period"]) == width]
        answers.check(name, [time, "route"], printed(rows, ["period", "route"], columns), columns)


def check_variables(answers, run):
    """What the file holds, by h5py."""
    years = [str(year) for year in run["year"][:]]
    countries = codes(run["country"])
    at = years.index("2028")
    maps = {"map_median": ("median", run["immigrant_stock_quantile"][LEVELS.index(0.5), at]),
            "map_share": ("share_of_draws", run["war_probability"][at]),
            "map_mean": ("mean", run["displaced_abroad_mean"][at])}
    for name, (column, values) in maps.items():
        expected = {(code,): [value] for code, value in zip(countries, without_fill(values.astype(float)))}
        answers.check(name, ["country"], expected, [column])
    nationals = codes(run["route_corridor"]).index("belarus-poland:AFG")
    stems = ["mean", *(f"quantile:{k}" for k in range(11)), *(f"quantile_error:{k}" for k in range(11))]
    parts = [part.split(":") for part in stems]

    def statistic(stem, part, index):
        values = run[f"{stem}_{part[0]}"]
        return without_fill(values[(int(part[1]), *index) if len(part) > 1 else index].astype(float))

    by_year = [statistic("irregular_corridor", part, (slice(None), nationals)) for part in parts]
    answers.check("fan_nationals", ["year"], {(year,): list(row) for year, row in zip(years, zip(*by_year))}, STATISTICS)
    by_corridor = [statistic("corridor_stock", part, (at, slice(None))) for part in parts]
    answers.check("frame_stem", ["corridor"],
                  {(code,): list(row) for code, row in zip(codes(run["corridor"]), zip(*by_corridor))}, STATISTICS)
    errors = run["irregular_corridor_quantile_error"][:, at, :]
    rows = {(f"{level:g}", code): [float(errors[k, i])] for k, level in enumerate(LEVELS)
            for i, code in enumerate(codes(run["route_corridor"]))}
    answers.check("frame_nationals", ["quantile", "route_corridor"], rows, ["irregular_corridor_quantile_error"])
    for name, variable in (("frame_draws", "global_migrant_stock"), ("frame_of_draws_alone", "global_arrivals")):
        values = without_fill(run[variable][:])
        rows = {(str(draw), year): [values[draw, i]] for draw in range(len(values)) for i, year in enumerate(years)}
        answers.check(name, ["realization", "year"], rows, [variable])
    border = codes(run["border"]).index("belarus-poland")
    months = [f"{2020 + k // 12}-{k % 12 + 1:02}" for k in range(run["time"].shape[0])]
    means = run["irregular_entries_mean"][:, border].astype(float)
    answers.check("frame_months", ["time", "border"],
                  {(month, "belarus-poland"): [mean] for month, mean in zip(months, means)}, ["irregular_entries_mean"])


def check_draws(answers, run):
    """Chances and quantiles of draws, by NumPy."""
    years = [str(year) for year in run["year"][:]]
    temperature = of_draws(run["global_mean_temperature"][:])
    answers.check("fan_draws", ["year"], {(year,): list(row) for year, row in zip(years, temperature)}, STATISTICS, CLOSE)
    border = codes(run["border"]).index("belarus-poland")
    months = {f"2026-{k + 1:02}": 72 + k for k in range(12)}
    entries = of_draws(run["irregular_entries"][:, 72:84, border].astype(float))
    answers.check("fan_draws_of_border", ["time"], {(month,): list(row) for month, row in zip(months, entries)},
                  STATISTICS, CLOSE)
    route = codes(run["route"]).index("central-mediterranean")
    crossings = run["irregular_detections"][:, :, route].astype(float)
    level = run["response_level"][:, 72:84, border].max(axis=1)
    differ = run["irregular_detections_quantile"][0] != run["irregular_detections_quantile"][-1]
    first = int(differ[:, route].argmax())
    columns = ["threshold", "chance", "mc_error", "draws"]
    for name, values, threshold in (
            ("exceeds_route", crossings[:, first:first + 12].sum(axis=1), 40_000),
            ("exceeds_window", crossings[:, 75:93].sum(axis=1), 60_000),
            ("exceeds_year", crossings[:, 84:96].sum(axis=1), 60_000),
            ("exceeds_any", level, 1),
            ("exceeds_never", crossings[:, 72:84].sum(axis=1), 1e9)):
        expected = {(): [threshold, *chance(values, threshold), len(values)]}
        answers.check(name, [], expected, columns)
    # The test would see nothing of the draws if all or none were above.
    assert 0 < number(answers.rows("exceeds_window")[0]["chance"]) < 1
    assert number(answers.rows("exceeds_never")[0]["mc_error"]) > 0
    stock = run["global_migrant_stock"][:]
    answers.check("exceeds_world", ["year"], {(year,): [3e8, *chance(stock[:, i], 3e8), len(stock)]
                                              for i, year in enumerate(years)}, columns)


CHANCES = ["chance", "chance_mc_error", "draws"]


def check_places(answers, ask, run):
    """Chances of places and entries by nationality, as `peregrine summary` prints them, and the draws themselves."""
    of_chance = ["chance", "mc_error", "draws"]
    for name, key, options, wanted in (
            ("exceeds_immigrants", ["year", "country"], ("--country", "DEU", "--exceeds", "18800000"),
             {"variable": "immigrant_stock", "year": ("2028", "2030")}),
            ("exceeds_emigrants", ["year", "country"], ("--country", "SYR", "--exceeds", "9500000"),
             {"variable": "emigrant_stock", "year": ("2028",)}),
            ("exceeds_corridor", ["year", "kept_corridor"], ("--corridor", "SYR-DEU", "--exceeds", "930000"),
             {"variable": "corridor_stock", "year": ("2028",)})):
        rows = [row for year in wanted["year"] for row in ask(*options, "--year", year)
                if row["variable"] == wanted["variable"]]
        expected = {(row["year"], row["place"]): [float(row[column]) for column in CHANCES] for row in rows}
        answers.check(name, key, expected, of_chance)
    flight = [row for row in ask("--risk", "--country", "SYR", "--exceeds", "50000")
              if row["first_year"] == row["last_year"] == "2026"]
    answers.check("exceeds_flight", ["year", "country"],
                  {(row["first_year"], row["country"]): [float(row[one]) for one in CHANCES] for row in flight}, of_chance)
    # Else all or no draw may be above, and any answer would do.
    for name in ("exceeds_immigrants", "exceeds_emigrants", "exceeds_corridor", "exceeds_flight", "exceeds_nationals"):
        assert all(0 < number(row["chance"]) < 1 for row in answers.rows(name)), (name, answers.rows(name))
    entered = ["mean", "share_of_mean", "q0.1", "q0.5", "q0.9", "mc_error_q0.1", "mc_error_q0.5", "mc_error_q0.9"]
    printed_as = ["mean", "share_of_mean", "q0.1", "median", "q0.9", "q0.1_mc_error", "median_mc_error", "q0.9_mc_error"]
    for name, options in (("entries_union", ("--country", "EU27")),
                          ("entries_some", ("--country", "GRC,ITA", "--from", "2026-01", "--months", "12")),
                          ("entries_later_border", ("--country", "HUN", "--from", "2025-03", "--months", "3")),
                          ("entries_left", ("--country", "POL", "--from", "2026-09"))):
        rows = ask(*options, "--entries", "--top", "1000")
        expected = {(row["first_month"], row["last_month"], row["nationality"]): [float(row[one]) for one in printed_as]
                    for row in rows}
        answers.check(name, ["start", "end", "nationality"], expected, entered, CLOSE)
        assert [row["nationality"] for row in answers.rows(name)] == [row["nationality"] for row in rows], name
        assert len(rows) > 3 and rows[-1]["nationality"] == "ALL", rows
    assert answers.rows("entries_left")[0]["end"] == "2026-12"
    years = [str(year) for year in run["year"][:]]
    syria = of_draws(run["newly_displaced"][:, :, codes(run["country"]).index("SYR")].astype(float))
    answers.check("fan_flight", ["year"], {(year,): list(row) for year, row in zip(years, syria)}, STATISTICS, CLOSE)
    kept = run["corridor_stock"][:, years.index("2028"), codes(run["kept_corridor"]).index("SYR-DEU")]
    answers.check("frame_kept", ["realization", "year", "kept_corridor"],
                  {(str(draw), "2028", "SYR-DEU"): [value] for draw, value in enumerate(kept)}, ["corridor_stock"])
    groups = codes(run["route_corridor"])
    entries = run["irregular_entries_by_nationality"]
    # Months from January 2025 on.
    afghans = entries[:, 12:14, groups.index("belarus-poland:AFG")]
    answers.check("frame_ahead", ["realization", "month_ahead", "route_corridor"],
                  {(str(draw), month, "belarus-poland:AFG"): [value] for draw, values in enumerate(afghans)
                   for month, value in zip(("2026-01", "2026-02"), values)}, ["irregular_entries_by_nationality"])
    ethiopians = entries[:, 12:24, groups.index("belarus-poland:ETH")].astype(float).sum(axis=1)
    answers.check("exceeds_nationals", [], {(): [60, *chance(ethiopians, 60), len(ethiopians)]},
                  ["threshold", *of_chance])
    targets = dict(zip(codes(run["border"]), codes(run["border_target"])))
    assert {row["border"]: row["border_target"] for row in answers.rows("frame_targets")} == targets


def check_later(answers, run):
    """Of variables that no version writes yet. What a corridor's fan shows is still over all draws."""
    assert answers.rows("old_fan") == answers.rows("fan_immigrants")
    assert answers.rows("later_fan") == answers.rows("fan_corridor")
    years = [str(year) for year in run["year"][:]]
    stock = run["corridor_asylum"][:, years.index("2030"), codes(run["asylum_corridor"]).index("SYR-DEU")] * 1000.0
    expected = {("2030",): [15e6, *chance(stock, 15e6), len(stock)]}
    answers.check("later_exceeds", ["year"], expected, ["threshold", "chance", "mc_error", "draws"])
    settled = run["newly_settled"][:].astype(float)
    countries = codes(run["country"])
    germany = of_draws(settled[:, :, countries.index("DEU")])
    answers.check("later_fan_of_draws", ["year"], {(year,): list(row) for year, row in zip(years, germany)},
                  STATISTICS, CLOSE)
    medians = numpy.median(settled[:, years.index("2028")], axis=0)
    answers.check("later_map", ["country"], {(code,): [value] for code, value in zip(countries, medians)},
                  ["median"], CLOSE)


def check_refusals(answers):
    asked = {name: words for name, words in OF_TYPES.items() if name in answers.sections}
    for name, words in {**REFUSALS, **asked}.items():
        answers.known.add(name)
        text = "".join(answers.sections[name])
        assert text.startswith("! ") and text.count("\n") == 1, f"{name}: is no refusal in a line: {text}"
        for word in words:
            assert word in text, f"{name}: does not say '{word}': {text}"


def main():
    peregrine, path, later, found = sys.argv[1:]
    answers = Answers(found)
    check_summaries(answers, lambda *options: summary(peregrine, path, *options))
    with h5py.File(path) as run:
        check_variables(answers, run)
        check_draws(answers, run)
        check_places(answers, lambda *options: summary(peregrine, path, *options), run)
    with h5py.File(later) as run:
        check_later(answers, run)
    check_refusals(answers)
    assert answers.known == set(answers.sections), answers.known ^ set(answers.sections)
    print(f"{len(answers.known)} questions have the answers that they should")


main()
