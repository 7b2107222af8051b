#!/usr/bin/env python3
"""usage: expected.py FILE.h5 OTHER.h5 SHARES.json
Prints as JSON what the page of these files has to show, read by h5py and put into words by Python."""
import json
import math
import sys

import h5py
import numpy

# Places among the eleven quantiles.
Q025, Q10, MEDIAN, Q90, Q975 = 1, 3, 5, 7, 9


def codes(dataset):
    return [b"".join(row).decode() for row in dataset[:]]


def millions(value, decimals=2):
    return f"{value * 1e-6:,.{decimals}f}"


def four_digits(value):
    """As the page rounds persons of places."""
    return "—" if value > 9e36 else f"{float(f'{value:.3e}'):,.0f}"


def two_digits(value):
    return float(f"{value:.1e}")


def world_rows(run):
    quantile = run["global_migrant_stock_quantile"]
    error = run["global_migrant_stock_quantile_error"]
    mean = run["global_migrant_stock_mean"]
    years = run["year"][:]
    for i, year in enumerate(years):
        if year % 5 == 0 or i + 1 == len(years):
            at = quantile[:, i]
            yield [str(year), millions(at[MEDIAN]), millions(error[MEDIAN, i], 3), millions(at[Q10]),
                   millions(at[Q90]), millions(at[Q025]), millions(at[Q975]), millions(mean[i])]


def ranked(run, stem, count):
    """Indices of the largest at the end, and the cells of their rows behind the name."""
    quantile = run[f"{stem}_quantile"]
    error = run[f"{stem}_quantile_error"][MEDIAN, -1, :]
    first = quantile[MEDIAN, 0, :]
    last = quantile[:, -1, :]
    there = numpy.where(last[MEDIAN] > 9e36, -1.0, last[MEDIAN])
    order = numpy.argsort(-there, kind="stable")[:count]
    return [(int(i), [four_digits(first[i]), four_digits(last[MEDIAN, i]), four_digits(error[i]),
                      four_digits(last[Q10, i]), four_digits(last[Q90, i]),
                      four_digits(last[Q025, i]), four_digits(last[Q975, i])]) for i in order]


def band_words(quantile, error, i):
    """Of the last year, as the script words it."""
    at = quantile[:, -1, i]
    plain = [four_digits(at[k]) for k in (MEDIAN, Q10, Q90)]
    return (f"{plain[0]} (median, ±{two_digits(error[MEDIAN, -1, i]):,.0f} MC; "
            f"80 % band {plain[1]} to {plain[2]})")


def route_months(run):
    """Rows of the first route's table of months: 24 from the first in which draws differ on most routes."""
    quantile = run["irregular_detections_quantile"][:]
    differs = quantile[0] != quantile[-1]
    first = int(numpy.sort(differs.argmax(axis=0)[differs.any(axis=0)])[(differs.any(axis=0).sum() - 1) // 2])
    error = run["irregular_detections_quantile_error"][MEDIAN]
    for month in range(first, min(first + 24, quantile.shape[1])):
        at = quantile[:, month, 0]
        yield [f"{2020 + month // 12}-{month % 12 + 1:02}", four_digits(at[MEDIAN]),
               four_digits(error[month, 0]), four_digits(at[Q10]), four_digits(at[Q90]),
               four_digits(at[Q025]), four_digits(at[Q975])]


def per_cent(share):
    shown = 100 * share
    return f"{shown:.{1 if shown not in (0, 100) and (shown < 10 or shown > 99) else 0}f} %"


def chance_cells(values, limit):
    """Share of the draws above a number, and its Monte Carlo error with one draw more either way."""
    count = len(values)
    above = int((values > limit).sum())
    smoothed = (above + 1) / (count + 2)
    return [per_cent(above / count), per_cent(math.sqrt(smoothed * (1 - smoothed) / count))]


def band_cells(values):
    """Median, its error, and the ends of the 80 % band."""
    count = len(values)
    width = math.sqrt(count) / 2 / (count - 1)
    error = (numpy.quantile(values, 0.5 + width) - numpy.quantile(values, 0.5 - width)) / 2
    return [four_digits(one) for one in (numpy.median(values), error, *numpy.quantile(values, [0.1, 0.9]))]


def flight_rows(run, names, country, limit):
    """Countries by the mean number of years with more, of the three after the last on record."""
    draws = run["newly_displaced"][:].astype(float)
    first = int(numpy.argmax((draws != draws[0]).any(axis=(0, 2))))
    ahead = draws[:, first:first + 3, :-1]
    above = ahead > limit
    medians = numpy.median(ahead[:, 0], axis=0)
    # Chances as counts, of which sums are exact.
    order = numpy.lexsort((-medians, -above.sum(axis=(0, 1))))[:25]
    for i in order:
        record = int((draws[0, :first, i] > limit).sum())
        cells = [names[i], country[i], f"{record} of {first}"]
        for year in range(3):
            cells += chance_cells(ahead[:, year, i], limit)
        cells += chance_cells(ahead[:, :, i].max(axis=1), limit)
        yield [*cells, *band_cells(ahead[:, 0, i])]


def round_neighbours(median):
    power = 10 ** math.floor(math.log10(max(median / 4, 1)))
    step = max(digit * power for digit in (1, 2, 5) if digit == 1 or digit * power <= median / 4)
    below = math.floor(median / step) * step
    return below, below + step


def chances_of_places(run, names, country, stem):
    """Two rows a country, of the 20 with the largest median of the last year."""
    draws = run[f"{stem}_stock"][:].astype(float)
    years = list(run["year"][:])
    shown = [years.index(year) for year in (2025, 2027, 2030)]
    medians = numpy.median(draws[:, -1], axis=0)
    for i in numpy.argsort(-medians, kind="stable")[:20]:
        for limit in round_neighbours(medians[i]):
            cells = [names[i], country[i], f"{limit:,.0f}"]
            for year in shown:
                cells += chance_cells(draws[:, year, i], limit)
            yield cells


LEVELS = [0, 0.01, 0.025, *(k / 20 for k in range(1, 20)), 0.975, 0.99, 1]


def interpolated(draws, limit):
    """The share above a number as the page's steps of quantiles give it; near that of the draws themselves."""
    quantiles = numpy.quantile(draws, LEVELS)
    low = float(f"{quantiles[0]:.5e}")
    step = float(f"{(quantiles[20] - quantiles[4]) / 200:.3e}")
    kept = low + step * numpy.maximum.accumulate(numpy.rint((quantiles - low) / step).clip(0))
    kept[0] = low
    share = 1 - numpy.interp(limit, kept, LEVELS)
    assert abs(share - (draws > limit).mean()) < 0.05, (share, (draws > limit).mean())
    return share


def typed_thresholds(run, country):
    """What somebody types and the chance that the page words."""
    years = list(run["year"][:])
    for kind, code, year, level in (("immigrants", "DEU", 2030, 0.37), ("immigrants", "DEU", 2027, 0.93),
                                    ("emigrants", "SYR", 2026, 0.61), ("emigrants", "FJI", 2025, 0.5)):
        draws = run[f"{kind[:-1]}_stock"][:, years.index(year), country.index(code)].astype(float)
        limit = int(float(f"{numpy.quantile(draws, level):.4e}"))
        share = interpolated(draws, limit)
        smoothed = (share * len(draws) + 1) / (len(draws) + 2)
        error = math.sqrt(smoothed * (1 - smoothed) / len(draws))
        yield {"code": code, "kind": kind, "year": str(year), "limit": str(limit), "chance": per_cent(share),
               "error": f"± {per_cent(error)} MC"}


def entries_rows(run, names, country):
    """Entries into the Union in the twelve months from the first that is kept, at borders of first entry: the 15
    largest nationalities, the further ones, those not told apart, all."""
    borders = [code for code, target, first in zip(codes(run["border"]), codes(run["border_target"]),
                                                   run["border_first_entry"][:])
               if first == 1 and target not in ("GBR", "NOR", "USA", "PAN")]
    sums = {}
    draws = run["irregular_entries_by_nationality"][:, :12].astype(float).sum(axis=1)
    for at, (border, code) in enumerate(zip(codes(run["route_corridor_border"]), codes(run["route_corridor_nationality"]))):
        if border in borders:
            sums[code] = sums.get(code, 0) + draws[:, at]
    order = sorted(sorted(set(sums) - {"REST"}), key=lambda code: -sums[code].mean())
    every = sum(sums.values())
    sums["MORE"] = sum(sums[code] for code in order[15:])
    other = {"MORE": f"{len(order) - 15} further nationalities", "REST": "not told apart, or unknown",
             "XXA": "stateless", "XKX": "Kosovo", "ALL": "all nationalities"}
    for code in [*order[:15], "MORE", "REST", "ALL"]:
        values = every if code == "ALL" else sums[code]
        name = other[code] if code in other else names[country.index(code)]
        yield [name, code, *band_cells(values), per_cent(values.mean() / every.mean())]


def decomposed(path):
    """Rows of each quantity's table but what a driver draws."""
    with open(path, encoding="utf-8") as file:
        found = json.load(file)
    for quantity in found["quantities"]:
        rows = [[part["driver"], four_digits(part["effect"]), four_digits(part["effect_mc_error"]),
                 *(per_cent(part[what][one]) for what in ("first_order", "total") for one in ("share", "mc_error"))]
                for part in quantity["drivers"]]
        together = quantity["interactions"]
        yield [*rows, ["interactions", "—", "—", per_cent(together["share"]), per_cent(together["mc_error"]), "—", "—"]]


def temperature_last(run):
    return f"{numpy.median(run['global_mean_temperature'][:, -1]):,.2f}"


def differences(run, other):
    """Mean and median difference of the world by year, millions."""
    a, b = (one["global_migrant_stock"][:] for one in (run, other))
    years = run["year"][:]
    mean = (b - a).mean(axis=0)
    median = numpy.median(b - a, axis=0)
    return [[str(year), f"{mean[i] * 1e-6:,.3f}", f"{median[i] * 1e-6:,.3f}"] for i, year in enumerate(years)
            if year % 5 == 0 or i + 1 == len(years)]


def main():
    with h5py.File(sys.argv[1]) as run, h5py.File(sys.argv[2]) as other:
        country = codes(run["country"])
        corridor = codes(run["corridor"])
        names = [name.decode() for name in run["country_name"][:]]
        germany = country.index("DEU")
        syria_turkey = corridor.index("SYR-TUR")
        print(json.dumps({
            "world": list(world_rows(run)),
            "immigrants": [[names[i], country[i], *cells]
                           for i, cells in ranked(run, "immigrant_stock", 20)],
            "emigrants": [[names[i], country[i], *cells]
                          for i, cells in ranked(run, "emigrant_stock", 20)],
            "corridors": [[" → ".join(names[country.index(end)] for end in corridor[i].split("-")),
                           *cells] for i, cells in ranked(run, "corridor_stock", 30)],
            "germany": [band_words(run[f"{kind}_stock_quantile"],
                                   run[f"{kind}_stock_quantile_error"], germany)
                        for kind in ("immigrant", "emigrant")],
            "syria_turkey": band_words(run["corridor_stock_quantile"],
                                       run["corridor_stock_quantile_error"], syria_turkey),
            "route": codes(run["route"])[0],
            "route_months": list(route_months(run)),
            "flight": {str(limit): list(flight_rows(run, names, country, limit)) for limit in (100_000, 10_000)},
            "chances": {f"{stem}s": list(chances_of_places(run, names, country, stem))
                        for stem in ("immigrant", "emigrant")},
            "typed": list(typed_thresholds(run, country)),
            "entries": list(entries_rows(run, names, country)),
            "displaced": {code: [four_digits(one) for one in numpy.quantile(
                run["displaced_from"][:, list(run["year"][:]).index(2027), i], [0.1, 0.9])]
                for i, code in enumerate(country)},
            "decomposed": list(decomposed(sys.argv[3])),
            "temperature": temperature_last(run),
            "first_median": millions(run["global_migrant_stock_quantile"][MEDIAN, 0], 1),
            "differences": differences(run, other),
            "hash": run.attrs["content_sha256"].decode()
                    if isinstance(run.attrs["content_sha256"], bytes)
                    else str(run.attrs["content_sha256"]),
        }))


main()
